namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Backward of factor·sum over some dimensions: the gradient, repeated.</summary>
internal sealed class SumNode : UnaryOutputNode
{
    private readonly long[] sizes;
    private readonly long[] kept;
    private readonly double factor;

    internal SumNode(Tensor input, bool[] mask, bool keepdim, double factor)
    {
        sizes = input.Impl.Sizes;
        kept = Reduction.ResultSizes(sizes, mask, keepdim: true);
        this.factor = factor;
        Connect(input);
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var scaled = factor == 1 ? grad : new Tensor(Unary.Map(new MulScalarOp(factor), grad.Impl));
        engine.Send(0, scaled.reshape(kept).expand(sizes));
    }

    internal override void Free()
    {
    }
}
