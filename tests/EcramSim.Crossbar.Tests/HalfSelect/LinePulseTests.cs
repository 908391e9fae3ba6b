using EcramSim.Crossbar.HalfSelect;
using EcramSim.Crossbar.Wires;

namespace EcramSim.Crossbar.Tests.HalfSelect;

/// <summary>What lines that hold charge leave of a pulse, against the ladder in small explicit steps and against what must be conserved.</summary>
public class LinePulseTests
{
    private const double Segment = 50, Driver = 200, Conductance = 2e-6, Capacitance = 1e-15;
    private const int Outputs = 9, Inputs = 7;

    private static ArrayWires Wires(double capacitance, double segment = Segment) =>
        new(segment, 2 * segment, Driver, 0, false, 10e-6, 8e-6, 1e-8) { WordCapacitance = capacitance, BitCapacitance = 3 * capacitance };

    [Theory]
    [InlineData(1, 2e-11, 0)]
    [InlineData(3.3, 2e-11, 0)]
    [InlineData(3.3, 2e-11, 1e-9)]
    [InlineData(2, 5e-12, 1e-9)]
    [InlineData(6, 4e-11, 1e-9)]
    public void Steps_are_those_of_the_ladder_followed_in_small_steps(double exponent, double width, double back)
    {
        var factors = new Gate(Conductance, exponent) { Width = width, Return = back }.StepFactors(Wires(Capacitance), Outputs, Inputs);
        var expected = new double[factors.Length];
        double[] along = new double[Outputs], across = new double[Inputs];
        // A tenth of the smallest RC.
        var h = 0.1 * Segment * Capacitance / 4;
        for (var t = 0.0; t < width + Math.Min(back, 20 * Outputs * Capacitance * Driver); t += h)
        {
            var drive = t < width ? 1 : 0;
            Explicit(along, Segment, Capacitance, drive, h);
            Explicit(across, 2 * Segment, 3 * Capacitance, drive, h);
            for (var k = 0; k < expected.Length; k++) expected[k] += h / width * Math.Pow(0.5 * (along[k / Inputs] + across[Inputs - 1 - k % Inputs]), exponent);
        }
        for (var k = 0; k < expected.Length; k++) Assert.Equal(expected[k], factors[k], 2e-3);
    }

    [Fact]
    public void An_ohmic_cell_takes_the_same_charge_as_long_as_the_line_is_drawn_back_to_rest()
    {
        double[] settled = new Gate(Conductance, 1).StepFactors(Wires(0), Outputs, Inputs), slow = new Gate(Conductance, 1) { Width = 1e-11, Return = 1 }.StepFactors(Wires(Capacitance), Outputs, Inputs);
        for (var k = 0; k < slow.Length; k++) Assert.Equal(settled[k], slow[k], 2e-3);
        var cut = new Gate(Conductance, 1) { Width = 1e-11 }.StepFactors(Wires(Capacitance), Outputs, Inputs);
        // The farthest cell loses most.
        Assert.True(cut[(Outputs - 1) * Inputs] < 0.9 * settled[(Outputs - 1) * Inputs] && cut[(Outputs - 1) * Inputs] < cut[Inputs - 1]);
    }

    [Fact]
    public void Lines_without_charge_or_without_resistance_leave_the_settled_pulse_bit_for_bit()
    {
        var settled = new Gate(Conductance, 2.5).StepFactors(Wires(Capacitance), Outputs, Inputs);
        Assert.Equal(settled, new Gate(Conductance, 2.5) { Width = 1e-11, Return = 1e-9 }.StepFactors(Wires(0), Outputs, Inputs));
        ArrayWires ideal = new(0, 0, 0, 0, false, 10e-6, 8e-6, 1e-8), charged = ideal with { WordCapacitance = Capacitance, BitCapacitance = Capacitance };
        var gate = new Gate(Conductance, 2.5) { Width = 1e-11 };
        Assert.Equal(gate.StepFactors(ideal, Outputs, Inputs), gate.StepFactors(charged, Outputs, Inputs));
        Assert.NotEqual(settled, new Gate(Conductance, 2.5) { Width = 1e-11 }.StepFactors(Wires(Capacitance), Outputs, Inputs));
    }

    private static void Explicit(double[] v, double segment, double capacitance, double drive, double h)
    {
        var before = (double[])v.Clone();
        for (var k = 0; k < v.Length; k++)
        {
            var into = k == 0 ? (drive - before[0]) / (Driver + segment) : (before[k - 1] - before[k]) / segment;
            if (k + 1 < v.Length) into += (before[k + 1] - before[k]) / segment;
            v[k] += h * (into - Conductance * before[k]) / capacitance;
        }
    }
}
