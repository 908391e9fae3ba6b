using EcramSim.Studies.Statistics;

namespace EcramSim.Studies.Tests.Statistics;

public sealed class StatisticsTests
{
    [Fact]
    public void Interval_of_three_uses_Students_t_with_two_degrees_of_freedom()
    {
        // By hand: mean 2, s = 1, t(0.975, 2) = 4.302653, half-width 4.302653/√3.
        var interval = MeanInterval.Of([1, 2, 3]);
        Assert.Equal(2, interval.Mean, 12);
        Assert.Equal(4.30265272991 / Math.Sqrt(3), interval.HalfWidth!.Value, 8);
        Assert.Null(MeanInterval.Of([0.9]).HalfWidth);
    }

    [Fact]
    public void Rank_correlation_of_known_orders()
    {
        Assert.Equal(1, RankCorrelation.Of([1, 2, 30], [0.1, 5, 6])!.Value, 12);
        Assert.Equal(-1, RankCorrelation.Of([1, 2, 3, 4], [4, 3, 2, 1])!.Value, 12);
        // Ranks 1 2 3 4 5 against 2 1 4 3 5: ρ = 1 − 6·4/(5·24) = 0.8.
        Assert.Equal(0.8, RankCorrelation.Of([1, 2, 3, 4, 5], [20, 10, 40, 30, 50])!.Value, 12);
        // Ties take mean ranks: (1.5, 1.5, 3) against (1, 2, 3) gives √3/2.
        Assert.Equal(Math.Sqrt(3) / 2, RankCorrelation.Of([7, 7, 9], [1, 2, 3])!.Value, 12);
        Assert.Null(RankCorrelation.Of([1, 1, 1], [1, 2, 3]));
    }
}
