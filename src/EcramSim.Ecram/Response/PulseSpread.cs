using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Response;

/// <summary>
/// Spread between the cells of an array, as relative standard deviations of the nominal values; 0 is no spread.
/// A cell draws: step = 1 + Step·ξ₁ (both directions) ± UpDown·ξ₂ (opposite signs), slopes 1 + Slope·ξ and bounds × (1 + Bounds·ξ)
/// (upper and lower each their own ξ). A factor that comes out negative is 0: a cell that does not move, or whose bound is at 0.
/// </summary>
public sealed record PulseSpread(double Step = 0, double UpDown = 0, double Slope = 0, double Bounds = 0)
{
    /// <summary>All cells equal.</summary>
    public static PulseSpread None { get; } = new();

    /// <summary>
    /// Reads the object "spread" of a device file: keys step, up_down, slope, bounds, each optional and relative (0.3 is 30 %), "none" or missing is no spread.
    /// </summary>
    public static PulseSpread Read(ModelNode node)
    {
        if (!node.Has("spread")) return None;
        var spread = node.Child("spread");
        return new PulseSpread(Of(spread, "step"), Of(spread, "up_down"), Of(spread, "slope"), Of(spread, "bounds"));
    }

    private static double Of(ModelNode spread, string key) =>
        spread.Has(key) ? spread.NumberOrNone(key, new Interval(0, 2, false, true)) ?? 0 : 0;
}
