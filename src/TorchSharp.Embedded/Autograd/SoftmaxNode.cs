namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Backward of softmax or its logarithm along the last dimension.</summary>
internal sealed class SoftmaxNode : UnaryOutputNode
{
    private SavedTensor output;
    private readonly bool log;

    internal SoftmaxNode(Tensor input, Tensor output, bool log)
    {
        this.log = log;
        this.output = new SavedTensor(output);
        Connect(input);
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var y = output.Unpack();
        var g = Copying.Ready(grad.Impl, y.Dtype);
        engine.Send(0, new Tensor(Softmax.Backward(y, g, log)));
        g.Release();
    }

    internal override void Free() => output.Release();
}
