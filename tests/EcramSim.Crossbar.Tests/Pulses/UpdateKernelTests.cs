using System.Numerics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Pulses;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Pulses;

public class UpdateKernelTests
{
    public static IEnumerable<object[]> Cases() =>
        from law in Laws.Names from spread in new[] { false, true } from slots in new[] { 5, 31, 64 } select new object[] { law, spread, slots };

    [Theory]
    [MemberData(nameof(Cases))]
    public void KernelEqualsTheReferenceBitForBit(string law, bool spread, int slots)
    {
        Of(nameof(Compare), Laws.Of(law, spread ? Laws.Spread : null), slots);
    }

    // The sum of K pulses in one draw against pulse by pulse: deviations from K steps in units of the expected standard
    // deviation have the moments of a normal, within five standard errors, either way.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SummedPulsesHaveTheDistributionOfSinglePulses(bool sums)
    {
        const int rows = 32, columns = 64, updates = 30;
        var law = new ConstantStep(0.0004, -0.6, 0.6, 0.8, PulseSpread.None);
        var cells = new NominalCells(-0.6f, 0.6f);
        var (r, c) = Trains(rows, columns);
        double n = 0, mean = 0, variance = 0, fourth = 0;
        for (var step = 0UL; step < updates; step++)
        {
            r.Draw(1, 31, step);
            c.Draw(1, 31, step);
            var (rowMasks, columnMasks) = (Masks(r, rows, 31), Masks(c, columns, 31));
            var w = new WeightMatrix(rows, columns);
            UpdateReference<ConstantStep>.Run(law, cells, w, rowMasks, Signs(r, rows), columnMasks, Signs(c, columns), false, 77, step, sums);
            for (var i = 0; i < rows; i++)
                for (var j = 0; j < columns; j++)
                {
                    var count = BitOperations.PopCount(rowMasks[i] & columnMasks[j]);
                    if (count == 0) continue;
                    var sign = r.Values[i] < 0 == c.Values[j] < 0 ? 1 : -1;
                    var e = (w.Row(i)[j] * sign / 0.0004 - count) / (0.8 * Math.Sqrt(count));
                    n++;
                    mean += e;
                    variance += e * e;
                    fourth += e * e * e * e;
                }
        }
        Assert.InRange(mean / n, -5 / Math.Sqrt(n), 5 / Math.Sqrt(n));
        Assert.InRange(variance / n - 1, -5 * Math.Sqrt(2 / n), 5 * Math.Sqrt(2 / n));
        Assert.InRange(fourth / n - 3, -5 * Math.Sqrt(96 / n), 5 * Math.Sqrt(96 / n));
        Assert.True(n > 10000);
    }

    public static IEnumerable<object[]> LawNames() => Laws.Names.Select(n => new object[] { n });

    // Cells with spread whose device has none are the nominal ones to the last bit.
    [Theory]
    [MemberData(nameof(LawNames))]
    public void NoSpreadEqualsNominalBitForBit(string name) => Of(nameof(Nominal), Laws.Of(name));

    // Fractions and the volatile part aside, the clear kernel of both is the fast one.
    [Theory]
    [MemberData(nameof(LawNames))]
    public void GeneralUpdateEqualsTheKernelBitForBit(string name) => Of(nameof(General), Laws.Of(name, Laws.Spread));

    // A law becomes a type argument, as in the tile.
    private static void Of(string method, IPulseLaw law, params object[] more) =>
        typeof(UpdateKernelTests).GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(law.GetType()).Invoke(null, [law, .. more]);

    private static void General<TLaw>(TLaw law) where TLaw : struct, IPulseLaw
    {
        const int rows = 21, columns = 43;
        var (fast, clear) = (Weights(rows, columns), Weights(rows, columns));
        var cells = new SpreadCells(law.Spread, (float)law.Minimum, (float)law.Maximum, fast, 11, "cells");
        var (r, c) = Trains(rows, columns);
        var noise = new PhiloxLanes(8, "noise");
        for (var step = 0UL; step < 4; step++)
        {
            r.Draw(0.7, 40, step);
            c.Draw(0.7, 40, step);
            for (var stripe = 0; stripe < Stripe.Count(rows); stripe++)
            {
                var (u, d) = UpdateKernel<TLaw, SpreadCells>.Run(law, default, cells, fast, r, c, step % 2 == 1, true, noise, step, stripe);
                Assert.Equal((u, d), GeneralUpdate<TLaw, SpreadCells>.Run(law, cells, clear, null, null, new PulseCounts(r, c, step % 2 == 1, true, 0, 0), noise, step, stripe));
            }
            Assert.Equal(fast.Values, clear.Values);
        }
    }

    private static void Nominal<TLaw>(TLaw law) where TLaw : struct, IPulseLaw
    {
        const int rows = 20, columns = 30;
        var (a, b, c) = (Weights(rows, columns), Weights(rows, columns), Weights(rows, columns));
        var (r, k) = Trains(rows, columns);
        var noise = new PhiloxLanes(6, "noise");
        var (low, high) = ((float)law.Minimum, (float)law.Maximum);
        var none = new SpreadCells(PulseSpread.None, low, high, b, 1, "spread");
        // A spread so small that every half-precision factor rounds to 1 goes through the arrays.
        var tiny = new SpreadCells(new PulseSpread(1e-9, 1e-9, 1e-9, 1e-9), low, high, c, 1, "spread");
        Assert.Equal(12, tiny.BytesPerCell);
        for (var step = 0UL; step < 5; step++)
        {
            r.Draw(1, 31, step);
            k.Draw(1, 31, step);
            for (var stripe = 0; stripe < Stripe.Count(rows); stripe++)
            {
                UpdateKernel<TLaw, NominalCells>.Run(law, PulseSums.Of(law), new NominalCells(low, high), a, r, k, false, false, noise, step, stripe);
                UpdateKernel<TLaw, SpreadCells>.Run(law, PulseSums.Of(law), none, b, r, k, false, false, noise, step, stripe);
                UpdateKernel<TLaw, SpreadCells>.Run(law, PulseSums.Of(law), tiny, c, r, k, false, false, noise, step, stripe);
            }
        }
        Assert.Equal(a.Values, b.Values);
        Assert.Equal(a.Values, c.Values);
    }

