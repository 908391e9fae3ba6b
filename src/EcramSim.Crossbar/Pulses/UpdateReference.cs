using System.Numerics;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// The clear version of <see cref="UpdateKernel{TLaw, TCells}"/>: cell by cell and pulse by pulse with the same random numbers.
/// Where <c>sums</c> is chosen and the law has them, the pulses of a cell are one draw, as in the kernel (equal bit for bit);
/// otherwise every pulse is applied on its own (equal in distribution).
/// </summary>
internal static class UpdateReference<TLaw> where TLaw : struct, IPulseLaw
{
    /// <summary>Applies one update with the masks <paramref name="rows"/> and <paramref name="columns"/> to all cells.</summary>
    public static (long Up, long Down) Run(TLaw law, ICells cells, WeightMatrix weights, ulong[] rows, bool[] rowNegative,
        ulong[] columns, bool[] columnNegative, bool flip, ulong key, ulong step, bool sums)
    {
        long ups = 0, downs = 0;
        XoshiroReference? stream = null; // of the current stripe
        for (var i = 0; i < weights.Rows; i++)
        {
            if (i % Stripe.Rows == 0) stream = new XoshiroReference(key, (uint)(i / Stripe.Rows), step);
            for (var span = 0; span < weights.Columns; span += Coincidences.Span)
            {
                var firing = Enumerable.Range(span, Math.Min(Coincidences.Span, weights.Columns - span))
                    .Select(j => new Cell(i * weights.Stride + j, BitOperations.PopCount(rows[i] & columns[j]), (rowNegative[i] == columnNegative[j]) != flip))
                    .Where(c => c.Count > 0).ToList();
                foreach (var c in firing)
                    if (c.Up) ups += c.Count; else downs += c.Count;
                var singles = sums && law.IsSummable ? firing.Where(c => !Sum(c, Noise())).ToList() : firing;
                foreach (var eight in singles.GroupBy(c => c.Index / Lanes.Count))
                    for (var pulse = 0; eight.Any(c => c.Count > pulse); pulse++)
                        foreach (var c in eight)
                            if (c.Count > pulse) Pulse(c, Noise());
            }
        }
        return (ups, downs);

        float Noise() => law.IsNoisy ? stream!.Next() : 0;

        // Whether the cell stays away from its bounds (or has a single pulse, which is its own sum) and is written.
        bool Sum(Cell c, float xi)
        {
            var own = Own(cells, c.Index);
            var directed = new DirectedCells<Vector512<float>>(Wide(c.Up ? own.StepUp : own.StepDown) * FactorUnit.Value, Wide(c.Up ? own.SlopeUp : own.SlopeDown) * FactorUnit.Value, Wide(own.Minimum), Wide(own.Maximum));
            var before = weights.Values[c.Index];
            var after = law.Pulses(Vector512.Create(before), c.Up ? Vector512<float>.AllBitsSet : Vector512<float>.Zero, new PulseCount<Vector512<float>>(Vector512.Create((float)c.Count), Vector512.Create(MathF.Sqrt(c.Count))), Vector512.Create(xi), directed, out var mean, out var reach).ToScalar();
            var away = law.StaysWithin ? reach.ToScalar() <= 0 : MathF.Min(before, mean.ToScalar()) - reach.ToScalar() >= own.Minimum.ToScalar() && MathF.Max(before, mean.ToScalar()) + reach.ToScalar() <= own.Maximum.ToScalar();
            if (c.Count > 1 && !away) return false;
            weights.Values[c.Index] = Clip(after, own);
            return true;
        }

        void Pulse(Cell c, float xi)
        {
            var own = Own(cells, c.Index);
            var after = law.Pulse(Vector256.Create(weights.Values[c.Index]), Mask(c.Up), Vector256.Create(xi), own).ToScalar();
            weights.Values[c.Index] = Clip(after, own);
        }
    }

    private static float Clip(float weight, in CellLanes own)
    {
        var (minimum, maximum) = (own.Minimum.ToScalar(), own.Maximum.ToScalar());
        weight = weight < maximum ? weight : maximum;
        return weight > minimum ? weight : minimum;
    }

    private static Vector256<float> Mask(bool up) => up ? Vector256<float>.AllBitsSet : Vector256<float>.Zero;

    private static Vector512<float> Wide(Vector256<float> value) => Vector512.Create(value, value);

    private static CellLanes Own(ICells cells, int index)
    {
        var eight = cells.At((nuint)(index - index % Lanes.Count));
        var lane = index % Lanes.Count;
        return new CellLanes(
            Vector256.Create(eight.StepUp[lane]), Vector256.Create(eight.StepDown[lane]), Vector256.Create(eight.SlopeUp[lane]),
            Vector256.Create(eight.SlopeDown[lane]), Vector256.Create(eight.Minimum[lane]), Vector256.Create(eight.Maximum[lane]));
    }

    private readonly record struct Cell(int Index, int Count, bool Up);
}
