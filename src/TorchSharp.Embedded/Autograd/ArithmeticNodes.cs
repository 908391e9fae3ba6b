namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Backward of a ± α·b under broadcasting.</summary>
internal sealed class AddNode : UnaryOutputNode
{
    private readonly long[] first;
    private readonly long[] second;
    private readonly double alpha;

    internal AddNode(Tensor a, Tensor b, double alpha)
    {
        first = a.Impl.Sizes;
        second = b.Impl.Sizes;
        this.alpha = alpha;
        Connect(a, b);
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        if (Needs(0)) engine.Send(0, Broadcasting.SumTo(grad, first));
        if (!Needs(1)) return;
        var sum = Broadcasting.SumTo(grad, second);
        engine.Send(1, alpha == 1 ? sum : new Tensor(Unary.Map(new MulScalarOp(alpha), sum.Impl)));
    }

    internal override void Free()
    {
    }
}

/// <summary>Backward of a·b under broadcasting.</summary>
internal sealed class MulNode : UnaryOutputNode
{
    private SavedTensor a;
    private SavedTensor b;
    private readonly long[] first;
    private readonly long[] second;

    internal MulNode(Tensor a, Tensor b)
    {
        first = a.Impl.Sizes;
        second = b.Impl.Sizes;
        Connect(a, b);
        if (Needs(1)) this.a = new SavedTensor(a);
        if (Needs(0)) this.b = new SavedTensor(b);
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        if (Needs(0)) engine.Send(0, Broadcasting.SumTo(new Tensor(Binary.Map(default(MulOp), grad.Impl, b.Unpack(), grad.Impl.Dtype)), first));
        if (Needs(1)) engine.Send(1, Broadcasting.SumTo(new Tensor(Binary.Map(default(MulOp), grad.Impl, a.Unpack(), grad.Impl.Dtype)), second));
    }

    internal override void Free()
    {
        a.Release();
        b.Release();
    }
}

/// <summary>Gradients of operands that were repeated to a common shape.</summary>
internal static class Broadcasting
{
    internal static Tensor SumTo(Tensor grad, long[] sizes)
    {
        var own = grad.Impl;
        if (Shape.Same(own.Sizes, sizes)) return grad;
        var lead = own.Dim - sizes.Length;
        var mask = new bool[own.Dim];
        for (var d = 0; d < own.Dim; d++) mask[d] = d < lead || (sizes[d - lead] == 1 && own.Sizes[d] != 1);
        var sum = Reduction.Sum(own, mask, keepdim: true);
        var result = sum.View(sum.Offset, sizes, Shape.ContiguousStrides(sizes));
        sum.Release();
        return new Tensor(result);
    }
}
