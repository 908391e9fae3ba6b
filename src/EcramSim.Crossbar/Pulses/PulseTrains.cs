using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// The pulse trains of the lines of one side of a tile: per line a mask with one bit per slot, each set with the line's
/// probability, and the sign of its value. <see cref="PulseTrainsReference"/> is the scalar twin.
/// </summary>
internal sealed class PulseTrains(int lines, ulong seed, string name)
{
    // Probabilities in units of 2⁻²⁴.
    private const float Resolution = 1 << 24;

    private readonly PhiloxLanes _random = new(seed, name);
    private readonly uint[] _words = new uint[PhiloxLanes.BlockSize];

    /// <summary>Slots 0 … 31 of every line; lines of the padding never fire.</summary>
    public uint[] Low { get; } = new uint[Lanes.Padded(lines)];
    /// <summary>Slots 32 … 63; valid only where a train has more than 32 slots.</summary>
    public uint[] High { get; } = new uint[Lanes.Padded(lines)];
    /// <summary>All bits set where the value is negative, else none.</summary>
    public uint[] Negative { get; } = new uint[Lanes.Padded(lines)];
    /// <summary>The values, padded with zeros; the caller fills them.</summary>
    public float[] Values { get; } = new float[Lanes.Padded(lines)];
    /// <summary>Key of the random numbers.</summary>
    public ulong Key => _random.Key;

    /// <summary>Draws the trains of <see cref="Values"/> for one update.</summary>
    /// <param name="factor">Probability per |value|; products above 1 fire in every slot.</param>
    /// <param name="slots">Slots of a train, 1 … 64.</param>
    /// <param name="step">Number of the update.</param>
    public void Draw(double factor, int slots, ulong step)
    {
        var scale = Vector256.Create((float)factor);
        for (var line = 0; line < Values.Length; line += Lanes.Count)
        {
            var value = Vector256.LoadUnsafe(ref Values[line]);
            Vector256.LessThan(value, Vector256<float>.Zero).AsUInt32().StoreUnsafe(ref Negative[line]);
            var p = Vector256.Abs(value) * scale;
            p = Vector256.ConditionalSelect(Vector256.LessThan(p, Vector256<float>.One), p, Vector256<float>.One);
            var threshold = Vector256.ConvertToInt32(Vector256.Round(p * Vector256.Create(Resolution)));
            if (threshold == Vector256<int>.Zero)
            {
                Vector256<uint>.Zero.StoreUnsafe(ref Low[line]);
                Vector256<uint>.Zero.StoreUnsafe(ref High[line]);
                continue;
            }
            Train((uint)line, 0, Math.Min(slots, 32), step, threshold).StoreUnsafe(ref Low[line]);
            if (slots > 32) Train((uint)line, 32, slots, step, threshold).StoreUnsafe(ref High[line]);
        }
    }

    /// <summary>Pulses on all lines: the bits that are set.</summary>
    /// <param name="wide">Whether the trains have more than 32 slots.</param>
    public long Count(bool wide)
    {
        var count = Vector256<uint>.Zero;
        for (var line = 0; line < Values.Length; line += Lanes.Count)
        {
            count += BitCount.Of(Vector256.LoadUnsafe(ref Low[line]));
            if (wide) count += BitCount.Of(Vector256.LoadUnsafe(ref High[line]));
        }
        var total = 0L;
        for (var lane = 0; lane < Lanes.Count; lane++) total += count.GetElement(lane);
        return total;
    }

    // Four slots per block: word w of block b is slot 4b + w.
    private Vector256<uint> Train(uint line, int from, int to, ulong step, Vector256<int> threshold)
    {
        var train = Vector256<uint>.Zero;
        var bit = Vector256<uint>.One;
        for (var slot = from; slot < to; slot += 4)
        {
            _random.Block(line, (uint)slot / 4, step, ref _words[0]);
            var words = Math.Min(4, to - slot);
            for (var word = 0; word < words; word++)
            {
                var draw = Vector256.ShiftRightLogical(Vector256.LoadUnsafe(ref _words[8 * word]), 8).AsInt32();
                train |= Vector256.LessThan(draw, threshold).AsUInt32() & bit;
                bit += bit;
            }
        }
        return train;
    }
}
