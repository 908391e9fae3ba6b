using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Numerics;

public sealed class RandomTests
{
    // Known answers of Random123 (kat_vectors, philox4x32 10).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_known_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), Philox.Block(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void Uniform_numbers_have_the_moments_and_the_flatness_of_the_uniform_distribution()
    {
        const int n = 200_000;
        var stream = new RandomStream(7, "uniform");
        double sum = 0, square = 0;
        var bins = new int[50];
        for (var i = 0; i < n; i++)
        {
            var u = stream.NextDouble();
            Assert.InRange(u, 0, 1 - 1e-17);
            (sum, square) = (sum + u, square + u * u);
            bins[(int)(50 * u)]++;
        }
        // Five standard errors.
        Assert.Equal(0.5, sum / n, 5 * Math.Sqrt(1.0 / 12 / n));
        Assert.Equal(1.0 / 3, square / n, 5 * Math.Sqrt(4.0 / 45 / n));
        // χ² with 49 degrees of freedom: mean 49, standard deviation 9.9.
        Assert.InRange(bins.Sum(b => (b - n / 50.0) * (b - n / 50.0) / (n / 50.0)), 15, 100);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        const int n = 200_000;
        var stream = new RandomStream(11, "normal");
        var m = new double[5];
        double lag = 0, previous = 0;
        var tail = 0;
        for (var i = 0; i < n; i++)
        {
            var v = stream.NextNormal();
            for (var k = 1; k <= 4; k++) m[k] += Math.Pow(v, k) / n;
            lag += v * previous / n;
            previous = v;
            if (Math.Abs(v) > 2.5758293035489) tail++;
        }
        // Variances of the first four sample moments: 1, 2, 15, 96 over n; five standard errors.
        Assert.Equal(0, m[1], 5 * Math.Sqrt(1.0 / n));
        Assert.Equal(1, m[2], 5 * Math.Sqrt(2.0 / n));
        Assert.Equal(0, m[3], 5 * Math.Sqrt(15.0 / n));
        Assert.Equal(3, m[4], 5 * Math.Sqrt(96.0 / n));
        Assert.Equal(0, lag, 5 * Math.Sqrt(1.0 / n));
        // One in a hundred beyond 2.576.
        Assert.Equal(0.01, tail / (double)n, 5 * Math.Sqrt(0.01 * 0.99 / n));
    }

    [Fact]
    public void Streams_of_one_origin_agree_and_others_differ()
    {
        ulong Draw(ulong seed, string name, ulong index) => new RandomStream(seed, name, index) is var s ? ((ulong)s.NextUInt32() << 32) | s.NextUInt32() : 0;
        Assert.Equal(Draw(3, "a", 5), Draw(3, "a", 5));
        ulong[] draws = [Draw(3, "a", 5), Draw(4, "a", 5), Draw(3, "b", 5), Draw(3, "a", 6), Draw(3, "A", 5)];
        Assert.Equal(5, draws.Distinct().Count());
    }

    [Fact]
    public void Whole_numbers_are_unbiased_and_permutations_are_complete()
    {
        var stream = new RandomStream(1, "whole");
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[stream.NextInt32(7)]++;
        Assert.All(counts, c => Assert.InRange(c, 10_000 - 500, 10_000 + 500));
        Assert.Equal(Enumerable.Range(0, 100), stream.Permutation(100).Order());
    }
}
