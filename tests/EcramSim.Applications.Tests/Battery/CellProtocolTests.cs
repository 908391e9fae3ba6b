using EcramSim.Applications.Battery;
using EcramSim.Insertion.Protocols;

namespace EcramSim.Applications.Tests.Battery;

/// <summary>Steps on a cell, and how they end.</summary>
public sealed class CellProtocolTests
{
    private static readonly CellMesh Mesh = CellMesh.Uniform(8);

    [Theory]
    [InlineData("SPM"), InlineData("SPMe"), InlineData("DFN")]
    public void Charge_at_constant_current_then_constant_voltage(string name)
    {
        var model = Marquis.Model(name, Mesh);
        var one = model.Cell.CurrentOfRate(1);
        var results = CellRunner.RunSeries(model,
        [
            new GalvanostaticStep(one, 1800, StepLimits.None),
            new GalvanostaticStep(-one, 7200, new StepLimits(MaximumVoltage: 4.0)),
            new PotentiostaticStep(4.0, 20000, new StepLimits(CutoffCurrent: one / 20)),
        ]);
        Assert.Equal([Termination.TimeReached, Termination.VoltageReached, Termination.CurrentReached], results.Select(r => r.Termination));
        Assert.All(results, r => Marquis.Closed(r));
        Assert.All(results[2].Points, p => Assert.Equal(4.0, p.Voltage, 1e-6));
        Assert.Equal(-one, results[2].Points[0].CurrentDensity, 1e-4 * one);
        Assert.Equal(-one / 20, results[2].Points[^1].CurrentDensity, 1e-6 * one);
        // The current only decays.
        Assert.All(results[2].Points.Zip(results[2].Points.Skip(1)), p => Assert.True(p.Second.CurrentDensity > p.First.CurrentDensity));
        // Charge by the trapezoidal rule over the curve.
        var sum = results[2].Points.Zip(results[2].Points.Skip(1)).Sum(p => 0.5 * (p.First.CurrentDensity + p.Second.CurrentDensity) * (p.Second.Time - p.First.Time));
        Assert.Equal(sum, results[2].Charge, 0.03 * Math.Abs(sum));
    }

    [Theory]
    [InlineData("SPM"), InlineData("SPMe"), InlineData("DFN")]
    public void Constant_power(string name)
    {
        var model = Marquis.Model(name, Mesh);
        var result = Marquis.Closed(CellRunner.Run(model, new PowerStep(90, 1200, StepLimits.None)));
        Assert.Equal(Termination.TimeReached, result.Termination);
        Assert.All(result.Points, p => Assert.Equal(90, p.Voltage * p.CurrentDensity, 1e-3));
        Assert.True(result.Points[^1].CurrentDensity > result.Points[0].CurrentDensity);
    }

    [Fact]
    public void Series_resistance_lowers_the_voltage_by_its_drop()
    {
        var model = Marquis.Model("SPM", Mesh);
        var step = new GalvanostaticStep(model.Cell.CurrentOfRate(1), 600, StepLimits.None);
        double[] samples = [0, 300, 600];
        var with = CellRunner.Run(model, step, options: new StepOptions(samples, SeriesResistance: 1e-3)).Points;
        var without = CellRunner.Run(model, step, options: new StepOptions(samples)).Points;
        for (var k = 0; k < 3; k++) Assert.Equal(1e-3 * step.Current, without[k].Voltage - with[k].Voltage, 1e-12);
    }

    [Fact]
    public void Sweep_of_the_voltage_follows_its_wave()
    {
        var model = Marquis.Model("SPMe", Mesh);
        var rest = model.Voltage(model.Start(), 0);
        var wave = new WaveStep([0, 500, 1000], [rest, rest - 0.05, rest], imposesCurrent: false);
        var result = Marquis.Closed(CellRunner.Run(model, wave, options: new StepOptions([0, 250, 500, 750, 1000])));
        Assert.Equal(Termination.TimeReached, result.Termination);
        Assert.Equal([rest, rest - 0.025, rest - 0.05, rest - 0.025, rest], result.Points.Select(p => Math.Round(p.Voltage, 12)), (a, b) => Math.Abs(a - b) < 2e-6);
    }

    [Fact]
    public void Empty_cell_ends_at_the_end_of_a_host()
    {
        var result = Marquis.Discharge(Marquis.Model("SPM", Mesh), 1, 20000);
        Assert.Equal(Termination.SurfaceAtEndOfRange, result.Termination);
        Assert.All(result.Points, p => Assert.True(double.IsFinite(p.Voltage)));
    }

    [Theory]
    [InlineData("SPMe"), InlineData("DFN")]
    public void Large_current_uses_up_the_salt(string name)
    {
        // Little salt, which diffuses slowly: the limiting current is passed long before the hosts are full.
        var cell = Marquis.Cell with { Solution = new Insertion.Transport.ConcentratedSolution(new([3e-11]), new([0, 1.0]), 0.4, 1) };
        var result = Marquis.Discharge(Marquis.Model(name, CellMesh.Uniform(10), cell), 1, 3600);
        Assert.Equal(Termination.ElectrolyteDepleted, result.Termination);
        Assert.Contains("mol/m3", result.Explanation, StringComparison.Ordinal);
        Assert.All(result.Points, p => Assert.True(double.IsFinite(p.Voltage)));
    }

    [Fact]
    public void Limit_on_the_filling_of_the_positive_host()
    {
        var result = Marquis.Discharge(Marquis.Model("SPM", Mesh), 1, 3600, limits: new StepLimits(MaximumFilling: 0.7));
        Assert.Equal(Termination.FillingReached, result.Termination);
        var positive = Marquis.Cell.Positive;
        Assert.Equal((0.7 - positive.InitialFilling) * positive.ChargePerArea, result.Charge, 1e-9 * result.Charge);
    }

    [Fact]
    public void Impossible_first_instant_is_named()
    {
        var result = CellRunner.Run(Marquis.Model("SPM", Mesh), new GalvanostaticStep(Marquis.Cell.CurrentOfRate(1), 100, new StepLimits(3.9)));
        Assert.Equal(Termination.VoltageReached, result.Termination);
        Assert.StartsWith("at the start", result.Explanation, StringComparison.Ordinal);
        Assert.Single(result.Points);
    }
}
