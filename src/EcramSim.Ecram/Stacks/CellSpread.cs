using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Stacks;

/// <summary>
/// How the cells of an array differ in what they are made of: relative standard deviations, independent of each other.
/// What this does to a pulse follows from the reference cell (<see cref="Compact.SpreadResponse"/>).
/// </summary>
/// <param name="Thickness">Of the channel film.</param>
/// <param name="Area">Of W·L at equal W/L.</param>
/// <param name="RateConstant">Of both exchange currents.</param>
/// <param name="Resistance">Of the ionic resistance of the electrolyte.</param>
/// <param name="SiteDensity">Of the channel's sites per volume.</param>
public sealed record CellSpread(double Thickness, double Area, double RateConstant, double Resistance, double SiteDensity)
{
    /// <summary>Of the electronic conductivity of the electrolyte: acts on the drift of open cells alone (<see cref="Compact.CellEvolution.DriftSpread"/>).</summary>
    public double Leakage { get; init; }

    /// <summary>All cells equal.</summary>
    public static CellSpread None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Reads the object "spread" of a physical device file; every key is optional, "none" or missing is no spread.</summary>
    public static CellSpread Read(ModelNode node)
    {
        if (!node.Has("spread")) return None;
        var spread = node.Child("spread");
        double Of(string key) => spread.Has(key) ? spread.NumberOrNone(key, Interval.Closed(0, 0.5)) ?? 0 : 0;
        return new CellSpread(Of("thickness"), Of("area"), Of("rate_constant"), Of("resistance"), Of("site_density")) { Leakage = Of("leakage") };
    }

    /// <summary>The stack with one of its parameters multiplied by a factor, beside the spread of that parameter.</summary>
    internal IEnumerable<(string Name, double Deviation, Func<Stack, double, Stack> Scaled)> Parameters()
    {
        yield return ("thickness", Thickness, (s, f) => s with { Channel = s.Channel with { Thickness = f * s.Channel.Thickness } });
        yield return ("area", Area, (s, f) => s with { Channel = s.Channel with { Width = Math.Sqrt(f) * s.Channel.Width, Length = Math.Sqrt(f) * s.Channel.Length } });
        yield return ("exchange current", RateConstant, (s, f) => s with { RateFactor = f * s.RateFactor });
        yield return ("resistance", Resistance, (s, f) => s with { ResistanceFactor = f * s.ResistanceFactor });
        yield return ("site density", SiteDensity, (s, f) => s with { Channel = s.Channel with { Host = s.Channel.Host with { SiteDensity = f * s.Channel.Host.SiteDensity } } });
    }
}
