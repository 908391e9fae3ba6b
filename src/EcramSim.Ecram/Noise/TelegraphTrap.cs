using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Noise;

/// <summary>A trap that takes a carrier away and gives it back at random.</summary>
/// <param name="Amplitude">δ: fraction of G that is missing while the trap is full.</param>
/// <param name="CaptureTime">τ_c: mean time for which it is empty, s.</param>
/// <param name="EmissionTime">τ_e: mean time for which it is full, s.</param>
public sealed record TelegraphTrap(double Amplitude, double CaptureTime, double EmissionTime)
{
    /// <summary>Reads amplitude, capture_time and emission_time.</summary>
    public static TelegraphTrap Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new TelegraphTrap(node.Number("amplitude", Interval.Closed(0, 1)),
            node.Quantity("capture_time", Dimension.Second, Interval.Positive), node.Quantity("emission_time", Dimension.Second, Interval.Positive));
    }

    /// <summary>Relative variance of G averaged over <paramref name="time"/> (s).</summary>
    public double Variance(double time)
    {
        var full = EmissionTime / (CaptureTime + EmissionTime);
        var memory = CaptureTime * EmissionTime / (CaptureTime + EmissionTime);
        var r = memory / time;
        // Long memory: the average is that of one moment; the closed form loses its digits there.
        var averaged = r > 1e4 ? 1 - 1 / (3 * r) : 2 * r * (1 + r * double.ExpM1(-1 / r));
        return Amplitude * Amplitude * full * (1 - full) * averaged;
    }
}
