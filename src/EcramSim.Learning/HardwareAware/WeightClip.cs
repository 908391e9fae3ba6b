using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Learning.HardwareAware;

/// <summary>
/// Weights stay within a limit: a fixed one, or k standard deviations of the layer about 0. Clean weights are clipped after every step, so the trained ones
/// fit the window that they will be programmed into.
/// </summary>
/// <param name="Fixed">Largest magnitude in units of cells; null: not this one.</param>
/// <param name="Sigmas">k; null: not this one.</param>
[ModelName("clip")]
public sealed record WeightClip(double? Fixed, double? Sigmas) : IHardwareEffect
{
    /// <summary>Reads "fixed" and "sigmas", each a number or "none", "none" where it is missing.</summary>
    public static WeightClip Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var limits = new Interval(0, 1e6, false, true);
        return new(node.Has("fixed") ? node.NumberOrNone("fixed", limits) : null, node.Has("sigmas") ? node.NumberOrNone("sigmas", limits) : null);
    }

    /// <summary>For the tests of the family.</summary>
    public static IEnumerable<WeightClip> Examples => [new(0.2, null), new(null, 1)];

    /// <inheritdoc/>
    public bool IsNone => Fixed is null && Sigmas is null;

    /// <inheritdoc/>
    public bool Stays => true;

    /// <inheritdoc/>
    public void Disturb(WeightDraw draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        var limit = Fixed ?? double.PositiveInfinity;
        if (Sigmas is { } k)
        {
            var squares = 0.0;
            foreach (var w in draw.Weights) squares += (double)w * w;
            limit = Math.Min(limit, k * Math.Sqrt(squares / draw.Weights.Length));
        }
        var most = (float)limit;
        foreach (ref var w in draw.Weights.AsSpan()) w = Math.Clamp(w, -most, most);
    }
}
