namespace TorchSharp;

using static torch;

/// <summary>
/// Backward of any view: the gradient is written through the same view of a zero tensor (added where the view
/// repeats elements, as expand does).
/// </summary>
internal sealed class ViewNode : UnaryOutputNode
{
    private readonly long[] sizes;
    private readonly Func<Tensor, Tensor> view;

    internal ViewNode(Tensor input, Func<Tensor, Tensor> view)
    {
        sizes = input.Impl.Sizes;
        this.view = view;
        Connect(input);
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var whole = Generation.Full(sizes, grad.dtype, 0);
        view(whole).copy_(grad);
        engine.Send(0, whole);
    }

    internal override void Free()
    {
    }
}

/// <summary>Backward of a view that only rearranges: its inverse, applied to the gradient.</summary>
internal sealed class RearrangeNode : UnaryOutputNode
{
    private readonly Func<Tensor, Tensor> inverse;

    internal RearrangeNode(Tensor input, Func<Tensor, Tensor> inverse)
    {
        this.inverse = inverse;
        Connect(input);
    }

    protected override void Backward(Engine engine, Tensor grad) => engine.Send(0, inverse(grad));

    internal override void Free()
    {
    }
}
