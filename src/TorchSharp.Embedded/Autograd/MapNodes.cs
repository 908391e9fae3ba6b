namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Backward of a function of one element: gradient × derivative, from the saved input or output.</summary>
internal sealed class MapNode<TGrad> : UnaryOutputNode where TGrad : struct, IMap2
{
    private readonly TGrad op;
    private SavedTensor saved;

    internal MapNode(TGrad op, Tensor input, Tensor keep)
    {
        this.op = op;
        saved = new SavedTensor(keep);
        Connect(input);
    }

    protected override void Backward(Engine engine, Tensor grad) =>
        engine.Send(0, new Tensor(Binary.Map(op, grad.Impl, saved.Unpack(), grad.Impl.Dtype)));

    internal override void Free() => saved.Release();
}

/// <summary>Backward of a function whose derivative is a constant.</summary>
internal sealed class ScaleNode : UnaryOutputNode
{
    private readonly double factor;

    internal ScaleNode(Tensor input, double factor)
    {
        this.factor = factor;
        Connect(input);
    }

    protected override void Backward(Engine engine, Tensor grad) =>
        engine.Send(0, factor == 1 ? grad : new Tensor(Unary.Map(new MulScalarOp(factor), grad.Impl)));

    internal override void Free()
    {
    }
}

/// <summary>A backward given as a function of the gradient and the saved tensors.</summary>
internal sealed class FormulaNode : UnaryOutputNode
{
    private readonly SavedTensor[] saved;
    private readonly Action<FormulaNode, Engine, Tensor> formula;
    private bool freed;

    internal FormulaNode(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor?> keep, Action<FormulaNode, Engine, Tensor> formula)
    {
        this.formula = formula;
        saved = keep.Length == 0 ? [] : new SavedTensor[keep.Length];
        for (var i = 0; i < keep.Length; i++) saved[i] = new SavedTensor(keep[i]);
        Connect(inputs);
    }

    internal bool Has(int i) => !saved[i].IsEmpty;

    internal Tensor Saved(int i) => saved[i].Open();

    internal new bool Needs(int i) => base.Needs(i);

    protected override void Backward(Engine engine, Tensor grad)
    {
        if (freed) default(SavedTensor).Unpack();
        formula(this, engine, grad);
    }

    internal override void Free()
    {
        freed = saved.Length > 0;
        for (var i = 0; i < saved.Length; i++) saved[i].Release();
    }
}
