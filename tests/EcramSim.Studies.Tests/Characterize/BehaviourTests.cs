using EcramSim.Ecram;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Characterize;

namespace EcramSim.Studies.Tests.Characterize;

/// <summary>Data sheets hold together: what one table says agrees with another and with formulas by hand.</summary>
public class BehaviourTests
{
    private static readonly CellDevice Cell = CellDevice.Read(ModelLibrary.Shipped(), "lixwo3-lipon");

    [Fact]
    public void Numbers_of_a_cell_agree_with_each_other()
    {
        var b = Behaviour.Of(Cell);
        double Value(string column) => Quantity.All.Single(q => q.Column == column).Value(b)!.Value;
        // Energy per conductance times the mean step is the energy of a pulse; over the area again.
        var steps = Cell.DataSheet.Steps;
        var change = Enumerable.Range(0, 801).Average(i => 0.5 * (steps.At(steps.Up, steps.Minimum + steps.Range * (0.1 + 0.001 * i)) - steps.At(steps.Down, steps.Minimum + steps.Range * (0.1 + 0.001 * i))));
        Assert.Equal(Value("energy_per_pulse_J"), Value("energy_per_conductance_J_per_S") * change, 1e-3 * Value("energy_per_pulse_J"));
        Assert.Equal(Value("energy_per_conductance_J_per_S") / Cell.Stack!.Channel.Area, Value("energy_per_area_and_conductance_J_per_m2S"), 1e-9 * Value("energy_per_area_and_conductance_J_per_m2S"));
        // 4 kT G at 298.15 K.
        Assert.Equal(Math.Sqrt(4 * 1.380649e-23 * 298.15 * 0.5 * (steps.Minimum + steps.Maximum)), Value("thermal_noise_A_per_rtHz"), 1e-18);
        // An ohmic electrolyte takes most of the voltage: little more or less than half a step at half the voltage.
        Assert.InRange(Value("disturb_half_up"), 0.4, 0.6);
        Assert.InRange(Value("disturb_third_up"), 0.25, 0.4);
        // Energy goes with the area, speed with the thickness of the film.
        Assert.Equal(1, Value("energy_area_exponent"), 0.02);
        Assert.Equal(1, Value("time_thickness_exponent"), 0.02);
        // Causes of cell-to-cell scatter add in squares.
        var cells = b.Noise.Where(n => n.Kind == "cell to cell").ToArray();
        Assert.Equal(Math.Sqrt(cells[..^1].Sum(n => n.Up * n.Up)), cells[^1].Up, 1e-12);
        Assert.Equal(6, cells.Length);
        // Hotter cells leak faster; a shorted gate is faster still.
        Assert.True(b.Retention(358.15, GateAfterPulse.Open)!.TimeToTenth < b.Retention(298.15, GateAfterPulse.Open)!.TimeToTenth);
        Assert.True(b.Retention(298.15, GateAfterPulse.Shorted)!.TimeToTenth < b.Retention(298.15, GateAfterPulse.Open)!.TimeToTenth);
        Assert.Equal("", b.Absence);
    }

    // What air takes empties a channel as e^(−It/Q), I and Q per area of the full host: by hand beside the data sheet, sealed and in air. This cell leaks over months.
    [Fact]
    public void A_cell_in_air_forgets_as_its_file_says()
    {
        var device = CellDevice.Read(ModelLibrary.Shipped(), "pedot-pss");
        var b = Behaviour.Of(device);
        var stack = device.Stack!;
        var air = b.RetentionsInAir[0].Retention.Value!;
        Assert.Equal(Behaviour.Temperatures, b.RetentionsInAir.Select(r => r.Temperature));
        var range = Math.Abs(stack.Conductance(stack.Window.Maximum) - stack.Conductance(stack.Window.Minimum));
        // The filling at which a tenth is lost, by bisection from each state that is looked at; the first to get there counts.
        double Left(double start)
        {
            double low = 0.5 * start, high = start;
            for (var n = 0; n < 60; n++)
            {
                var middle = 0.5 * (low + high);
                if (Math.Abs(stack.Conductance(middle) - stack.Conductance(start)) > 0.1 * range) low = middle;
                else high = middle;
            }
            // The double layer follows the voltage of the host and gives back what that takes.
            double Voltage(double x) => stack.Channel.OpenCircuitVoltage(x, 298.15);
            return Math.Log(start / high) * (1 + stack.Channel.DoubleLayer * (Voltage(high) - Voltage(start)) / (stack.Channel.Capacity * (start - high)));
        }
        var expected = stack.Channel.Capacity / stack.Channel.AirOxidation!.At(298.15) * new[] { stack.Window.Minimum, stack.Window.Middle, stack.Window.Maximum }.Min(Left);
        Assert.Equal(expected, air.TimeToTenth!.Value, 2e-3 * expected);
        Assert.True(air.TimeToTenth < 0.01 * b.Retention(298.15, GateAfterPulse.Open)!.TimeToTenth);
        Assert.Null(air.Convergence);
        Assert.Empty(Behaviour.Of(Cell).RetentionsInAir);
        Assert.Equal(3, BehaviourTables.Retention([b]).Split('\n').Count(l => l.Contains(",open in air,", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_law_shows_what_it_can_and_says_why_the_rest_is_absent()
    {
        var b = Behaviour.Of(CellDevice.Read(ModelLibrary.Shipped(), "tang-2018"));
        Assert.Contains("no volts", b.Absence, StringComparison.Ordinal);
        Assert.Equal(b.Absence, b.SettlingUp.Why);
        Assert.Null(Quantity.All.Single(q => q.Column == "retention_open_s").Value(b));
        // Noise 0.3 of the step at the middle of the range; the step itself is as noisy everywhere.
        Assert.Equal(0.3, b.Noise.Single(n => n.Kind == "pulse to pulse").Up, 1e-3);
        Assert.Equal(0.1, b.Noise.Single(n => n.Kind == "cell to cell").Up, 0.01);
    }
}
