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
    /// <summary>Of a physical cell; null where neither matters.</summary>
    internal static CellEvolution? Of(Stack stack, ConductanceAxis axis, Mapping mapping, DriftingStart start)
    {
        var drift = DriftTable.Of(stack, axis, mapping, start);
        var left = VolatilePart.Of(stack, axis, mapping, drift, start);
        return drift is null && left is null ? null : new CellEvolution(drift, left);
    }
}
