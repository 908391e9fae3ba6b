using EcramSim.Crossbar.Ledger;
using EcramSim.Learning.Layers;

namespace EcramSim.Learning.Training;

/// <summary>What the tiles of a model have done, added up: layer after layer, nothing overlapping. Null is explained in <see cref="TrainingEpoch"/>.</summary>
/// <param name="Energy">Energy of everything that the array file prices, J.</param>
/// <param name="Time">Pulse and read time, s.</param>
/// <param name="Pulses">Programming pulses.</param>
/// <param name="Bill">The same by operation and cause; null where the array file names no technology.</param>
internal sealed record HardwareCost(double? Energy, double? Time, long? Pulses, ArrayBill? Bill)
{
    /// <summary>The ledgers of all layers.</summary>
    /// <param name="layers">The analog layers.</param>
    /// <param name="pulsed">Whether updates are pulses: exact ones count none.</param>
    internal static HardwareCost Of(IReadOnlyList<AnalogLinear> layers, bool pulsed)
    {
        if (!pulsed || layers.Count == 0) return new HardwareCost(null, null, null, null);
        double? energy = 0, time = 0;
        var pulses = 0L;
        ArrayBill? bill = null;
        foreach (var tile in layers.SelectMany(l => l.Tiles))
        {
            var ledger = tile.Ledger;
            energy += ledger.Energy;
            time += ledger.Time;
            pulses += ledger.Pulses;
            if (ledger.Bill is { } own) bill = bill is null ? own : bill + own;
        }
        foreach (var layer in layers)
        {
            if (bill is null || layer.Array.Technology is not { } technology) continue;
            var rule = new OperationCost(new CostSplit(0, 0, 0, 0, 0, 0, layer.DigitalOperations * technology.DigitalOperation), default);
            bill = bill with { Update = bill.Update + rule };
            energy += rule.Energy.Total;
        }
        return new HardwareCost(energy, time, pulses, bill);
    }

    /// <summary>What came since an earlier moment.</summary>
    internal HardwareCost Since(HardwareCost earlier) => new(Energy - earlier.Energy, Time - earlier.Time, Pulses - earlier.Pulses,
        Bill is null || earlier.Bill is null ? Bill : Bill - earlier.Bill);

    /// <summary>With what came later.</summary>
    internal HardwareCost And(HardwareCost later) => new(Energy + later.Energy, Time + later.Time, Pulses + later.Pulses,
        Bill is null || later.Bill is null ? Bill : Bill + later.Bill with { Area = default });
}
