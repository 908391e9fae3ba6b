using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Ecram.Tests.Cells;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Observables;

/// <summary>Settling, disturb, scaling and temperature, against formulas of the ohmic cell.</summary>
public class WritingTests
{
    private const double Capacity = PhysicalConstants.Faraday * 20000 * 50e-9;

    [Fact]
    public void Ohmic_cell_writes_as_long_as_it_is_driven()
    {
        // Through fast interfaces the charge of the plates (0.9 mC/m²) enters at the beginning, then 0.1 C/m² at constant current; nothing is left to settle.
        var s = Settling.Of(OhmicCell.Of(0, 1), up: true);
        Assert.Equal(1e-4, s.ReleaseTime, 1e-18);
        var plates = 10 * 8.8541878128e-12 / 1e-7;
        Assert.Equal(1e-4 * (0.9 - plates), s.WriteTime, 2e-8);
        Assert.Equal(0, s.VolatilePart, 1e-4);
        Assert.Equal(50e-9 * 1000 * (0.1 + plates) / Capacity, s.Change, 2e-4 * s.Change);
        Assert.Equal(s.Change, s.Course[^1], 1e-6 * s.Change);
        Assert.Equal(0, s.Course[0]);
    }

    [Fact]
    public void Slow_interface_settles_with_its_double_layer()
    {
        // A returned pulse, short against everything: the double layer holds it and hands it over with C·kT/(e·i0); i0 = 10 A/m², C = 0.1 F/m².
        var stack = OhmicCell.Of(0, 0.1, rateConstant: 10);
        stack = stack with
        {
            Channel = stack.Channel with { DoubleLayer = 0.1 }, Gate = stack.Gate with { DoubleLayer = 0.1 }, ResistanceFactor = 0.01,
            Pulse = stack.Pulse with { Width = 1e-8, ReturnEdge = 0, Rest = 1e-9 },
        };
        var constant = 0.1 * PhysicalConstants.ThermalEnergy(298.15) / 10;
        var times = DoubleLayerTimes.Of(stack, 0.5);
        Assert.Equal(constant, times.Channel, 1e-12);
        Assert.Equal(constant, times.Gate, 1e-12);
        var s = Settling.Of(stack, up: true);
        // The rest of a nanosecond in the shape was too short to see it.
        Assert.True(s.Time[^1] > 14 * constant);
        Assert.Equal(Math.Log(10) * constant, s.WriteTime, 1e-2 * s.WriteTime);
        Assert.Equal(Math.Log(100) * constant, s.SettlingTime, 1e-2 * s.SettlingTime);
        Assert.Equal(-1, s.VolatilePart, 1e-3);
    }

    [Fact]
    public void Double_layers_of_the_tungsten_cell()
    {
        // 0.1 F/m² and 30 A/m²·√(x(1−x)): 0.21 to 0.29 ms over the window; 77 % of a 30 µs pulse is in them at its end.
        var stack = Shipped.Stack("lixwo3-lipon");
        Assert.Equal(0.1 * 0.0256926 / (30 * 0.4), DoubleLayerTimes.Of(stack, 0.2).Channel, 1e-8);
        Assert.InRange(DoubleLayerTimes.Of(stack, 0.1).Channel, 0.28e-3, 0.29e-3);
        Assert.Equal(-0.77, Settling.Of(stack, up: true).VolatilePart, 0.01);
    }

    [Fact]
    public void Ohmic_cells_are_disturbed_in_proportion()
    {
        var d = Disturb.Of(OhmicCell.Of(1, 1))!;
        foreach (var half in new[] { d.HalfUp, d.HalfDown }) Assert.Equal(0.5, half, 1e-5);
        foreach (var third in new[] { d.ThirdUp, d.ThirdDown }) Assert.Equal(1.0 / 3, third, 1e-5);
        var stack = OhmicCell.Of(1, 1);
        Assert.Null(Disturb.Of(stack with { Pulse = stack.Pulse with { IsCurrent = true, AmplitudeUp = 1e-9, AmplitudeDown = 1e-9 } }));
    }

