using System.Text.Json.Nodes;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Studies.Fit.Laws;

namespace EcramSim.Studies.Fit.Physics;

/// <summary>
/// The pulse response of the reference cell with free quantities: each set of them is a cell whose settled pulses are computed at a few
/// fillings between the ends of the readings, and interpolated.
/// </summary>
internal sealed class PhysicalForm : IStepForm
{
    private const int Samples = 9, Points = 129;
    private const double Tolerance = 1e-6;

    private readonly PhysicalStack _stack;
    private readonly UnitOfFit _unit;

    internal PhysicalForm(PhysicalStack stack, UnitOfFit unit)
    {
        (_stack, _unit) = (stack, unit);
        Parameters =
        [
            .. stack.Free.Select(f => new FormParameter(f.Name, ParameterUnit.Ratio, true,
                Math.Max(f.Limits.Low * f.Value(stack.Stack), f.Limits.Least), Math.Min(f.Limits.High * f.Value(stack.Stack), f.Limits.Most)) { UnitText = f.Unit, Difference = 0.02 }),
            BoundedForm.Noise,
        ];
    }

    public string Name => $"cell of {_stack.Stack.Channel.Host.Id}";

    public bool HasHardBounds => false;

    public IReadOnlyList<FormParameter> Parameters { get; }

    public IReadOnlyList<double[]> Starts(StepSummary summary) =>
        [[.. _stack.Free.Select((f, i) => Math.Clamp(f.Value(_stack.Stack), 1.0001 * Parameters[i].Minimum, 0.9999 * Parameters[i].Maximum)), BoundedForm.Relative(summary)]];

    public JsonObject? Response(ReadOnlySpan<double> values, Evidence evidence) => null;

    public IStepLaw With(ReadOnlySpan<double> values)
    {
        var stack = _stack.Stack;
        for (var i = 0; i < _stack.Free.Count; i++) stack = _stack.Free[i].With(stack, values[i]);
        stack = stack with { Window = WindowOf(stack, _unit) };
        var cell = new Cell(stack, Tolerance);
        double[] x = new double[Samples], up = new double[Samples], down = new double[Samples];
        for (var i = 0; i < Samples; i++)
        {
            x[i] = stack.Window.Minimum + (stack.Window.Maximum - stack.Window.Minimum) * i / (Samples - 1);
            var start = CellState.Equilibrium(stack, x[i]);
            (up[i], down[i]) = (cell.Pulse(start, true).FillingChange, cell.Pulse(start, false).FillingChange);
        }
        return new Law(stack, _unit, new MonotoneCubic(x, up), new MonotoneCubic(x, down), values[_stack.Free.Count]);
    }

    /// <summary>The fillings between which the readings lie, with V_hold at their middle.</summary>
    /// <exception cref="InputException">Readings that the host cannot have.</exception>
    internal static OperatingWindow WindowOf(Stack stack, UnitOfFit unit)
    {
        double a = Filling(stack, unit.Offset), b = Filling(stack, unit.Offset + unit.Range);
        var (low, high) = (Math.Min(a, b), Math.Max(a, b));
        return new OperatingWindow(low, high, 0.5 * (low + high));
    }

    /// <summary>Lowest and highest conductance of a stack within the fillings for which its channel and its gate are known, S.</summary>
    internal static (double Low, double High) Conductances(Stack stack)
    {
        var (x0, x1) = Ends(stack);
        double a = stack.Conductance(x0), b = stack.Conductance(x1);
        return (Math.Min(a, b), Math.Max(a, b));
    }

    private static double Filling(Stack stack, double conductance)
    {
        var (low, high) = Ends(stack);
        if (stack.PotentiatingPolarity < 0) (low, high) = (high, low);
        if (!(conductance >= stack.Conductance(low) && conductance <= stack.Conductance(high)))
            throw new InputException(FormattableString.Invariant($"a conductance of {conductance:G4} S is beyond '{stack.Channel.Host.Id}' in this geometry"));
        for (var i = 0; i < 60; i++)
        {
            var middle = 0.5 * (low + high);
            if (stack.Conductance(middle) < conductance) low = middle;
            else high = middle;
        }
        return 0.5 * (low + high);
    }

    // A little inside what is known, and no further than the gate can follow.
    private static (double Low, double High) Ends(Stack stack)
    {
        var valid = stack.Channel.Host.Validity;
        double low = valid.Minimum + 1e-3 * (valid.Maximum - valid.Minimum), high = valid.Maximum - 1e-3 * (valid.Maximum - valid.Minimum);
        var gate = stack.Gate.Host.Validity;
        double A(double gateFilling) => stack.Window.Hold - (gateFilling - stack.Gate.Filling) * stack.Gate.Capacity / stack.Channel.Capacity;
        var (from, to) = (A(gate.Maximum - 1e-3), A(gate.Minimum + 1e-3));
        return (Math.Max(low, from), Math.Min(high, to));
    }

    private sealed class Law : IStepLaw
    {
        private readonly double[] _up = new double[Points], _down = new double[Points];
        private readonly double _noise;

        internal Law(Stack stack, UnitOfFit unit, MonotoneCubic up, MonotoneCubic down, double noise)
        {
            _noise = noise;
            for (var i = 0; i < Points; i++)
            {
                var x = Filling(stack, unit.Offset + unit.Range * (1e-9 + (1 - 2e-9) * i / (Points - 1)));
                var here = stack.Conductance(x);
                _up[i] = (stack.Conductance(x + up.Value(x)) - here) / unit.Range;
                _down[i] = (stack.Conductance(x + down.Value(x)) - here) / unit.Range;
            }
        }

        public double Minimum => 0;
        public double Maximum => 1;
        public double Step(double state, bool up) => At(up ? _up : _down, state);
        public double Noise(double state, bool up) => _noise * Math.Abs(Step(state, up));

        private static double At(double[] values, double state)
        {
            var place = Math.Clamp(state, 0, 1) * (Points - 1);
            var below = Math.Min((int)place, Points - 2);
            return values[below] + (place - below) * (values[below + 1] - values[below]);
        }
    }
}
