using EcramSim.Applications.Battery;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Transport;

namespace EcramSim.Applications.Tests.Battery;

/// <summary>What holds for every model of a cell and both discretizations.</summary>
public sealed class CellModelTests
{
    public static TheoryData<string, PorousScheme> Models
    {
        get
        {
            var data = new TheoryData<string, PorousScheme>();
            foreach (var name in (string[])["SPM", "SPMe", "DFN"])
                foreach (var scheme in Enum.GetValues<PorousScheme>()) data.Add(name, scheme);
            return data;
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void Jacobian_is_that_of_the_rate(string name, PorousScheme scheme)
    {
        var model = Marquis.Model(name, new CellMesh(4, 3, 5, 6, scheme));
        // A state with gradients everywhere.
        var y = Marquis.Discharge(model, 2, 60).State.ToArray();
        var current = model.Cell.CurrentOfRate(2);
        var entries = new double[model.Couplings.Count()];
        model.Jacobian(y, current, entries);
        var n = model.Size;
        var jacobian = new double[n, n + 1];
        foreach (var ((row, column), value) in model.Couplings.Zip(entries)) jacobian[row, column] += value;
        double[] up = new double[n], down = new double[n];
        for (var j = 0; j <= n; j++)
        {
            var h = j < n ? 1e-6 * model.Scales[j] : 1e-4;
            var shifted = y.ToArray();
            if (j < n) shifted[j] = y[j] + h;
            model.Rate(shifted, current + (j == n ? h : 0), up);
            if (j < n) shifted[j] = y[j] - h;
            model.Rate(shifted, current - (j == n ? h : 0), down);
            for (var i = 0; i < n; i++)
            {
                var expected = (up[i] - down[i]) / (2 * h);
                var noise = 1e-15 * (Math.Abs(up[i]) + 1e3 * Math.Abs(jacobian[i, j]) * h) / h;
                Assert.True(Math.Abs(expected - jacobian[i, j]) <= 1e-5 * Math.Abs(expected) + noise + 1e-9, $"row {i}, column {j}: {expected} and {jacobian[i, j]}");
            }
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void Rest_relaxes_to_the_open_circuit_voltage_of_the_mean_fillings(string name, PorousScheme scheme)
    {
        var model = Marquis.Model(name, CellMesh.Uniform(8, scheme));
        var results = CellRunner.RunSeries(model, [new GalvanostaticStep(model.Cell.CurrentOfRate(1), 1200, StepLimits.None), GalvanostaticStep.Rest(30000)]);
        Assert.All(results, r => Marquis.Closed(r));
        var ions = results[^1].After;
        var cell = model.Cell;
        double Filling(PorousElectrode e, double amount) => amount / (e.ActiveFraction * e.Layer.Thickness * e.Host.SiteDensity);
        var expected = cell.OpenCircuitVoltage(Filling(cell.Negative, ions.Negative), Filling(cell.Positive, ions.Positive));
        Assert.Equal(expected, results[^1].Points[^1].Voltage, 2e-5);
        Assert.Equal(cell.Positive.InitialFilling + 1200 * cell.CurrentOfRate(1) / cell.Positive.ChargePerArea, Filling(cell.Positive, ions.Positive), 1e-12);
    }

    [Theory, MemberData(nameof(Models))]
    public void Cut_off_voltage_is_located_and_not_passed(string name, PorousScheme scheme)
    {
        var model = Marquis.Model(name, CellMesh.Uniform(10, scheme));
        var result = Marquis.Discharge(model, 1, 4000, limits: new StepLimits(3.5));
        Assert.Equal(Termination.VoltageReached, result.Termination);
        Assert.Equal(3.5, result.Points[^1].Voltage, 1e-9);
        Assert.All(result.Points, p => Assert.True(p.Voltage >= 3.5));
        // The same instant as a run that knows nothing of it and is sampled there.
        var free = Marquis.Discharge(model, 1, 4000, [result.Points[^1].Time], limits: new StepLimits(3.3));
        Assert.Equal(3.5, free.Points[0].Voltage, 5e-6);
    }

    [Theory]
    [InlineData("SPM", 1e-3), InlineData("SPMe", 1e-5)]
    public void Models_meet_at_small_current(string name, double tolerance)
    {
        var mesh = CellMesh.Uniform(10);
        double At(string model) => Marquis.Discharge(Marquis.Model(model, mesh), 0.02, 1800, [1800]).Points[0].Voltage;
        Assert.Equal(At("DFN"), At(name), tolerance);
    }

    [Fact]
    public void Current_scales_with_the_area()
    {
        var twice = Marquis.Cell with { Area = 2 * Marquis.Cell.Area, NominalCapacity = 2 * Marquis.Cell.NominalCapacity };
        var mesh = CellMesh.Uniform(6);
        Assert.Equal(Marquis.Discharge(Marquis.Model("DFN", mesh), 1, 600).Points, Marquis.Discharge(Marquis.Model("DFN", mesh, twice), 1, 600).Points);
    }

    [Fact]
    public void Second_order_in_the_mesh()
    {
        var voltages = new[] { 10, 20, 40 }.Select(n => Marquis.Discharge(Marquis.Model("DFN", CellMesh.Uniform(n)), 2, 600, [600], 1e-8).Points[0].Voltage).ToArray();
        var (coarse, fine) = (voltages[1] - voltages[0], voltages[2] - voltages[1]);
        Assert.InRange(coarse / fine, 3.4, 4.4);
        // The scheme of PyBaMM is of first order at the separator and arrives at the same place.
        var stored = new[] { 20, 40 }.Select(n => Marquis.Discharge(Marquis.Model("DFN", CellMesh.Uniform(n, PorousScheme.Pybamm)), 2, 600, [600], 1e-8).Points[0].Voltage).ToArray();
        Assert.Equal(voltages[2] + fine / 3, 2 * stored[1] - stored[0], 6e-5);
        Assert.True(Math.Abs(stored[1] - voltages[2]) > 10 * Math.Abs(fine));
    }

    [Fact]
    public void Same_bits_on_every_thread()
    {
        var curves = new CellResult[4];
        Parallel.For(0, 4, k => curves[k] = Marquis.Discharge(Marquis.Model("DFN", CellMesh.Uniform(8)), 1, 900));
        Assert.All(curves, c => Assert.Equal(curves[0].Points, c.Points));
    }
}
