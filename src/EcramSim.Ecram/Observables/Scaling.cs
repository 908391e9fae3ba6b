using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Observables;

/// <summary>What can be made larger or smaller.</summary>
public enum Dimensioned
{
    /// <summary>W·L at equal W/L; gate line and parasitic capacitance stay.</summary>
    Area,
    /// <summary>Thickness of the channel.</summary>
    ChannelThickness,
    /// <summary>Thickness of the electrolyte.</summary>
    ElectrolyteThickness,
}

/// <summary>Energy and speed of a cell of another size under the same pulse, from rest at the middle of the window.</summary>
/// <param name="Factor">Size over the size in the file.</param>
/// <param name="Size">m² or m.</param>
/// <param name="EnergyPerPulse">Dissipated, mean of up and down, J.</param>
/// <param name="PartPerPulse">|ΔG| over the range of G, mean of up and down: 1/states.</param>
/// <param name="EnergyPerRange">Energy over part: what the way across the whole range costs, J.</param>
/// <param name="TimePerRange">Width over part: how long the gate must be driven for it, s.</param>
/// <param name="WriteTime">Of one potentiating pulse, s.</param>
public sealed record ScalingPoint(double Factor, double Size, double EnergyPerPulse, double PartPerPulse, double EnergyPerRange, double TimePerRange, double WriteTime);

/// <summary>How energy and speed follow one dimension.</summary>
/// <param name="What">Which dimension.</param>
/// <param name="Points">By ascending factor.</param>
/// <param name="Impossible">Factors at which the pulse drives the cell out of what is known of it, and why.</param>
public sealed record Scaling(Dimensioned What, IReadOnlyList<ScalingPoint> Points, IReadOnlyList<(double Factor, string Reason)> Impossible)
{
    /// <summary>d ln(energy across the range)/d ln(size) between the smallest and the largest; null with fewer than two points.</summary>
    public double? EnergyExponent => Exponent(p => p.EnergyPerRange);

    /// <summary>d ln(time across the range)/d ln(size) between the smallest and the largest; null with fewer than two points.</summary>
    public double? TimeExponent => Exponent(p => p.TimePerRange);

    /// <summary>The cell at each of <paramref name="factors"/> (of the size in the file; a quarter to four where null).</summary>
    public static Scaling Of(Stack stack, Dimensioned what, IReadOnlyList<double>? factors = null)
    {
        var points = new List<ScalingPoint>();
        var impossible = new List<(double, string)>();
        foreach (var factor in (factors ?? [0.25, 0.5, 1, 2, 4]).Order())
        {
            try
            {
                points.Add(Point(Scaled(stack, what, factor), what, factor));
            }
            catch (InputException e)
            {
                impossible.Add((factor, e.Message));
            }
        }
        return new Scaling(what, points, impossible);
    }

    private static Stack Scaled(Stack stack, Dimensioned what, double factor) => what switch
    {
        Dimensioned.Area => stack with { Channel = stack.Channel with { Width = Math.Sqrt(factor) * stack.Channel.Width, Length = Math.Sqrt(factor) * stack.Channel.Length } },
        // The reservoir grows with what it has to fill.
        Dimensioned.ChannelThickness => stack with
        {
            Channel = stack.Channel with { Thickness = factor * stack.Channel.Thickness }, Gate = stack.Gate with { Thickness = factor * stack.Gate.Thickness },
        },
        _ => stack with { Electrolyte = stack.Electrolyte with { Thickness = factor * stack.Electrolyte.Thickness } },
    };

    private static ScalingPoint Point(Stack stack, Dimensioned what, double factor)
    {
        var cell = new Cell(stack, ObservableTolerance.Relative);
        var start = CellState.Equilibrium(stack, stack.Window.Middle);
        var (up, down) = (cell.Pulse(start, true), cell.Pulse(start, false));
        var range = Math.Abs(stack.Conductance(stack.Window.Maximum) - stack.Conductance(stack.Window.Minimum));
        var energy = 0.5 * (up.DissipatedEnergy + down.DissipatedEnergy);
        var part = 0.5 * (Math.Abs(up.ConductanceChange) + Math.Abs(down.ConductanceChange)) / range;
        var size = what switch { Dimensioned.Area => stack.Channel.Area, Dimensioned.ChannelThickness => stack.Channel.Thickness, _ => stack.Electrolyte.Thickness };
        return new ScalingPoint(factor, size, energy, part, energy / part, stack.Pulse.Width / part, up.WriteTime);
    }

    private double? Exponent(Func<ScalingPoint, double> of) =>
        Points.Count < 2 ? null : Math.Log(of(Points[^1]) / of(Points[0])) / Math.Log(Points[^1].Factor / Points[0].Factor);
}
