using System.Reflection;
using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Pulses;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tests.Pulses;

/// <summary>
/// The sum of K pulses in one draw against the same law pulse by pulse: equal means, variances and distributions over every law that has a sum, from starts near
/// both bounds, at them and between, with and without spread between the cells. 4096 cells a case, a quarter of a million where ECRAM_LONG is set.
/// </summary>
public class PulseSumTests
{
    private static readonly int Side = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 512 : 64;

    // Chances of a false alarm, a test being one of about two thousand: 5.5 standard errors 4e-8, of Kolmogorov and Smirnov at 3·√(2/n) 3e-8.
    private const double Errors = 5.5, Smirnov = 3;

    // Steps as training has them, of which many make a sum.
    private static readonly Dictionary<string, IPulseLaw> Fine = new()
    {
        ["fine-constant"] = new ConstantStep(0.001, -0.6, 0.6, 0.3, PulseSpread.None, 0.1),
        ["fine-soft"] = new SoftBounds(0.002, -0.6, 0.6, 0.3, PulseSpread.None, -0.1),
        ["fine-soft-noisy"] = new SoftBounds(0.0005, -0.6, 0.6, 2, PulseSpread.None),
        ["fine-soft-quiet"] = new SoftBounds(0.003, -0.6, 0.6, 0, PulseSpread.None),
        ["fine-linear"] = new LinearStep(0.00028214, -0.8286, 1.1714, 0.4152, 0.7342, 2, true, PulseSpread.None),
        ["fine-linear-additive"] = new LinearStep(0.004, -0.8286, 1.1714, 0.4152, 0.7342, 0.5, false, PulseSpread.None),
        ["fine-label"] = new LabelStep(1.5, -0.8, 1000, 800, -0.6, 0.6, 0.5, PulseSpread.None),
        ["fine-exponential"] = new ExponentialStep(0.0005, -0.6, 0.6, -0.1, -1, -2.5, -2.5, 0.3, PulseSpread.None),
        ["fine-exponential-stops"] = new ExponentialStep(0.002, -0.6, 0.6, 0.3, 0.2, 2, 1.5, 1, PulseSpread.None),
        ["fine-power"] = new PowerStep(0.002, -0.6, 0.6, 1.6, 0.7, 0.3, PulseSpread.None),
        ["fine-table"] = Table(128, 0.001, 0.0003),
        // As most devices of tables have it: noise far below a step, whose cubics must follow the steps themselves.
        ["fine-table-still"] = Table(257, 0.001, 5e-8),
        ["fine-table-rough"] = new TableStep(new PulseTable(-1, 1, [.. Enumerable.Range(0, 101).Select(i => 0.001 * (1 + 0.02 * (i % 2)))],
            [.. Enumerable.Range(0, 101).Select(i => -0.001 * (1 + 0.1 * Math.Sin(i)))], [.. Enumerable.Repeat(0.0004, 101)], [.. Enumerable.Repeat(0.0003, 101)]), PulseSpread.None),
        ["fine-table-quiet"] = Table(256, 0.001, 0),
    };

    public static IEnumerable<object[]> Cases() =>
        from law in Laws.Names.Concat(["constant", "linear", "table"]).Concat(Fine.Keys) where Law(law).IsSummable from spread in new[] { false, true } select new object[] { law, spread };

    [Theory]
    [MemberData(nameof(Cases))]
    public void SumsHaveTheDistributionOfSinglePulses(string law, bool spread) => Of(nameof(Compare), law, spread);

    // So that the comparison is one of sums: between the bounds, none of the fine laws goes back to single pulses, but for tables that are rough or have no noise that would hide their points.
    [Fact]
    public void FineStepsMakeSumsOfAWholeTrain()
    {
        foreach (var law in Fine.Keys.Where(l => l is not ("fine-table-rough" or "fine-table-quiet"))) Of(nameof(Holds), law, false);
    }

    private static IPulseLaw Law(string name, bool spread = false)
    {
        if (!Fine.TryGetValue(name, out var law)) return Laws.Of(name, spread ? Laws.Spread : null);
        return spread ? Spreading<ConstantStep>.Of(law, Laws.Spread) : law;
    }

