using System.Numerics;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Pulses;

/// <summary>
/// The clear version of <see cref="UpdateKernel{TLaw, TCells}"/>: cell by cell and pulse by pulse with the same random numbers.
/// Where <c>sums</c> is chosen and the law allows, several pulses of a cell are one draw, as in the kernel (equal bit for bit);
/// otherwise every pulse is applied on its own (equal in distribution).
/// </summary>
internal static class UpdateReference<TLaw> where TLaw : struct, IPulseLaw
{
    /// <summary>Applies one update with the masks <paramref name="rows"/> and <paramref name="columns"/> to all cells.</summary>
    public static (long Up, long Down) Run(TLaw law, ICells cells, WeightMatrix weights, ulong[] rows, bool[] rowNegative,
        ulong[] columns, bool[] columnNegative, bool flip, ulong key, ulong step, bool sums)
    {
        long ups = 0, downs = 0;
        var drawn = 0; // numbers that the current stripe has used
        for (var i = 0; i < weights.Rows; i++)
        {
            if (i % Stripe.Rows == 0) drawn = 0;
            for (var chunk = 0; chunk < weights.Columns; chunk += Lanes.Count)
            {
                var firing = Enumerable.Range(chunk, Math.Min(Lanes.Count, weights.Columns - chunk))
                    .Select(j => new Cell(i * weights.Stride + j, BitOperations.PopCount(rows[i] & columns[j]), (rowNegative[i] == columnNegative[j]) != flip))
                    .Where(c => c.Count > 0).ToArray();
                foreach (var c in firing)
                    if (c.Up) ups += c.Count; else downs += c.Count;
                if (sums && law.IsAdditive && firing.Length > 0)
                {
                    var after = new float[firing.Length];
                    var fits = true;
                    for (var k = 0; k < firing.Length; k++) fits &= Sum(firing[k], Noise(i), out after[k]);
                    for (var k = 0; fits && k < firing.Length; k++) weights.Values[firing[k].Index] = after[k];
                    if (fits) continue;
                }
                for (var pulse = 0; firing.Any(c => c.Count > pulse); pulse++)
                    foreach (var c in firing)
                        if (c.Count > pulse) Pulse(c, Noise(i));
            }
        }
        return (ups, downs);

        float Noise(int row)
        {
            if (!law.IsNoisy) return 0;
            var (block, rest) = Math.DivRem(drawn++, PhiloxLanes.BlockSize);
            var (word, lane) = Math.DivRem(rest, Lanes.Count);
            return NormalReference.Of(key, (uint)(block * Lanes.Count + lane), (uint)(row / Stripe.Rows), step, word);
        }

        // Whether the cell stays away from its bounds, and where it ends.
        bool Sum(Cell c, float xi, out float after)
        {
            var own = Own(cells, c.Index);
            var before = weights.Values[c.Index];
            after = law.Pulses(Vector256.Create(before), Mask(c.Up), Vector256.Create((float)c.Count), Vector256.Create(xi), own, out var reach).ToScalar();
            return MathF.Min(before, after) - reach.ToScalar() >= own.Minimum.ToScalar() && MathF.Max(before, after) + reach.ToScalar() <= own.Maximum.ToScalar();
        }

        void Pulse(Cell c, float xi)
        {
            var own = Own(cells, c.Index);
            var after = law.Pulse(Vector256.Create(weights.Values[c.Index]), Mask(c.Up), Vector256.Create(xi), own).ToScalar();
            var (minimum, maximum) = (own.Minimum.ToScalar(), own.Maximum.ToScalar());
            after = after < maximum ? after : maximum;
            weights.Values[c.Index] = after > minimum ? after : minimum;
        }
    }

    private static Vector256<float> Mask(bool up) => up ? Vector256<float>.AllBitsSet : Vector256<float>.Zero;

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
