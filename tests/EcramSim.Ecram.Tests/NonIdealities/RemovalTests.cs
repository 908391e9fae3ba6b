using System.Runtime.Intrinsics;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.NonIdealities;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.Tests.NonIdealities;

public sealed class RemovalTests
{
    private static readonly Vector256<float> One = Vector256<float>.One;
    private static readonly CellLanes Nominal = new(One, One, One, One, -One, One);
    private static readonly LinearStep Law = new(0.01, -0.8, 1.2, 0.2, 0.6, 0.3, true, new PulseSpread(0.3, 0.01, 0.05, 0.1));

    private static float Step(IPulseLaw law, float weight, bool up, float xi) =>
        law.Pulse(Vector256.Create(weight), up ? Vector256<float>.AllBitsSet : Vector256<float>.Zero, Vector256.Create(xi), Nominal)[3] - weight;

    private static IPulseLaw Without(string name) => Removal.All.Single(r => r.Name == name).From(Law);

    [Theory]
    [InlineData(-0.7f)]
    [InlineData(0f)]
    [InlineData(0.9f)]
    public void Without_asymmetry_both_directions_move_by_the_mean_of_the_two(float weight)
    {
        // By hand: up 0.01(1 − 0.2w/1.2), down 0.01(1 − 0.6w/(−0.8)).
        var expected = 0.5 * (0.01 * (1 - 0.2 * weight / 1.2) + 0.01 * (1 + 0.6 * weight / 0.8));
        var law = Without("asymmetry");
        Assert.Equal(expected, Step(law, weight, up: true, 0), 1e-7);
        Assert.Equal(-expected, Step(law, weight, up: false, 0), 1e-7);
        // The noise stays: σ = 0.3 of the step, multiplicative.
        Assert.Equal(1.3 * expected, Step(law, weight, up: true, 1), 1e-7);
    }

    [Fact]
    public void Without_cycle_noise_a_pulse_does_not_see_its_random_number()
    {
        var law = Without("cycle noise");
        Assert.False(law.IsNoisy);
        Assert.Equal(Step(Law, 0.4f, up: true, 0), Step(law, 0.4f, up: true, 2.5f));
        Assert.Equal(Law.Spread, law.Spread);
    }

    [Fact]
    public void Without_spread_the_law_is_the_same_and_the_cells_are_equal()
    {
        var law = Without("spread");
        Assert.Equal(PulseSpread.None, law.Spread);
        Assert.Equal(Step(Law, 0.4f, up: false, 1.5f), Step(law, 0.4f, up: false, 1.5f));
    }

    [Fact]
    public void What_is_not_there_cannot_be_taken_away()
    {
        var quiet = new LinearStep(0.01, -1, 1, 0, 0, 0, true, PulseSpread.None);
        Assert.Equal(["asymmetry"], Removal.All.Where(r => r.Applies(quiet)).Select(r => r.Name));
        Assert.Equal(Removal.All.Count, Removal.All.Count(r => r.Applies(Law)));
    }
}
