using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>The largest value under a window, channel by channel.</summary>
/// <param name="Kernel">Rows and columns of the window.</param>
/// <param name="Stride">Steps between places.</param>
[ModelName("max-pool2d")]
public sealed record MaxPool2dLayer(int Kernel, int Stride) : INetworkLayer
{
    /// <summary>Reads "kernel" and optional "stride" (that of the kernel).</summary>
    public static MaxPool2dLayer Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var kernel = node.Count("kernel", 1, 1024);
        return new(kernel, node.Count("stride", 1, 1024, kernel));
    }

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var size = input.Require(3, "channels × height × width");
        return SignalShape.Of(size[0], Places.Of(size[1], Kernel, Stride, 0), Places.Of(size[2], Kernel, Stride, 0));
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => nn.MaxPool2d(Kernel, Stride);
}
