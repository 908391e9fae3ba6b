using EcramSim.Learning.Layers;

namespace EcramSim.Learning.Training;

/// <summary>What the tiles of a model have done, added up: layer after layer, nothing overlapping. Null is explained in <see cref="TrainingEpoch"/>.</summary>
/// <param name="Energy">Write energy, J.</param>
/// <param name="Time">Pulse and read time, s.</param>
/// <param name="Pulses">Programming pulses.</param>
/// <param name="ReadTime">The part of the time that is reads, s.</param>
internal sealed record HardwareCost(double? Energy, double? Time, long? Pulses, double ReadTime)
{
    /// <summary>The ledgers of all layers.</summary>
    /// <param name="layers">The analog layers.</param>
    /// <param name="pulsed">Whether updates are pulses: exact ones count none.</param>
    internal static HardwareCost Of(IReadOnlyList<AnalogLinear> layers, bool pulsed)
    {
        if (!pulsed || layers.Count == 0) return new HardwareCost(null, null, null, 0);
        double? energy = 0, time = 0;
        var (pulses, reads) = (0L, 0.0);
        foreach (var layer in layers)
        {
            var ledger = layer.Tile.Ledger;
            energy += ledger.WriteEnergy;
            time += ledger.Time;
            pulses += ledger.Pulses;
            reads += ledger.TotalReadTime;
        }
        return new HardwareCost(energy, time, pulses, reads);
    }
}
