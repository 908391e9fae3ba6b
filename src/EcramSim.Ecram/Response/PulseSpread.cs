namespace EcramSim.Ecram.Response;

/// <summary>
/// Spread between the cells of an array, as relative standard deviations of the nominal values; 0 is no spread.
/// A cell draws: step = 1 + Step·ξ₁ (both directions) ± UpDown·ξ₂ (opposite signs), slopes 1 + Slope·ξ, bounds × (1 + Bounds·ξ).
/// </summary>
public sealed record PulseSpread(double Step = 0, double UpDown = 0, double Slope = 0, double Bounds = 0)
{
    /// <summary>All cells equal.</summary>
    public static PulseSpread None { get; } = new();
}
