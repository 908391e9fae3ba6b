using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>The mean value under a window, channel by channel.</summary>
/// <param name="Window">The window.</param>
[ModelName("avg-pool2d")]
public sealed record AvgPool2dLayer(PoolingWindow Window) : INetworkLayer
{
    /// <summary>Reads "kernel" and optional "stride" (that of the kernel).</summary>
    public static AvgPool2dLayer Read(ModelNode node) => new(PoolingWindow.Read(node));

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input) => Window.Output(input);

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => nn.AvgPool2d(Window.Kernel, Window.Stride);
}
