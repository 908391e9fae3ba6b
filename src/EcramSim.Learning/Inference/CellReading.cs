using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram;
using EcramSim.Ecram.Noise;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Learning.Inference;

/// <summary>
/// Noise of the conductance of every cell in a reading of an array (<see cref="ReadNoise"/>), one draw per cell and reading of the test set. The time since writing is the time T_o
/// since the reference to which readings are compared, so its 1/f part grows as √ln(t).
/// </summary>
/// <param name="Noise">From the object "read" of the device file.</param>
/// <param name="Mapping">From conductance to weight.</param>
/// <param name="Temperature">K.</param>
public sealed record CellReading(ReadNoise Noise, Mapping Mapping, double Temperature)
{
    /// <summary>Of a device; null where its file says nothing, or makes a weight of several cells.</summary>
    public static CellReading? Of(CellDevice? device) =>
        device is { ReadNoise: { } noise, Stack: { } stack, Form: null } ? new CellReading(noise, device.Mapping, stack.Temperature) : null;

    /// <summary>Standard deviation of a reading of a cell with this weight, in units of weight, <paramref name="after"/> seconds since it was written.</summary>
    public double Deviation(double weight, double after)
    {
        var conductance = Mapping.Conductance(weight);
        // What is drawn for a shorter time than ten integrations is no 1/f noise yet.
        return (Noise with { Observation = Math.Max(after, 10 * Noise.Time) }).Deviation(conductance, Temperature) / Mapping.HalfWindow!.Value;
    }

    internal void Disturb(ITile tile, ReadOnlySpan<float> held, double after, RandomStream stream)
    {
        var seen = new float[held.Length];
        for (var k = 0; k < seen.Length; k++) seen[k] = (float)(held[k] + Deviation(held[k], after) * stream.NextNormal());
        tile.SetWeights(seen, clip: true);
    }
}
