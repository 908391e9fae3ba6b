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
        var drawn = 0; // vectors of noise that the current stripe has used
        for (var i = 0; i < weights.Rows; i++)
        {
            if (i % Stripe.Rows == 0) drawn = 0;
            for (var chunk = 0; chunk < weights.Columns; chunk += Lanes.Count)
            {
                var width = Math.Min(Lanes.Count, weights.Columns - chunk);
                var most = 0;
                for (var lane = 0; lane < width; lane++) most = Math.Max(most, BitOperations.PopCount(rows[i] & columns[chunk + lane]));
                if (most == 0) continue;
                var together = sums && law.IsAdditive && most > 1;
                if (together)
                {
                    var fits = true;
                    for (var lane = 0; lane < width; lane++) fits &= Sum(lane, out _);
                    if (fits)
                        for (var lane = 0; lane < width; lane++)
                            if (Sum(lane, out var after)) Set(lane, after);
                    if (law.IsNoisy) drawn++;
                    together = fits;
                }
                for (var lane = 0; lane < width; lane++)
                {
                    var count = BitOperations.PopCount(rows[i] & columns[chunk + lane]);
                    var up = Up(lane);
                    if (up) ups += count; else downs += count;
                    for (var pulse = 0; !together && pulse < count; pulse++) Pulse(lane, pulse);
                }
                if (law.IsNoisy && !together) drawn += most;

                bool Up(int lane) => (rowNegative[i] == columnNegative[chunk + lane]) != flip;
                int Index(int lane) => i * weights.Stride + chunk + lane;
                void Set(int lane, float value)
                {
                    if ((rows[i] & columns[chunk + lane]) != 0) weights.Values[Index(lane)] = value;
                }
                float Noise(int lane, int pulse)
                {
                    if (!law.IsNoisy) return 0;
                    var (block, word) = Math.DivRem(drawn + pulse, 4);
                    return NormalReference.Of(key, (uint)(block * Lanes.Count + lane), (uint)(i / Stripe.Rows), step, word);
                }
                bool Sum(int lane, out float after)
                {
                    var own = One(cells.At((nuint)Index(lane) & ~7u), lane);
                    var before = weights.Values[Index(lane)];
                    var count = BitOperations.PopCount(rows[i] & columns[chunk + lane]);
                    after = law.Pulses(Vector256.Create(before), Mask(Up(lane)), Vector256.Create((float)count), Vector256.Create(Noise(lane, 0)), own, out var reach).ToScalar();
                    return !(MathF.Min(before, after) - reach.ToScalar() < own.Minimum.ToScalar()) && !(MathF.Max(before, after) + reach.ToScalar() > own.Maximum.ToScalar());
                }
                void Pulse(int lane, int pulse)
                {
                    var own = One(cells.At((nuint)Index(lane) & ~7u), lane);
                    var after = law.Pulse(Vector256.Create(weights.Values[Index(lane)]), Mask(Up(lane)), Vector256.Create(Noise(lane, pulse)), own).ToScalar();
                    if (after > own.Maximum.ToScalar()) after = own.Maximum.ToScalar();
                    if (after < own.Minimum.ToScalar()) after = own.Minimum.ToScalar();
                    weights.Values[Index(lane)] = after;
                }
            }
        }
        return (ups, downs);
    }

    private static Vector256<float> Mask(bool up) => up ? Vector256<float>.AllBitsSet : Vector256<float>.Zero;

    private static CellLanes One(CellLanes cells, int lane) => new(
        Vector256.Create(cells.StepUp.GetElement(lane)), Vector256.Create(cells.StepDown.GetElement(lane)),
        Vector256.Create(cells.SlopeUp.GetElement(lane)), Vector256.Create(cells.SlopeDown.GetElement(lane)),
        Vector256.Create(cells.Minimum.GetElement(lane)), Vector256.Create(cells.Maximum.GetElement(lane)));
}
