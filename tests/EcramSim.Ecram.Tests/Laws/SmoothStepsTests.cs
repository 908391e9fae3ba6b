using System.Runtime.Intrinsics;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.Tests.Laws;

public class SmoothStepsTests
{
    // μ± = ±0.001·e^(∓w/2), σ = 0.0003(1 + w/10): values and derivatives by calculus.
    [Fact]
    public void CubicsFollowASmoothTableAndItsDerivatives()
    {
        double[] w = [.. Enumerable.Range(0, 257).Select(i => -1.25 + 2.5 * i / 256)];
        double[] noise = [.. w.Select(v => 0.0003 * (1 + 0.1 * v))];
        var smooth = SmoothSteps.Of(new PulseTable(-1.25, 1.25, [.. w.Select(v => 0.001 * Math.Exp(-v / 2))], [.. w.Select(v => -0.001 * Math.Exp(v / 2))], noise, noise));
        Assert.NotNull(smooth);
        Assert.Equal(6.4, smooth.PartsPerWeight, 6);
        foreach (var up in new[] { true, false })
            for (var v = -1.24; v < 1.25; v += 0.0173)
            {
                smooth.At(Vector512.Create((float)v), up ? Vector512<float>.AllBitsSet : default, out var step, out var slope, out var curvature, out var deviation, out var change);
                var (sign, rate) = up ? (1, -0.5) : (-1, 0.5);
                var exact = sign * 0.001 * Math.Exp(rate * v);
                Assert.Equal(exact, step[5], 1e-7);
                Assert.Equal(rate * exact, slope[5] * 6.4, 3e-6);
                Assert.Equal(rate * rate * exact, curvature[5] * 6.4 * 6.4, 3e-5);
                Assert.Equal(0.0003 * (1 + 0.1 * v), deviation[5], 1e-9);
                Assert.Equal(0.00003, change[5] * 6.4, 1e-9);
            }
    }

    // A kink, a jump of a single point and a table without noise have no cubics; neither has a kink where two parts meet.
    [Theory]
    [InlineData(0.13, 0.0003)]
    [InlineData(0, 0.0003)]
    [InlineData(9, 0)]
    public void OtherTablesHaveNone(double kink, double noise)
    {
        double[] w = [.. Enumerable.Range(0, 257).Select(i => -1.25 + 2.5 * i / 256)];
        double[] up = [.. w.Select(v => 0.001 * (1 - 0.2 * Math.Max(v - kink, 0)))];
        double[] deviation = [.. w.Select(_ => noise)];
        Assert.Null(SmoothSteps.Of(new PulseTable(-1.25, 1.25, up, [.. w.Select(_ => -0.001)], deviation, deviation)));
        if (noise == 0) return;
        double[] spike = [.. w.Select((_, i) => i == 100 ? 0.00101 : 0.001)];
        Assert.Null(SmoothSteps.Of(new PulseTable(-1.25, 1.25, spike, [.. w.Select(_ => -0.001)], deviation, deviation)));
    }
}
