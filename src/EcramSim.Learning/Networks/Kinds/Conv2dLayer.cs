using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>Convolution over channels × height × width.</summary>
/// <param name="Channels">Channels of the output.</param>
/// <param name="Kernel">Rows and columns of the kernel.</param>
/// <param name="Stride">Steps between places.</param>
/// <param name="Padding">Zeros around the input.</param>
/// <param name="Groups">Groups of channels that do not mix.</param>
/// <param name="Bias">Whether outputs have offsets.</param>
[ModelName("conv2d")]
public sealed record Conv2dLayer(int Channels, int Kernel, int Stride, int Padding, int Groups, bool Bias) : INetworkLayer
{
    /// <summary>Reads "channels", "kernel" and optional "stride" (1), "padding" (0), "groups" (1), "bias" (true).</summary>
    public static Conv2dLayer Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(node.Count("channels", 1, 1 << 16), node.Count("kernel", 1, 1024), node.Count("stride", 1, 1024, 1), node.Count("padding", 0, 1024, 0), node.Count("groups", 1, 1 << 16, 1), !node.Has("bias") || node.Flag("bias"));
    }

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var size = input.Require(3, "channels × height × width");
        if (size[0] % Groups != 0 || Channels % Groups != 0) throw new ArgumentException($"{Groups} groups do not divide {size[0]} and {Channels} channels");
        return SignalShape.Of(Channels, Places.Of(size[1], Kernel, Stride, Padding), Places.Of(size[2], Kernel, Stride, Padding));
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(first);
        return first.Filled(nn.Conv2d(input[0], Channels, Kernel, Stride, Padding, groups: Groups, bias: Bias), 1 / Math.Sqrt((double)input[0] / Groups * Kernel * Kernel));
    }
}
