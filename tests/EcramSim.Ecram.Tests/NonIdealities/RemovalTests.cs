using System.Runtime.Intrinsics;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.NonIdealities;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Tests.NonIdealities;

public sealed class RemovalTests
{
    private static readonly Vector256<float> One = Vector256<float>.One;
    private static readonly CellLanes Nominal = new(One, One, One, One, -One, One);
    private static readonly LinearStep Law = new(0.01, -0.8, 1.2, 0.2, 0.6, 0.3, true, new PulseSpread(0.3, 0.01, 0.05, 0.1));

    private static float Step(IPulseLaw law, float weight, bool up, float xi) =>
        law.Pulse(Vector256.Create(weight), up ? Vector256<float>.AllBitsSet : Vector256<float>.Zero, Vector256.Create(xi), Nominal)[3] - weight;

    private static IPulseLaw Without(string name) => Without(name, Law);

    private static IPulseLaw Without(string name, IPulseLaw law) => Removal.Of(name).From(Device(law)).Law;

    private static CellDevice Device(IPulseLaw law) => new("mine", "mine", "update-law", law, null, []);

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

    // By hand: up 0.01 and down 0.01 everywhere, whatever the slopes; an asymmetry at the centre stays.
    [Theory]
    [InlineData(-0.7f)]
    [InlineData(0.9f)]
    public void Without_slope_each_direction_moves_as_at_the_centre(float weight)
    {
        var law = Without("slope", new LinearStep(0.01, -0.8, 1.2, 0.2, 0.6, 0.3, true, PulseSpread.None, upDown: 0.25));
        Assert.Equal(0.0125, Step(law, weight, up: true, 0), 1e-7);
        Assert.Equal(-0.0075, Step(law, weight, up: false, 0), 1e-7);
        Assert.Equal(1.6 * 0.0125, Step(law, weight, up: true, 2), 1e-7);
    }

    [Fact]
    public void Without_bounds_steps_are_the_same_and_nothing_stops_the_cell()
    {
        var soft = new SoftBounds(0.01, -0.8, 1.2, 0, PulseSpread.None);
        var law = Without("bounds", soft);
        var wide = Nominal with { Minimum = Vector256.Create((float)law.Minimum), Maximum = Vector256.Create((float)law.Maximum) };
        float After(float weight) => law.Pulse(Vector256.Create(weight), Vector256<float>.AllBitsSet, Vector256<float>.Zero, wide)[0];
        // 0.01(1 − w/1.2), also beyond the bound, where it turns back.
        Assert.Equal(0.6 + 0.005, After(0.6f), 1e-7);
        Assert.Equal(1.2, After(1.2f), 1e-6);
        Assert.Equal(1.8 - 0.005, After(1.8f), 1e-6);
        Assert.True(law.Maximum > 1000 && law.Minimum < -800);
    }

    [Fact]
    public void What_is_not_there_cannot_be_taken_away()
    {
        var quiet = Device(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None));
        Assert.Equal(["granularity", "asymmetry", "bounds"], Removal.All.Where(r => r.Applies(quiet)).Select(r => r.Name));
        Assert.Equal(["granularity", "asymmetry", "slope", "cycle noise", "spread", "bounds"], Removal.All.Where(r => r.Applies(Device(Law))).Select(r => r.Name));
        foreach (var absent in new[] { "slope", "cycle-noise", "spread", "volatile", "leakage" })
        {
            var error = Assert.Throws<InputException>(() => Removal.Of(absent).From(quiet));
            Assert.Contains("'mine'", error.Message);
            Assert.Contains("granularity, asymmetry, bounds", error.Message);
            Assert.DoesNotContain('\n', error.Message);
        }
        Assert.Contains("did you mean 'leakage'", Assert.Throws<InputException>(() => Removal.Of("leakges")).Message);
    }

    [Fact]
    public void Two_removals_may_follow_each_other()
    {
        var law = Without("cycle noise", Without("granularity", Law));
        Assert.False(law.IsNoisy);
        Assert.True(law.IsContinuous);
    }

    [Fact]
    public void Drift_and_volatile_part_are_taken_from_the_device_and_its_law_stays()
    {
        var device = Shipped.Device("lixwo3-lipon");
        var kept = Removal.Of("leakage").From(device);
        Assert.NotNull(device.Evolution!.Drift);
        Assert.Null(kept.Evolution!.Drift);
        Assert.Equal(device.Law, kept.Law);
        Assert.Contains("decays after its slot", Assert.Throws<InputException>(() => Removal.Of("volatile").From(device)).Message);
        var hasty = CellDevice.Read(Shipped.Library(), "lixwo3-lipon", [Setting.Parse("device.pulse.rest=\"0.3 ms\"")]);
        Assert.NotNull(hasty.Evolution!.Volatile);
        Assert.Null(Removal.Of("volatile").From(hasty).Evolution!.Volatile);
    }
}