    [Fact]
    public void Hopping_cells_are_disturbed_by_the_ratio_of_the_hyperbolic_sines()
    {
        // J ∝ sinh(V/2·zea/(kT·d)); long pulses, so that plates and double layers do not count. a = 0.5 nm over 10 nm at 4 V: V/V₀ = 4·0.05/0.0514.
        var stack = OhmicCell.Of(0, 4);
        var material = stack.Electrolyte.Material with { HoppingLength = 0.5e-9, IonicConductivity = new Arrhenius(1e-9) };
        stack = stack with { Electrolyte = new ElectrolyteLayer(material, 10e-9), Pulse = stack.Pulse with { Width = 1, ReturnEdge = 1e-3 } };
        var steep = 4 * 0.05 / (2 * PhysicalConstants.ThermalEnergy(298.15));
        var d = Disturb.Of(stack)!;
        Assert.Equal(Math.Sinh(steep / 2) / Math.Sinh(steep), d.HalfUp, 1e-3 * d.HalfUp);
        Assert.Equal(Math.Sinh(steep / 3) / Math.Sinh(steep), d.ThirdDown, 1e-3 * d.ThirdDown);
    }

    [Theory]
    [InlineData(Dimensioned.Area, 1, 0)]
    [InlineData(Dimensioned.ChannelThickness, 1, 1)]
    [InlineData(Dimensioned.ElectrolyteThickness, 0, 1)]
    public void Exponents_of_an_ohmic_cell(Dimensioned what, double energy, double time)
    {
        // Energy across the range is V·zFc·t·A·Δx; the time is that charge over σVA/d.
        var stack = OhmicCell.Of(0, 1);
        stack = stack with { Pulse = stack.Pulse with { ReturnEdge = 1e-6 }, SeriesResistance = 1e-3 };
        var s = Scaling.Of(stack, what);
        Assert.Empty(s.Impossible);
        Assert.Equal(energy, s.EnergyExponent!.Value, 0.02);
        Assert.Equal(time, s.TimeExponent!.Value, 0.02);
        var p = s.Points.Single(q => q.Factor == 1);
        Assert.Equal(Capacity * 1e-10 * 0.4, p.EnergyPerRange, 0.02 * p.EnergyPerRange);
        Assert.Equal(Capacity * 0.4 * 1e-7 / 1e-4, p.TimePerRange, 0.02 * p.TimePerRange);
    }

    [Fact]
    public void A_size_at_which_the_pulse_overshoots_is_named_and_not_left_out()
    {
        var s = Scaling.Of(Shipped.Stack("hxwo3-psg"), Dimensioned.ElectrolyteThickness);
        Assert.Contains(s.Impossible, i => i.Factor == 0.25 && i.Reason.Contains("hxwo3", StringComparison.Ordinal));
        Assert.Equal(5, s.Points.Count + s.Impossible.Count);
    }

    [Fact]
    public void Temperature_scales_the_step_of_an_activated_electrolyte()
    {
        var stack = OhmicCell.Of(0, 1);
        stack = stack with
        {
            Electrolyte = stack.Electrolyte with { Material = stack.Electrolyte.Material with { IonicConductivity = new Arrhenius(1e-4, 0.5) } },
            Pulse = stack.Pulse with { ReturnEdge = 1e-4 },
        };
        var points = TemperaturePoint.Of(stack, [298.15, 323.15]);
        var factor = Math.Exp(0.5 * PhysicalConstants.ElementaryCharge / PhysicalConstants.Boltzmann * (1 / 298.15 - 1 / 323.15));
        Assert.Equal(factor, points[1].StepUp / points[0].StepUp, 1e-3 * factor);
        Assert.Equal(points[0].Conductance, points[1].Conductance, 1e-15);
    }
}
