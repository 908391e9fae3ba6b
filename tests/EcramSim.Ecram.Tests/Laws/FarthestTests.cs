using System.Runtime.Intrinsics;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Tests.Laws;

/// <summary>A tile that trusts <see cref="IPulseLaw.Farthest"/> does not look at bounds: no sum may lead farther, whatever the cell, the count and the number drawn, and every one must exist.</summary>
public class FarthestTests
{
    // The largest number that 32 bits give.
    private const float Largest = 6.34f;

    public static IEnumerable<object[]> Cases() =>
        from law in new IPulseLaw[]
        {
            new ConstantStep(0.001, -0.6, 0.6, 0.3, PulseSpread.None, 0.1),
            new LinearStep(0.00028214, -0.8286, 1.1714, 0.4152, 0.7342, 2, true, PulseSpread.None),
            new LinearStep(0.002, -0.8276, 1.1724, 0.1153, 0.5085, 0.3, true, PulseSpread.None, -0.2),
            new LinearStep(0.001, -0.8286, 1.1714, 0.4152, 0.7342, 0.5, false, PulseSpread.None),
            new TableStep(Table(0.0002, 0.0001), PulseSpread.None),
        }
        from pulses in new[] { 1, 7, 31, 64 }
        select new object[] { law, pulses };

    [Theory]
    [MemberData(nameof(Cases))]
    public void NoSumLeadsFarther(IPulseLaw law, int pulses)
    {
        const double step = 1.4, slope = 1.2;
        var farthest = law.Farthest(pulses, step, slope);
        Assert.InRange(farthest, law.Granularity, law.Maximum - law.Minimum);
        var random = new RandomStream(4, "farthest");
        var reached = 0.0;
        for (var round = 0; round < 2000; round++)
        {
            var start = law.Minimum + farthest + (law.Maximum - law.Minimum - 2 * farthest) * random.NextDouble();
            if (farthest > (law.Maximum - law.Minimum) / 2) start = (law.Minimum + law.Maximum) / 2;
            var number = Math.Floor(1 + pulses * random.NextDouble());
            var xi = round % 3 == 0 ? Largest : round % 3 == 1 ? -Largest : (float)random.NextNormal();
            var up = random.NextDouble() < 0.5 ? Vector512<float>.AllBitsSet : Vector512<float>.Zero;
            var cells = new DirectedCells<Vector512<float>>(Vector512.Create(FactorUnit.Value * (float)(round % 2 == 0 ? step : step * random.NextDouble())),
                Vector512.Create(FactorUnit.Value * (float)(slope * random.NextDouble())), Vector512.Create((float)law.Minimum), Vector512.Create((float)law.Maximum));
            var after = law.Pulses(Vector512.Create((float)start), up, new PulseCount<Vector512<float>>(Vector512.Create((float)number), Vector512.Create((float)Math.Sqrt(number))),
                Vector512.Create(xi), cells, out _, out var reach)[0];
            Assert.True(float.IsFinite(reach[0]), $"{number} pulses from {start} have no sum");
            Assert.InRange(Math.Abs(after - start), 0, farthest);
            reached = Math.Max(reached, Math.Abs(after - start));
        }
        // Near enough to be of use: it allows eight deviations where six are the most.
        Assert.InRange(reached, 0.4 * farthest, farthest);
    }

    // A table with a kink has no cubics; of a smooth one whose steps are many times its noise, long trains have no sum.
    [Fact]
    public void TablesWithoutSumsHaveNoFarthest()
    {
        Assert.Equal(double.PositiveInfinity, new TableStep(Table(0.0002, 0.0001, kink: 0.0001), PulseSpread.None).Farthest(7, 1, 1));
        Assert.Equal(double.PositiveInfinity, new TableStep(Table(0.01, 0.0001), PulseSpread.None).Farthest(31, 1, 1));
        Assert.True(double.IsFinite(new TableStep(Table(0.001, 0.0003), PulseSpread.None).Farthest(4, 1, 1)));
    }

    private static PulseTable Table(double step, double noise, double kink = 0)
    {
        double[] w = [.. Enumerable.Range(0, 257).Select(i => -1.25 + 2.5 * i / 256)];
        return new PulseTable(-1.25, 1.25, [.. w.Select(v => step * Math.Exp(-v / 2) + kink * Math.Max(v, 0))], [.. w.Select(v => -step * Math.Exp(v / 2))], [.. w.Select(v => noise * (1 + 0.1 * v))], [.. w.Select(v => noise * (1 - 0.1 * v))]);
    }

    [Fact]
    public void StepsTooSteepForASumHaveNoFarthest() =>
        Assert.Equal(double.PositiveInfinity, new LinearStep(0.1, -0.8, 0.8, 1, 1, 0.3, true, PulseSpread.None).Farthest(31, 1, 1));
}