    // Rows of several spans, with eight cells beyond the last sixteen: of 1032 columns the first sixteen once lost half of theirs.
    [Theory]
    [InlineData(515)]
    [InlineData(1032)]
    [InlineData(1552)]
    public void LongRowsEqualTheReferenceBitForBit(int columns) => CompareRows(new ConstantStep(0.01, -0.6, 0.6, 0.3, new PulseSpread(0.3, 0.1, 0, 0.1)), 31, 17, columns);

    // Where the cells are known to be far from their bounds, nobody looks at these; some sixteens of these rows are close.
    [Theory]
    [InlineData(3)]
    [InlineData(31)]
    [InlineData(64)]
    public void FarFromTheBoundsTheBitsAreTheSame(int slots)
    {
        CompareRows(new LinearStep(0.0003, -0.7, 0.9, 0.4, 0.7, 2, true, new PulseSpread(0.1, 0.01, 0.05, 0.05)), slots, 21, 600, far: true);
        CompareRows(new LinearStep(0.0003, -0.7, 0.9, 0.4, 0.7, 0.5, false, new PulseSpread(0.1, 0.01, 0.05, 0.05)), slots, 21, 600, far: true);
        CompareRows(new ConstantStep(0.001, -0.7, 0.7, 0.3, new PulseSpread(0.3, 0.01, 0, 0.05)), slots, 21, 600, far: true);
        double[] w = [.. Enumerable.Range(0, 129).Select(i => -0.65 + 1.3 * i / 128)];
        CompareRows(new TableStep(new PulseTable(-0.65, 0.65, [.. w.Select(v => 0.0001 * Math.Exp(-v))], [.. w.Select(v => -0.0001 * Math.Exp(v))], [.. w.Select(_ => 0.00005)], [.. w.Select(_ => 0.00005)]),
            new PulseSpread(0.1, 0.01, 0, 0.05)), slots, 21, 600, far: true);
    }

    private static void Compare<TLaw>(TLaw law, int slots) where TLaw : struct, IPulseLaw => CompareRows(law, slots, 21, 43);

    private static void CompareRows<TLaw>(TLaw law, int slots, int rows, int columns, bool far = false) where TLaw : struct, IPulseLaw
    {
        var (fast, clear) = (Weights(rows, columns), Weights(rows, columns));
        var cells = new SpreadCells(law.Spread, (float)law.Minimum, (float)law.Maximum, fast, 11, "cells");
        var sums = PulseSums.Of(law);
        if (far)
        {
            sums = sums.Within(cells.HighestMinimum, cells.LowestMaximum, law.Farthest(slots, cells.LargestStep, cells.LargestSlope));
            var away = fast.Values.Chunk(16).Count(sixteen => sixteen.All(w => Math.Abs(w - sums.Middle) <= sums.Half));
            Assert.InRange(away, fast.Values.Length / 16 / 8, fast.Values.Length / 16 - 8);
        }
        var (r, c) = Trains(rows, columns);
        var noise = new PhiloxLanes(8, "noise");
        for (var step = 0UL; step < 6; step++)
        {
            r.Draw(0.7, slots, step);
            c.Draw(0.7, slots, step);
            var flip = step % 2 == 1;
            long up = 0, down = 0;
            for (var stripe = 0; stripe < Stripe.Count(rows); stripe++)
            {
                var (u, d) = UpdateKernel<TLaw, SpreadCells>.Run(law, sums, cells, fast, r, c, flip, slots > 32, noise, step, stripe);
                (up, down) = (up + u, down + d);
            }
            var counted = UpdateReference<TLaw>.Run(law, cells, clear, Masks(r, rows, slots), Signs(r, rows), Masks(c, columns, slots), Signs(c, columns), flip, noise.Key, step, true);
            Assert.Equal(counted, (up, down));
            Assert.Equal(clear.Values, fast.Values);
        }
    }

    // Many cells near their bounds, so that clipping is part of the comparison.
    private static WeightMatrix Weights(int rows, int columns)
    {
        var random = new RandomStream(2, "weights");
        var w = new WeightMatrix(rows, columns);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) w.Row(i)[j] = i % 3 == 0 ? (float)(0.1 * random.NextNormal()) : Math.Clamp((float)(0.5 * random.NextNormal()), -0.55f, 0.55f);
        return w;
    }

    private static (PulseTrains Rows, PulseTrains Columns) Trains(int rows, int columns)
    {
        var random = new RandomStream(3, "trains");
        var (r, c) = (new PulseTrains(rows, 5, "rows"), new PulseTrains(columns, 5, "columns"));
        for (var i = 0; i < rows; i++) r.Values[i] = (float)(2 * random.NextDouble() - 1);
        for (var j = 0; j < columns; j++) c.Values[j] = j % 5 == 0 ? 0 : (float)(2 * random.NextDouble() - 1);
        return (r, c);
    }

    private static ulong[] Masks(PulseTrains trains, int lines, int slots) =>
        [.. Enumerable.Range(0, lines).Select(i => trains.Low[i] | (slots > 32 ? (ulong)trains.High[i] << 32 : 0))];

    private static bool[] Signs(PulseTrains trains, int lines) => [.. Enumerable.Range(0, lines).Select(i => trains.Values[i] < 0)];
}
