using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// The pulse trains of the lines of one side of a tile: per line a mask with one bit per slot, each set with the line's
/// probability, and the sign of its value. <see cref="PulseTrainsReference"/> is the scalar twin.
/// </summary>
internal sealed class PulseTrains(int lines, ulong seed, string name)
{
    /// <summary>Trains of at most so many slots draw a number per slot; longer ones draw bit by bit for all slots together.</summary>
    public const int ShortTrain = 8;
    /// <summary>Bits of a probability.</summary>
    public const int Planes = 24;
    /// <summary>Blocks of random words between slots 0 … 31 and slots 32 … 63 of a long train.</summary>
    public const uint HighBlocks = Planes / 4;

    private const float Resolution = 1 << Planes;

    private readonly PhiloxLanes _random = new(seed, name);
    private readonly uint[] _words = LineArray.Of<uint>(2 * PhiloxLanes.BlockSize);

    /// <summary>Slots 0 … 31 of every line; lines of the padding, up to eight beyond a multiple of eight, never fire.</summary>
    public uint[] Low { get; } = LineArray.Of<uint>(Lanes.Padded(lines) + Lanes.Count);
    /// <summary>Slots 32 … 63; valid only where a train has more than 32 slots.</summary>
    public uint[] High { get; } = LineArray.Of<uint>(Lanes.Padded(lines) + Lanes.Count);
    /// <summary>The slots of 0 … 31 in which any of sixteen lines fires, sixteen by sixteen; zeros beyond the last, up to a multiple of <see cref="Coincidences.Span"/> lines.</summary>
    public uint[] LowOfSixteen { get; } = LineArray.Of<uint>(Sixteens(lines));
    /// <summary>The same of slots 32 … 63; valid only where a train has more than 32 slots.</summary>
    public uint[] HighOfSixteen { get; } = LineArray.Of<uint>(Sixteens(lines));
    /// <summary>All bits set where the value is negative, else none.</summary>
    public uint[] Negative { get; } = LineArray.Of<uint>(Lanes.Padded(lines) + Lanes.Count);
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
        if (Vector512.IsHardwareAccelerated) DrawSixteens(factor, slots, step);
        else DrawEights(factor, slots, step);
        Gather(Low, LowOfSixteen);
        if (slots > 32) Gather(High, HighOfSixteen);
    }

    private static int Sixteens(int lines) => (lines + Coincidences.Span - 1) / Coincidences.Span * (Coincidences.Span / Lanes.Wide);

    private void Gather(uint[] trains, uint[] sixteens)
    {
        for (var line = 0; line < Values.Length; line += Lanes.Wide)
        {
            // Behind the last eight are eight that never fire.
            var eight = Vector256.LoadUnsafe(ref trains[line]) | Vector256.LoadUnsafe(ref trains[line + Lanes.Count]);
            var four = (eight.GetLower() | eight.GetUpper()).AsUInt64();
            var two = four.ToScalar() | four.GetElement(1);
            sixteens[line / Lanes.Wide] = (uint)two | (uint)(two >> 32);
        }
    }

    private void DrawEights(double factor, int slots, ulong step)
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
            if (slots <= ShortTrain) Short((uint)line, slots, step, threshold).StoreUnsafe(ref Low[line]);
            else Long((uint)line, 0, Math.Min(slots, 32), step, threshold).StoreUnsafe(ref Low[line]);
            if (slots > 32) Long((uint)line, HighBlocks, slots - 32, step, threshold).StoreUnsafe(ref High[line]);
        }
    }

    // The same, sixteen lines at once; of the last there may be eight.
    private void DrawSixteens(double factor, int slots, ulong step)
    {
        var scale = Vector512.Create((float)factor);
        for (var line = 0; line < Values.Length; line += Lanes.Wide)
        {
            var value = Values.Length - line >= Lanes.Wide ? Vector512.LoadUnsafe(ref Values[line]) : Vector512.Create(Vector256.LoadUnsafe(ref Values[line]), Vector256<float>.Zero);
            Vector512.LessThan(value, Vector512<float>.Zero).AsUInt32().StoreUnsafe(ref Negative[line]);
            var p = Vector512.Abs(value) * scale;
            p = Vector512.ConditionalSelect(Vector512.LessThan(p, Vector512<float>.One), p, Vector512<float>.One);
            var threshold = Vector512.ConvertToInt32(Vector512.Round(p * Vector512.Create(Resolution)));
            if (threshold == Vector512<int>.Zero)
            {
                Vector512<uint>.Zero.StoreUnsafe(ref Low[line]);
                Vector512<uint>.Zero.StoreUnsafe(ref High[line]);
                continue;
            }
            if (slots <= ShortTrain) ShortOfSixteen((uint)line, slots, step, threshold).StoreUnsafe(ref Low[line]);
            else LongOfSixteen((uint)line, 0, Math.Min(slots, 32), step, threshold).StoreUnsafe(ref Low[line]);
            if (slots > 32) LongOfSixteen((uint)line, HighBlocks, slots - 32, step, threshold).StoreUnsafe(ref High[line]);
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
    private Vector256<uint> Short(uint line, int slots, ulong step, Vector256<int> threshold)
    {
        var train = Vector256<uint>.Zero;
        var bit = Vector256<uint>.One;
        for (var slot = 0; slot < slots; slot += 4)
        {
            _random.Block(line, (uint)slot / 4, step, ref _words[0]);
            var words = Math.Min(4, slots - slot);
            for (var word = 0; word < words; word++)
            {
                var draw = Vector256.ShiftRightLogical(Vector256.LoadUnsafe(ref _words[8 * word]), 32 - Planes).AsInt32();
                train |= Vector256.LessThan(draw, threshold).AsUInt32() & bit;
                bit += bit;
            }
        }
        return train;
    }

    // The same of sixteen lines.
    private Vector512<uint> ShortOfSixteen(uint line, int slots, ulong step, Vector512<int> threshold)
    {
        var train = Vector512<uint>.Zero;
        var bit = Vector512<uint>.One;
        for (var slot = 0; slot < slots; slot += 4)
        {
            _random.Sixteen(line, (uint)slot / 4, step, ref _words[0]);
            var words = Math.Min(4, slots - slot);
            for (var word = 0; word < words; word++)
            {
                var draw = Vector512.ShiftRightLogical(Vector512.LoadUnsafe(ref _words[Lanes.Wide * word]), 32 - Planes).AsInt32();
                train |= Vector512.LessThan(draw, threshold).AsUInt32() & bit;
                bit += bit;
            }
        }
        return train;
    }

    // A slot fires where its random number is below the threshold. Bit s of word n is the n-th highest bit of the number of slot s;
    // after some nine words every slot of eight lines has differed from its threshold, and the other bits are never drawn.
    private Vector256<uint> Long(uint line, uint block, int slots, ulong step, Vector256<int> threshold)
    {
        var slotMask = Vector256.Create(uint.MaxValue >> (32 - slots));
        var always = Vector256.Equals(threshold, Vector256.Create(1 << Planes)).AsUInt32();
        var never = Vector256.Equals(threshold, Vector256<int>.Zero).AsUInt32();
        var train = slotMask & always;
        var open = slotMask & ~(always | never);
        var rest = Vector256.ShiftLeft(threshold, 32 - Planes);
        for (var plane = 0; plane < Planes; plane++)
        {
            if (plane % 4 == 0)
            {
                if (open == Vector256<uint>.Zero) break;
                _random.Block(line, block + (uint)plane / 4, step, ref _words[0]);
            }
            var draw = Vector256.LoadUnsafe(ref _words[8 * (plane % 4)]);
            var wanted = Vector256.ShiftRightArithmetic(rest, 31).AsUInt32();
            train |= open & wanted & ~draw;
            open &= ~(wanted ^ draw);
            rest += rest;
        }
        return train;
    }

    // The same of sixteen lines.
    private Vector512<uint> LongOfSixteen(uint line, uint block, int slots, ulong step, Vector512<int> threshold)
    {
        var slotMask = Vector512.Create(uint.MaxValue >> (32 - slots));
        var always = Vector512.Equals(threshold, Vector512.Create(1 << Planes)).AsUInt32();
        var never = Vector512.Equals(threshold, Vector512<int>.Zero).AsUInt32();
        var train = slotMask & always;
        var open = slotMask & ~(always | never);
        var rest = Vector512.ShiftLeft(threshold, 32 - Planes);
        for (var plane = 0; plane < Planes; plane++)
        {
            if (plane % 4 == 0)
            {
                if (open == Vector512<uint>.Zero) break;
                _random.Sixteen(line, block + (uint)plane / 4, step, ref _words[0]);
            }
            var draw = Vector512.LoadUnsafe(ref _words[Lanes.Wide * (plane % 4)]);
            var wanted = Vector512.ShiftRightArithmetic(rest, 31).AsUInt32();
            train |= open & wanted & ~draw;
            open &= ~(wanted ^ draw);
            rest += rest;
        }
        return train;
    }
}
