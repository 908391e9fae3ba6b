namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Backward of C = A·B: dA = G·Bᵀ, dB = Aᵀ·G.</summary>
internal sealed class ProductNode : UnaryOutputNode
{
    private SavedTensor a;
    private SavedTensor b;

    internal ProductNode(Tensor a, Tensor b)
    {
        Connect(a, b);
        if (Needs(1)) this.a = new SavedTensor(a);
        if (Needs(0)) this.b = new SavedTensor(b);
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        if (Needs(0)) engine.Send(0, new Tensor(Transposing.Multiply(grad.Impl, false, b.Unpack(), true)));
        if (Needs(1)) engine.Send(1, new Tensor(Transposing.Multiply(a.Unpack(), true, grad.Impl, false)));
    }

    internal override void Free()
    {
        a.Release();
        b.Release();
    }
}

/// <summary>Backward of Y = X·Wᵀ + b over rows of X: dX = G·W, dW = Gᵀ·X, db = Σ rows of G.</summary>
internal sealed class LinearNode : UnaryOutputNode
{
    private SavedTensor x;
    private SavedTensor w;

    internal LinearNode(Tensor x, Tensor w, Tensor? bias)
    {
        Connect(x, w, bias);
        if (Needs(1)) this.x = new SavedTensor(x);
        if (Needs(0)) this.w = new SavedTensor(w);
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        if (Needs(0)) engine.Send(0, new Tensor(Products.Multiply(grad.Impl, w.Unpack())));
        if (Needs(1)) engine.Send(1, new Tensor(Transposing.Multiply(grad.Impl, true, x.Unpack(), false)));
        if (Needs(2)) engine.Send(2, new Tensor(Reduction.Sum(grad.Impl, [true, false], false)));
    }

    internal override void Free()
    {
        x.Release();
        w.Release();
    }
}

/// <summary>Products with either operand transposed, without a copy.</summary>
internal static class Transposing
{
    internal static TensorImpl Multiply(TensorImpl a, bool transposeA, TensorImpl b, bool transposeB, TensorImpl? c = null)
    {
        var x = transposeA ? Transposed(a) : a;
        var y = transposeB ? Transposed(b) : b;
        var result = Products.Multiply(x, y, c);
        if (transposeA) x.Release();
        if (transposeB) y.Release();
        return result;
    }

    private static TensorImpl Transposed(TensorImpl x) => x.View(x.Offset, [x.Sizes[1], x.Sizes[0]], [x.Strides[1], x.Strides[0]]);
}
