namespace TorchSharp;

using static torch;

/// <summary>Backward of a change of element type: the gradient changes back.</summary>
internal sealed class CastNode : UnaryOutputNode
{
    private readonly ScalarType dtype;

    internal CastNode(Tensor input)
    {
        dtype = input.Impl.Dtype;
        Connect(input);
    }

    protected override void Backward(Engine engine, Tensor grad) => engine.Send(0, grad.to_type(dtype));

    internal override void Free()
    {
    }
}
