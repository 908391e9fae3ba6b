using EcramSim.Crossbar.Numerics;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Pulses;

/// <summary>The scalar twin of <see cref="PulseTrains"/>: one line, one slot, one bit at a time, from <see cref="Philox"/> itself.</summary>
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
        var threshold = (uint)MathF.Round(p * (1 << 24));
        var train = 0UL;
        for (var slot = 0; slot < slots; slot++)
        {
            var draw = 0U;
            if (slots <= PulseTrains.ShortTrain) draw = Word(key, line, (uint)slot / 4, slot % 4, step) >> (32 - PulseTrains.Planes);
            else
                for (var plane = 0; plane < PulseTrains.Planes; plane++)
                    draw = 2 * draw + (Word(key, line, (slot < 32 ? 0 : PulseTrains.HighBlocks) + (uint)plane / 4, plane % 4, step) >> (slot % 32) & 1);
            if (draw < threshold) train |= 1UL << slot;
        }
        return train;
    }

    private static uint Word(ulong key, int line, uint block, int word, ulong step)
    {
        var (r0, r1, r2, r3) = Philox.Block((uint)line, block, (uint)step, (uint)(step >> 32), (uint)key, (uint)(key >> 32), PhiloxLanes.Rounds);
        return word switch { 0 => r0, 1 => r1, 2 => r2, _ => r3 };
    }
}
