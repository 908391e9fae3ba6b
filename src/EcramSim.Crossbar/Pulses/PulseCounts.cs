using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Pulses;

/// <summary>How many pulses the cells of an update receive: coincidences of the trains, or the wanted number itself.</summary>
/// <param name="rows">Trains and values of the rows.</param>
/// <param name="columns">Trains and values of the columns.</param>
/// <param name="flip">Whether the learning rate is negative.</param>
/// <param name="wide">Whether trains are longer than 32 slots.</param>
/// <param name="perProduct">Pulses per |x·d| where fractions count; 0 where coincidences do.</param>
/// <param name="longest">Most pulses of a cell where fractions count: the length of a train.</param>
/// <param name="type">Whether whole numbers are those of the trains or come from the probabilities themselves.</param>
/// <param name="plan">Slots and probabilities of the update.</param>
/// <param name="random">Rounds numbers of <see cref="PulseType.MeanCount"/>.</param>
/// <param name="step">Number of the update.</param>
internal readonly struct PulseCounts(PulseTrains rows, PulseTrains columns, bool flip, bool wide, double perProduct, int longest, PulseType type = PulseType.Stochastic, PulsePlan plan = default, PhiloxLanes? random = null, ulong step = 0)
{
    private const float Resolution = 1 << 24;

    /// <summary>Pulses of the eight cells of row <paramref name="i"/> from column <paramref name="j"/>; <paramref name="up"/> has all bits set where they potentiate.</summary>
    public Vector256<float> At(int i, int j, out Vector256<float> up)
    {
        var at = (nuint)j;
        var x = Vector256.LoadUnsafe(ref columns.Values[0], at);
        // Up where the signs of x and d agree, or differ for a negative learning rate.
        up = Vector256.Equals(Vector256.LessThan(x, Vector256<float>.Zero).AsInt32(),
            Vector256.Create(rows.Values[i] < 0 != flip ? -1 : 0)).AsSingle();
        if (perProduct > 0)
            return Vector256.Min(Vector256.Abs(x) * Vector256.Create((float)(Math.Abs(rows.Values[i]) * perProduct)), Vector256.Create((float)longest));
        if (type != PulseType.Stochastic) return Expected(i, j, x);
        var count = BitCount.Of(Vector256.LoadUnsafe(ref columns.Low[0], at) & Vector256.Create(rows.Low[i])).AsInt32();
        if (wide) count += BitCount.Of(Vector256.LoadUnsafe(ref columns.High[0], at) & Vector256.Create(rows.High[i])).AsInt32();
        return Vector256.ConvertToSingle(count);
    }

    // The number of pulses that the trains would have in the mean, saturated where they are, as a whole number.
    private Vector256<float> Expected(int i, int j, Vector256<float> x)
    {
        var row = MathF.Min(MathF.Abs(rows.Values[i]) * (float)plan.RowFactor, 1) * plan.Slots;
        var wanted = Vector256.Min(Vector256.Abs(x) * Vector256.Create((float)plan.ColumnFactor), Vector256<float>.One) * Vector256.Create(row);
        if (type == PulseType.Deterministic || row == 0) return Vector256.Round(wanted);
        Span<uint> words = stackalloc uint[PhiloxLanes.BlockSize];
        random!.Block((uint)j, (uint)i, step, ref words[0]);
        var chance = Vector256.ConvertToSingle(Vector256.ShiftRightLogical(Vector256.LoadUnsafe(ref words[0]), 8).AsInt32()) / Vector256.Create(Resolution);
        return Vector256.Floor(wanted + chance);
    }
}
