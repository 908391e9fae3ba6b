using EcramSim.Studies.Tune;

namespace EcramSim.Studies.Tests.Tune;

/// <summary>The search on accuracies that are known beforehand.</summary>
public sealed class TuneSearchTests
{
    private static readonly double[] Rates = [0.1, 0.2, 0.4];

    private static (Trial Best, TuneSearch Search) Run(Func<string, double, double> accuracy, params (string, double, IReadOnlyList<double>)[] parameters)
    {
        // Seeds scatter by a tenth of a point around the mean.
        var search = new TuneSearch(Rates, parameters, 3, (p, r, seed) => accuracy(p, r) + 0.001 * (seed - 1));
        return (search.Run(), search);
    }

    private static Func<string, double, double> Peak(double at) => (_, rate) => 0.95 - 0.01 * Math.Abs(Math.Log2(rate / at));

    [Fact]
    public void The_best_rate_wins_and_everything_tried_is_listed()
    {
        var (best, search) = Run(Peak(0.2));
        Assert.Equal(0.2, best.Rate);
        Assert.Equal(0.95, best.Mean, 12);
        Assert.Equal(Rates, search.Trials.Select(t => t.Rate));
        Assert.All(search.Trials, t => Assert.Equal(3, t.Accuracies.Count));
    }

    [Theory, InlineData(1.6), InlineData(0.025)]
    public void The_search_goes_on_beyond_an_end_that_is_the_best(double peak)
    {
        var (best, search) = Run(Peak(peak));
        Assert.Equal(peak, best.Rate, 12);
        // One more, to see that it falls again.
        Assert.Contains(search.Trials, t => Math.Abs(Math.Log2(t.Rate / peak)) > 0.5 && (peak > 1 ? t.Rate > peak : t.Rate < peak));
    }

    [Fact]
    public void Of_equal_rates_the_smallest_is_taken_and_hopeless_ones_see_one_seed()
    {
        var (best, search) = Run((_, rate) => rate < 0.05 ? 0.5 : rate < 0.3 ? 0.9 + 0.0005 * Math.Log2(rate) : 0.8);
        Assert.Equal(0.1, best.Rate);
        Assert.Single(search.Trials.Single(t => t.Rate == 0.4).Accuracies);
    }

    [Fact]
    public void A_parameter_that_wins_is_part_of_the_answer_with_a_rate_of_its_own()
    {
        var (best, search) = Run((p, rate) => p == "share=0.3" ? Peak(0.4)(p, rate) + 0.02 : p.Length == 0 ? Peak(0.2)(p, rate) : 0.5, ("share", 0.1, [0.3, 1]));
        Assert.Equal(("share=0.3", 0.4), (best.Parameters, best.Rate));
        Assert.Contains(search.Trials, t => t.Parameters == "share=1");
        // A gain that is no more than the scatter leaves the default.
        Assert.Equal("", Run((p, rate) => Peak(0.2)(p, rate) + (p.Length > 0 ? 0.0005 : 0), ("share", 0.1, [0.3])).Best.Parameters);
    }

    [Fact]
    public void A_search_that_diverges_everywhere_ends() => Assert.Equal(0, Run((_, _) => -0.001).Best.Mean + 0.001, 12);
}
