using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>The largest value under a window, channel by channel.</summary>
/// <param name="Window">The window.</param>
[ModelName("max-pool2d")]
public sealed record MaxPool2dLayer(PoolingWindow Window) : INetworkLayer
{
    /// <summary>Reads "kernel" and optional "stride" (that of the kernel).</summary>
    public static MaxPool2dLayer Read(ModelNode node) => new(PoolingWindow.Read(node));

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input) => Window.Output(input);

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => nn.MaxPool2d(Window.Kernel, Window.Stride);
}
