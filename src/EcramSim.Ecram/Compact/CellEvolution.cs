using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Compact;

/// <summary>
/// What time does to the cells of an array between operations: the drift of the settled weight through leakage (or towards V_hold where the gate
/// is held), and the part of a write that is still there when its slot ends and decays afterwards. Either may be missing.
/// </summary>
/// <param name="Drift">Rate of the settled weight over the weight; null where cells stay where they are.</param>
/// <param name="Volatile">What a pulse leaves beyond its slot; null where everything has settled by then.</param>
public sealed partial record CellEvolution(DriftTable? Drift, VolatilePart? Volatile)
{
    /// <summary>
    /// Standard deviation of the rate of drift between cells, relative; 0: all drift alike. Open cells lose dG/dt = G'(x)·σ_e·V_OCV/(d·zFc·t): G' goes with the thickness t of the channel,
    /// so leakage σ_e and site density c are left.
    /// </summary>
    public double DriftSpread { get; init; }

    /// <summary>With the spread of the cells of an array. Cells with a volatile part all drift as the nominal one: their state fills its 16 bytes.</summary>
    public CellEvolution Among(Stack stack, CellSpread spread)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(spread);
        return Drift is null || Volatile is not null || stack.Pulse.After != GateAfterPulse.Open ? this
            : this with { DriftSpread = Math.Sqrt(spread.Leakage * spread.Leakage + spread.SiteDensity * spread.SiteDensity) };
    }

    /// <summary>Of a physical cell; null where neither matters.</summary>
    internal static CellEvolution? Of(Stack stack, ConductanceAxis axis, Mapping mapping, DriftingStart start)
    {
        var drift = DriftTable.Of(stack, axis, mapping, start);
        var left = VolatilePart.Of(stack, axis, mapping, drift, start);
        return drift is null && left is null ? null : new CellEvolution(drift, left);
    }
}
