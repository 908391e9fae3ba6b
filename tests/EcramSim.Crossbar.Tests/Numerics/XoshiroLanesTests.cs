using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Tests.Numerics;

public class XoshiroLanesTests
{
    // The first numbers of the authors' program (prng.di.unimi.it/xoshiro128plusplus.c) from the state 1, 2, 3, 4.
    [Fact]
    public void ScalarVersionGivesThePublishedAnswers()
    {
        var (a, b, c, d) = (1u, 2u, 3u, 4u);
        foreach (var word in new[] { 641u, 1573767u, 3222811527u, 3517856514u, 836907274u, 4247214768u, 3867114732u, 1355841295u, 495546011u, 621204420u })
            Assert.Equal(word, XoshiroReference.Word(ref a, ref b, ref c, ref d));
    }

    // 2000 blocks hold about eight numbers that no quartic gives.
    [Theory]
    [InlineData(0u, 0UL, 3)]
    [InlineData(77u, 0x123456789ABCDEFUL, 2000)]
    public void LanesEqualTheScalarTwinBitForBit(uint second, ulong step, int blocks)
    {
        var seeds = new PhiloxLanes(5, "normal");
        var lanes = new XoshiroLanes(seeds, second, step);
        var clear = new XoshiroReference(seeds.Key, second, step);
        const int most = 5;
        var numbers = new float[most * XoshiroLanes.BlockSize];
        var far = 0;
        for (int call = 0, block = 0; block < blocks; call++)
        {
            // One to five blocks at once.
            var together = Math.Min(1 + call % most, blocks - block);
            lanes.Normals(ref numbers[0], together);
            foreach (var number in numbers.AsSpan(0, together * XoshiroLanes.BlockSize))
            {
                Assert.Equal(clear.Next(), number);
                far += Math.Abs(number) > 4.3f ? 1 : 0;
            }
            block += together;
        }
        Assert.Equal(blocks > 1000, far > 0);
    }

    // Five standard errors of each moment over n numbers, as of a normal, of numbers of one generator and its neighbour, and of one number and the next of the same generator.
    [Fact]
    public void MomentsAndNeighboursAreThoseOfIndependentNormals()
    {
        const int n = 1 << 21;
        double m1 = 0, m2 = 0, m3 = 0, m4 = 0, beside = 0, behind = 0, squares = 0;
        var lanes = new XoshiroLanes(new PhiloxLanes(9, "moments"), 0, 0);
        var numbers = new float[n];
        for (var at = 0; at < n; at += XoshiroLanes.BlockSize) lanes.Normals(ref numbers[at], 1);
        for (var i = 0; i < n; i++)
        {
            double v = numbers[i], left = i > 0 ? numbers[i - 1] : 0, last = i >= 16 ? numbers[i - 16] : 0;
            m1 += v;
            m2 += v * v - 1;
            m3 += v * v * v;
            m4 += v * v * v * v - 3;
            beside += v * left;
            behind += v * last;
            squares += (v * v - 1) * (last * last - 1);
        }
        var error = 5 / Math.Sqrt(n);
        Assert.InRange(m1 / n, -error, error);
        Assert.InRange(m2 / n, -error * Math.Sqrt(2), error * Math.Sqrt(2));
        Assert.InRange(m3 / n, -error * Math.Sqrt(15), error * Math.Sqrt(15));
        Assert.InRange(m4 / n, -error * Math.Sqrt(96), error * Math.Sqrt(96));
        Assert.InRange(beside / n, -error, error);
        Assert.InRange(behind / n, -error, error);
        Assert.InRange(squares / n, -error * 2, error * 2);
    }

    // Kolmogorov and Smirnov: beyond 2.4/√n one sample in 10⁵ would come. In bins of the normal's own quantiles, 4096 of equal probability, and the number of those that are hit.
    [Fact]
    public void DistributionIsNormal()
    {
        const int n = 1 << 21, bins = 4096;
        var lanes = new XoshiroLanes(new PhiloxLanes(10, "distribution"), 1, 2);
        var block = new float[XoshiroLanes.BlockSize];
        var counts = new int[bins];
        for (var at = 0; at < n; at += block.Length)
        {
            lanes.Normals(ref block[0], 1);
            foreach (var v in block) counts[Math.Clamp((int)(Probability(v) * bins), 0, bins - 1)]++;
        }
        double sum = 0, largest = 0, squares = 0;
        for (var bin = 0; bin < bins; bin++)
        {
            sum += counts[bin];
            largest = Math.Max(largest, Math.Abs(sum / n - (bin + 1.0) / bins));
            var off = counts[bin] - (double)n / bins;
            squares += off * off / ((double)n / bins);
        }
        Assert.InRange(largest, 0, 2.4 / Math.Sqrt(n));
        Assert.InRange(squares, bins - 5 * Math.Sqrt(2.0 * bins), bins + 5 * Math.Sqrt(2.0 * bins));
    }

    // Φ from the error function's series and continued fraction (Abramowitz and Stegun 7.1.6, 7.1.14), to 1e-12.
    private static double Probability(double x)
    {
        var z = Math.Abs(x) / Math.Sqrt(2);
        double upper;
        if (z < 2.5)
        {
            double term = z, sum = z;
            for (var k = 1; k < 60; k++) sum += term *= 2 * z * z / (2 * k + 1);
            upper = 0.5 - Math.Exp(-z * z) * sum / Math.Sqrt(Math.PI);
        }
        else
        {
            var fraction = z;
            for (var k = 60; k > 0; k--) fraction = z + 0.5 * k / fraction;
            upper = Math.Exp(-z * z) / Math.Sqrt(Math.PI) / fraction / 2;
        }
        return x < 0 ? upper : 1 - upper;
    }
}
