using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Pulses;

/// <summary>The scalar twin of <see cref="PulseTrains"/>: one line, one slot at a time, from <see cref="Philox"/> itself.</summary>
internal static class PulseTrainsReference
{
    /// <summary>The train of one line as a mask of its slots.</summary>
    /// <param name="key">Key of the trains' random numbers.</param>
    /// <param name="line">Number of the line.</param>
    /// <param name="value">Its value.</param>
    /// <param name="factor">Probability per |value|.</param>
    /// <param name="slots">Slots of a train.</param>
    /// <param name="step">Number of the update.</param>
    public static ulong Of(ulong key, int line, float value, double factor, int slots, ulong step)
    {
        var p = Math.Min(MathF.Abs(value) * (float)factor, 1);
        var threshold = (int)MathF.Round(p * (1 << 24));
        var train = 0UL;
        for (var slot = 0; slot < slots; slot++)
        {
            var (r0, r1, r2, r3) = Philox.Block((uint)line, (uint)slot / 4, (uint)step, (uint)(step >> 32), (uint)key, (uint)(key >> 32));
            var word = (slot % 4) switch { 0 => r0, 1 => r1, 2 => r2, _ => r3 };
            if ((int)(word >> 8) < threshold) train |= 1UL << slot;
        }
        return train;
    }
}
