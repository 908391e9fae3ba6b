using EcramSim.Crossbar.Wires;
using EcramSim.Ecram;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Crossbar.HalfSelect;

/// <summary>What a gate is to the lines that drive it, and what a step is to the voltage that arrives.</summary>
/// <param name="Conductance">Mean current of a pulse (ions, displacement and leakage) over its voltage, the largest over fillings and directions, S.</param>
/// <param name="Exponent">γ of Δw ∝ V^γ near the whole voltage, mean of both directions at w = 0: 1 is ohmic.</param>
public sealed record Gate(double Conductance, double Exponent)
{
    private const double Probe = 0.95;
    // Of the courses on a line: steps while it fills and while it empties, short at first and then longer, and delays after which it has.
    private const int Steps = 64;
    private const double Delays = 10;

    /// <summary>Duration of a pulse, s; infinite: lines fill in no time.</summary>
    public double Width { get; init; } = double.PositiveInfinity;

    /// <summary>How long the driver draws a line back to rest after a pulse with the gates still on it, s; 0: gates are cut off at its end.</summary>
    public double Return { get; init; }

    /// <summary>Of a cell with a stack that is written by voltage; null for any other device.</summary>
    public static Gate? Of(CellDevice? device)
    {
        if (device is not { Compact: { } compact, Stack: { Pulse.IsCurrent: false } stack }) return null;
        double Share(bool up) => (up ? compact.Up : compact.Down).Max(p => Math.Abs(p.TerminalCharge)) / (stack.Pulse.Width * Math.Abs(stack.PulseVoltage(up) - stack.HoldVoltage));
        var (whole, part) = (compact.Table, compact.Partial(Probe));
        var middle = whole.StepUp.Length / 2;
        var ratio = 0.5 * (part.StepUp[middle] / whole.StepUp[middle] + part.StepDown[middle] / whole.StepDown[middle]);
        var pulse = stack.Pulse;
        return new Gate(Math.Max(Share(true), Share(false)), ratio > 0 ? Math.Log(ratio) / Math.Log(Probe) : 1)
        {
            Width = pulse.Width,
            Return = pulse.ReturnEdge + (pulse.After is GateAfterPulse.Held or GateAfterPulse.Shorted ? pulse.Rest : 0),
        };
    }

    /// <summary>
    /// Step of every cell of a tile over that of a cell at its drivers, outputs × inputs, row by row: half the pulse comes along the input line
    /// from the first output on, half along the output line from the last input on, each a ladder of gates whose other side is held. Lines that hold charge need time
    /// to fill and to empty: then it is the mean of (V/V₀)^γ over the width, what arrives after it included.
    /// </summary>
    /// <param name="wires">The lines.</param>
    /// <param name="outputs">Number of output lines.</param>
    /// <param name="inputs">Number of input lines.</param>
    /// <param name="columnsPerOutput">Output lines that an output has beside each other on the input lines: the factor of a weight is then the mean of its cells.</param>
    public double[] StepFactors(ArrayWires wires, int outputs, int inputs, int columnsPerOutput = 1)
    {
        ArgumentNullException.ThrowIfNull(wires);
        ArgumentOutOfRangeException.ThrowIfLessThan(columnsPerOutput, 1);
        if (columnsPerOutput == 1) return OfCells(wires, outputs, inputs);
        var cells = OfCells(wires, outputs * columnsPerOutput, inputs);
        var factors = new double[outputs * inputs];
        for (var i = 0; i < outputs; i++)
            for (var j = 0; j < inputs; j++)
                factors[i * inputs + j] = Enumerable.Range(0, columnsPerOutput).Average(p => cells[(i * columnsPerOutput + p) * inputs + j]);
        return factors;
    }

    private double[] OfCells(ArrayWires wires, int outputs, int inputs)
    {
        LinePulse along = new(wires.WordResistance, wires.DriverResistance, Conductance, wires.WordCapacitance, outputs),
            across = new(wires.BitResistance, wires.DriverResistance, Conductance, wires.BitCapacitance, inputs);
        var slow = Math.Max(along.Delay, across.Delay);
        if (slow == 0 || double.IsInfinity(Width)) return Settled(wires, outputs, inputs);
        var factors = new double[outputs * inputs];
        double filling = Math.Min(Width, Delays * slow), emptying = Math.Min(Return, Delays * slow);
        Follow(along, across, factors, inputs, filling, 1, (Width - filling) / Width);
        if (emptying > 0) Follow(along, across, factors, inputs, emptying, 0, 0);
        return factors;
    }

    // Steps of both lines, each counted by its part of the width, and the last level once more for the rest of it.
    private void Follow(LinePulse along, LinePulse across, double[] factors, int inputs, double time, double drive, double rest)
    {
        var before = 0.0;
        for (var step = 0; step <= Steps; step++)
        {
            var (now, next) = (At(step), At(Math.Min(step + 1, Steps)));
            if (step > 0)
            {
                along.Go(now - before, drive);
                across.Go(now - before, drive);
            }
            var part = 0.5 * (next - before) / Width + (step == Steps ? rest : 0);
            before = now;
            for (var k = 0; k < factors.Length; k++) factors[k] += part * Math.Pow(Math.Max(0, 0.5 * (along.At(k / inputs) + across.At(inputs - 1 - k % inputs))), Exponent);
        }

        double At(int step) => time * step * step * step / ((double)Steps * Steps * Steps);
    }

    private double[] Settled(ArrayWires wires, int outputs, int inputs)
    {
        var along = Ladder(wires.WordResistance, wires.DriverResistance, outputs);
        var across = Ladder(wires.BitResistance, wires.DriverResistance, inputs);
        var factors = new double[outputs * inputs];
        for (var i = 0; i < outputs; i++)
            for (var j = 0; j < inputs; j++)
                factors[i * inputs + j] = Math.Pow(0.5 * (along[i] + across[inputs - 1 - j]), Exponent);
        return factors;
    }

    private double[] Ladder(double segment, double driver, int gates)
    {
        var conductances = new double[gates];
        Array.Fill(conductances, Conductance);
        return new NodalSolver(new Wiring(segment, 0) { DriverResistance = driver }, 1, gates, conductances).Solve([1]).WordVoltages;
    }
}
