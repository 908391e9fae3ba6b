using EcramSim.Crossbar.Wires;
using EcramSim.Ecram;

namespace EcramSim.Crossbar.HalfSelect;

/// <summary>What a gate is to the lines that drive it, and what a step is to the voltage that arrives.</summary>
/// <param name="Conductance">Mean current of a pulse (ions, displacement and leakage) over its voltage, the largest over fillings and directions, S.</param>
/// <param name="Exponent">γ of Δw ∝ V^γ near the whole voltage, mean of both directions at w = 0: 1 is ohmic.</param>
public sealed record Gate(double Conductance, double Exponent)
{
    private const double Probe = 0.95;

    /// <summary>Of a cell with a stack that is written by voltage; null for any other device.</summary>
    public static Gate? Of(CellDevice? device)
    {
        if (device is not { Compact: { } compact, Stack: { Pulse.IsCurrent: false } stack }) return null;
        double Share(bool up) => (up ? compact.Up : compact.Down).Max(p => Math.Abs(p.TerminalCharge)) / (stack.Pulse.Width * Math.Abs(stack.PulseVoltage(up) - stack.HoldVoltage));
        var (whole, part) = (compact.Table, compact.Partial(Probe));
        var middle = whole.StepUp.Length / 2;
        var ratio = 0.5 * (part.StepUp[middle] / whole.StepUp[middle] + part.StepDown[middle] / whole.StepDown[middle]);
        return new Gate(Math.Max(Share(true), Share(false)), ratio > 0 ? Math.Log(ratio) / Math.Log(Probe) : 1);
    }

    /// <summary>
    /// Step of every cell of a tile over that of a cell at its drivers, outputs × inputs, row by row: half the pulse comes along the input line
    /// from the first output on, half along the output line from the last input on, each a ladder of gates whose other side is held.
    /// </summary>
    /// <param name="wires">The lines.</param>
    /// <param name="outputs">Number of output lines.</param>
    /// <param name="inputs">Number of input lines.</param>
    public double[] StepFactors(ArrayWires wires, int outputs, int inputs)
    {
        ArgumentNullException.ThrowIfNull(wires);
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