    private static void Of(string method, string law, bool spread) =>
        typeof(PulseSumTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(Law(law, spread).GetType()).Invoke(null, [Law(law, spread), law]);

    private static void Holds<TLaw>(TLaw law, string name) where TLaw : struct, IPulseLaw
    {
        var cells = new NominalCells((float)law.Minimum, (float)law.Maximum);
        foreach (var up in new[] { true, false })
            foreach (var slots in new[] { 2, 7, 31 })
            {
                // A cell without a sum takes more than one number.
                var w = new WeightMatrix(16, 16);
                var after = new WeightMatrix(16, 16);
                Update(law, cells, w, slots, up, true, 1);
                var numbers = new XoshiroReference(new PhiloxLanes(1, "noise").Key, 0, 1);
                for (var i = 0; i < 16; i++)
                    for (var j = 0; j < 16; j++) after.Row(i)[j] = Sum(law, cells, law.IsNoisy ? numbers.Next() : 0, slots, up);
                Assert.True(after.Values.AsSpan().SequenceEqual(w.Values), $"{name}: {slots} pulses {(up ? "up" : "down")} from 0 are not one draw");
            }
    }

    private static float Sum<TLaw>(TLaw law, NominalCells cells, float xi, int slots, bool up) where TLaw : struct, IPulseLaw
    {
        var all = up ? Vector512<float>.AllBitsSet : default;
        var count = new PulseCount<Vector512<float>>(Vector512.Create((float)slots), Vector512.Create(MathF.Sqrt(slots)));
        return law.Pulses(default, all, count, Vector512.Create(xi), cells.At(0, all), out _, out _)[0];
    }

    private static void Compare<TLaw>(TLaw law, string name) where TLaw : struct, IPulseLaw
    {
        var cells = new SpreadCells(law.Spread, (float)law.Minimum, (float)law.Maximum, new WeightMatrix(Side, Side), 11, "cells");
        foreach (var start in new[] { 0.01, 0.06, 0.45, 0.97, 1 })
            foreach (var up in new[] { true, false })
                foreach (var slots in new[] { 2, 7, 31 })
                {
                    var weight = (float)(law.Minimum + start * (law.Maximum - law.Minimum));
                    var sums = After(law, cells, weight, slots, up, true);
                    var singles = After(law, cells, weight, slots, up, false);
                    Agree(sums, singles, law.Granularity, $"{name}: {slots} pulses {(up ? "up" : "down")} from {weight}");
                }
    }

    private static float[] After<TLaw>(TLaw law, SpreadCells cells, float start, int slots, bool up, bool sums) where TLaw : struct, IPulseLaw
    {
        var w = new WeightMatrix(Side, Side);
        for (var i = 0; i < Side; i++)
            for (var j = 0; j < Side; j++)
            {
                var own = cells.At((nuint)(i * w.Stride + j - j % Lanes.Count));
                w.Row(i)[j] = Math.Clamp(start, own.Minimum[j % Lanes.Count], own.Maximum[j % Lanes.Count]);
            }
        Update(law, cells, w, slots, up, sums, sums ? 1UL : 2UL);
        return w.Values;
    }

    private static void Update<TLaw, TCells>(TLaw law, TCells cells, WeightMatrix w, int slots, bool up, bool sums, ulong step) where TLaw : struct, IPulseLaw where TCells : struct, ICells
    {
        var (rows, columns) = (new PulseTrains(w.Rows, 5, "rows"), new PulseTrains(w.Columns, 5, "columns"));
        rows.Values.AsSpan(0, w.Rows).Fill(up ? 1 : -1);
        columns.Values.AsSpan(0, w.Columns).Fill(1);
        // Every line fires in every slot.
        rows.Draw(1, slots, step);
        columns.Draw(1, slots, step);
        var noise = new PhiloxLanes(1, "noise");
        for (var stripe = 0; stripe < Stripe.Count(w.Rows); stripe++)
            UpdateKernel<TLaw, TCells>.Run(law, sums ? PulseSums.Of(law) : default, cells, w, rows, columns, false, false, noise, step, stripe);
    }

    // Without noise only rounding and the 3e-5 of the series differ, a thousandth of a step in 31 steps; with it, moments and the largest difference of the distributions.
    private static void Agree(float[] a, float[] b, double step, string what)
    {
        var n = a.Length;
        var (ma, va, fa) = Moments(a);
        var (mb, vb, fb) = Moments(b);
        var negligible = 1e-3 * step;
        Assert.True(Math.Abs(ma - mb) <= Errors * Math.Sqrt((va + vb) / n) + negligible, $"{what}: means {ma} and {mb}, deviation {Math.Sqrt(vb)}");
        Assert.True(Math.Abs(va - vb) <= Errors * Math.Sqrt((fa - va * va + fb - vb * vb) / n) + negligible * (Math.Sqrt(vb) + negligible), $"{what}: variances {va} and {vb}");
        Array.Sort(a);
        Array.Sort(b);
        if (b[^1] - b[0] < 10 * negligible) return;
        // Equal up to rounding counts as equal.
        var (i, j, largest) = (0, 0, 0);
        while (i < n && j < n)
        {
            if (Math.Abs(a[i] - b[j]) <= 1e-3 * negligible) { i++; j++; }
            else if (a[i] < b[j]) i++;
            else j++;
            largest = Math.Max(largest, Math.Abs(i - j));
        }
        Assert.True(largest <= Smirnov * Math.Sqrt(2.0 * n), $"{what}: the distributions differ by {(double)largest / n}");
    }

    private static (double Mean, double Variance, double Fourth) Moments(float[] values)
    {
        double mean = values.Average(v => (double)v), variance = 0, fourth = 0;
        foreach (var v in values)
        {
            var d = v - mean;
            variance += d * d / values.Length;
            fourth += d * d * d * d / values.Length;
        }
        return (mean, variance, fourth);
    }

    private static TableStep Table(int points, double step, double noise)
    {
        double[] w = [.. Enumerable.Range(0, points).Select(i => -1.25 + 2.5 * i / (points - 1))];
        return new TableStep(new PulseTable(-1.25, 1.25, [.. w.Select(v => step * Math.Exp(-v))], [.. w.Select(v => -step * Math.Exp(v))],
            [.. w.Select(v => noise * (1 + 0.1 * v))], [.. w.Select(_ => noise)]), PulseSpread.None);
    }
}
