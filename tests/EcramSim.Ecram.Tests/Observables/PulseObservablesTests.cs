using EcramSim.Ecram.Observables;

namespace EcramSim.Ecram.Tests.Observables;

public class PulseObservablesTests
{
    private static StepCurve Curve(Func<double, double> up, Func<double, double> down, double noise = 0, double low = 1, double high = 3)
    {
        double[] g = [.. Enumerable.Range(0, 201).Select(i => low + (high - low) * i / 200)];
        double[] sigma = [.. g.Select(_ => noise)];
        return new StepCurve(g, [.. g.Select(up)], [.. g.Select(down)], sigma, sigma);
    }

    [Fact]
    public void Equal_constant_steps()
    {
        var o = PulseObservables.Of(Curve(_ => 0.004, _ => -0.004, noise: 0.002), isConductance: true);
        Assert.Equal(500, o.Potentiation.Pulses, 1e-6);
        Assert.Equal(500, o.StatesByStep, 1e-6);
        Assert.Equal(500, o.StatesByNoise!.Value, 1e-6);
        Assert.Equal(0, o.Potentiation.Nonlinearity, 1e-9);
        Assert.Equal(0, o.Asymmetry, 1e-12);
        Assert.Null(o.SymmetryPoint);
        Assert.Equal(3, o.OnOff!.Value, 1e-12);
    }

    [Fact]
    public void Linear_steps_by_hand()
    {
        // Up 0.001·(1 − 0.5(g − 2)), down −0.001·(1 + 0.2(g − 2)): sum 0.001·(−0.7)(g − 2), crossing at the centre.
        var o = PulseObservables.Of(Curve(g => 0.001 * (1 - 0.5 * (g - 2)), g => -0.001 * (1 + 0.2 * (g - 2))), isConductance: false);
        Assert.Equal(50, o.SymmetryPoint!.Value, 1e-6);
        // ⟨|0.7u|⟩ / ⟨2 − 0.3u⟩ over −0.8 … 0.8 = 0.7·0.4/2.
        Assert.Equal(0.14, o.Asymmetry, 1e-4);
        // dg/dn linear: exponential branch, r = 0.5 up and 0.2 down.
        Assert.Equal(1.3646, o.Potentiation.Nonlinearity, 2e-3);
        Assert.Equal(0.5108, o.Depression.Nonlinearity, 2e-3);
        Assert.Equal(Math.Log(3) / 0.0005, o.Potentiation.Pulses, 2.0);
        Assert.Null(o.OnOff);
    }

    [Fact]
    public void Swapping_directions_swaps_the_labels()
    {
        var a = PulseObservables.Of(Curve(g => 0.001 * (1 - 0.5 * (g - 2)), g => -0.001 * (1 + 0.2 * (g - 2))), false);
        var b = PulseObservables.Of(Curve(g => 0.001 * (1 - 0.2 * (g - 2)), g => -0.001 * (1 + 0.5 * (g - 2))), false);
        Assert.Equal(a.Potentiation.Nonlinearity, b.Depression.Nonlinearity, 1e-9);
        Assert.Equal(a.Depression.Nonlinearity, b.Potentiation.Nonlinearity, 1e-9);
    }

    [Fact]
    public void Soft_bounds_end_at_95_per_cent()
    {
        // dg/dn = 0.01(3 − g): 95 % of the way after ln(20)/0.01 pulses.
        var o = PulseObservables.Of(Curve(g => 0.01 * (3 - g), g => -0.01 * (g - 1)), false);
        Assert.Equal(Math.Log(20) / -Math.Log(0.99), o.Potentiation.Pulses, 0.5);
        Assert.Equal(o.Potentiation.Pulses, o.Depression.Pulses, 1e-6);
        Assert.Equal(50, o.SymmetryPoint!.Value, 1e-6);
    }

    [Fact]
    public void A_window_that_cannot_be_traversed_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => PulseObservables.Of(Curve(g => 0.01 * (2 - g), _ => -0.01), false));
}
