using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Observables;

/// <summary>The same device and the same pulse at another temperature, from rest at the middle of the window; V_hold is set anew.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Conductance">G at the middle of the window, S.</param>
/// <param name="StepUp">ΔG of a potentiating pulse, S.</param>
/// <param name="StepDown">ΔG of a depressing pulse, S.</param>
/// <param name="EnergyPerPulse">Dissipated, mean of up and down, J.</param>
/// <param name="WriteTime">Of a potentiating pulse, s.</param>
public sealed record TemperaturePoint(double Temperature, double Conductance, double StepUp, double StepDown, double EnergyPerPulse, double WriteTime)
{
    /// <summary>At each of <paramref name="temperatures"/> (K).</summary>
    public static IReadOnlyList<TemperaturePoint> Of(Stack stack, IEnumerable<double> temperatures) => [.. temperatures.Select(t => At(stack with { Temperature = t }))];

    private static TemperaturePoint At(Stack stack)
    {
        var cell = new Cell(stack, ObservableTolerance.Relative);
        var start = CellState.Equilibrium(stack, stack.Window.Middle);
        var (up, down) = (cell.Pulse(start, true), cell.Pulse(start, false));
        return new TemperaturePoint(stack.Temperature, up.ConductanceStart, up.ConductanceChange, down.ConductanceChange,
            0.5 * (up.DissipatedEnergy + down.DissipatedEnergy), up.WriteTime);
    }
}
