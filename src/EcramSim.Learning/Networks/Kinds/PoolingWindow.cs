using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>The square window of a pooling layer.</summary>
/// <param name="Kernel">Rows and columns of the window.</param>
/// <param name="Stride">Steps between places.</param>
public sealed record PoolingWindow(int Kernel, int Stride)
{
    /// <summary>Reads "kernel" and optional "stride" (that of the kernel).</summary>
    internal static PoolingWindow Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var kernel = node.Count("kernel", 1, 1024);
        return new(kernel, node.Count("stride", 1, 1024, kernel));
    }

    /// <summary>channels × height × width → channels × places × places.</summary>
    internal SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var size = input.Require(3, "channels × height × width");
        return SignalShape.Of(size[0], Places.Of(size[1], Kernel, Stride, 0), Places.Of(size[2], Kernel, Stride, 0));
    }
}
