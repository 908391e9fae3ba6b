using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

public sealed partial class AnalogLinear
{
    private List<float>? _recorded;

    /// <summary>Keeps the inputs that come by from here on.</summary>
    internal void BeginRecording() => _recorded = [];

    /// <summary>Sets the input range to the magnitude that holds a share of them; without inputs other than 0 it stays.</summary>
    internal void EndRecording(double share)
    {
        float[] sorted = [.. (_recorded ?? []).Select(Math.Abs).Where(v => v > 0)];
        _recorded = null;
        if (sorted.Length == 0) return;
        sorted.AsSpan().Sort();
        using var quiet = no_grad();
        input_range!.fill_(sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)]);
    }
}
