using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Tests.Numerics;

public class NormalLanesTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(40)]
    [InlineData(96)]
    public void LanesEqualTheScalarTwinBitForBit(int length)
    {
        var random = new PhiloxLanes(5, "normal");
        var (fast, clear) = (new float[length], new float[length]);
        NormalLanes.Fill(random, 3, 1UL << 40, fast);
        NormalReference.Fill(random.Key, 3, 1UL << 40, clear);
        Assert.Equal(clear, fast);
    }

    // Five standard errors of each moment over n numbers: variances of the sample moments of a normal are 1/n, 2/n, 15/n, 96/n.
    [Fact]
    public void MomentsAndTailsAreNormal()
    {
        const int n = 1 << 20;
        var values = new float[n];
        NormalLanes.Fill(new PhiloxLanes(9, "moments"), 0, 0, values);
        double m1 = 0, m2 = 0, m3 = 0, m4 = 0, beyond2 = 0, beyond4 = 0, neighbour = 0;
        for (var i = 0; i < n; i++)
        {
            double v = values[i];
            m1 += v / n;
            m2 += v * v / n;
            m3 += v * v * v / n;
            m4 += v * v * v * v / n;
            beyond2 += Math.Abs(v) > 2 ? 1.0 / n : 0;
            beyond4 += Math.Abs(v) > 4 ? 1 : 0;
            neighbour += i > 0 ? v * values[i - 1] / n : 0;
        }
        Assert.InRange(m1, -5 * Math.Sqrt(1.0 / n), 5 * Math.Sqrt(1.0 / n));
        Assert.InRange(m2 - 1, -5 * Math.Sqrt(2.0 / n), 5 * Math.Sqrt(2.0 / n));
        Assert.InRange(m3, -5 * Math.Sqrt(15.0 / n), 5 * Math.Sqrt(15.0 / n));
        Assert.InRange(m4 - 3, -5 * Math.Sqrt(96.0 / n), 5 * Math.Sqrt(96.0 / n));
        Assert.InRange(beyond2 - 0.0455003, -0.00102, 0.00102);
        Assert.InRange(beyond4, 66.4 - 41, 66.4 + 41); // n·6.334e-5 expected
        Assert.InRange(neighbour, -5 * Math.Sqrt(1.0 / n), 5 * Math.Sqrt(1.0 / n));
    }
}
