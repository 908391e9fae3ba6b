using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Compact;

/// <summary>
/// From the spread of thicknesses, areas, rates, resistances and site densities to the spread of the pulse response (docs/physics.md, section 6):
/// logarithmic derivatives of ΔG up and down at the middle of the window and of the range of G, by central differences of the reference cell,
/// added in squares. V_hold and pulse are common to all cells; each cell's reference is taken at its own centre, so a common factor on G scales
/// bounds and steps and does not shift them. The correlation between step and bounds is dropped, and the shape of the step curve is kept.
/// </summary>
public static class SpreadResponse
{
    private const double Difference = 0.02, Tolerance = 1e-6;

    /// <summary>The spread of the pulse law.</summary>
    public static PulseSpread Of(Stack stack, CellSpread spread)
    {
        double step = 0, upDown = 0, bounds = 0;
        foreach (var c in Contributions(stack, spread))
        {
            step += Square(0.5 * (c.Up + c.Down));
            upDown += Square(0.5 * (c.Up - c.Down));
            bounds += Square(c.Bounds);
        }
        return new PulseSpread(Math.Sqrt(step), Math.Sqrt(upDown), 0, Math.Sqrt(bounds));
    }

    /// <summary>The same parameter by parameter; those without spread are 0.</summary>
    public static IReadOnlyList<SpreadContribution> Contributions(Stack stack, CellSpread spread)
    {
        ArgumentNullException.ThrowIfNull(spread);
        return [.. spread.Parameters().Select(p =>
        {
            if (p.Deviation == 0) return new SpreadContribution(p.Name, 0, 0, 0);
            var (more, less) = (Figures(p.Scaled(stack, 1 + Difference)), Figures(p.Scaled(stack, 1 - Difference)));
            double Slope(double a, double b) => p.Deviation * Math.Log(a / b) / Math.Log((1 + Difference) / (1 - Difference));
            return new SpreadContribution(p.Name, Slope(more.Up, less.Up), Slope(more.Down, less.Down), Slope(more.Range, less.Range));
        })];
    }

    private static (double Up, double Down, double Range) Figures(Stack stack)
    {
        var cell = new Cell(stack, Tolerance);
        var start = CellState.Equilibrium(stack, stack.Window.Middle);
        return (cell.Pulse(start, true).ConductanceChange, cell.Pulse(start, false).ConductanceChange,
            Math.Abs(stack.Conductance(stack.Window.Maximum) - stack.Conductance(stack.Window.Minimum)));
    }

    private static double Square(double x) => x * x;
}
