using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Compact;

/// <summary>The range of conductance of a stack over its window, and the filling that belongs to a conductance.</summary>
internal sealed class ConductanceAxis
{
    private readonly Stack _stack;
    private readonly double _low, _high;

    /// <summary>Checks that the conductance is monotone over the window.</summary>
    public ConductanceAxis(Stack stack)
    {
        _stack = stack;
        var (a, b) = (stack.Window.Minimum, stack.Window.Maximum);
        (_low, _high) = stack.PotentiatingPolarity > 0 ? (a, b) : (b, a);
        const int points = 200;
        var previous = double.NegativeInfinity;
        for (var i = 0; i <= points; i++)
        {
            var x = _low + (_high - _low) * i / points;
            var g = stack.Conductance(x);
            if (!(g > previous)) throw new InputException(FormattableString.Invariant(
                $"window: the conductance of '{stack.Channel.Host.Id}' is not monotone at filling {x:G4}; choose a window inside which it only rises or only falls"));
            previous = g;
        }
        (Minimum, Maximum) = (stack.Conductance(_low), stack.Conductance(_high));
    }

    /// <summary>Lowest conductance, S.</summary>
    public double Minimum { get; }

    /// <summary>Highest conductance, S.</summary>
    public double Maximum { get; }

    /// <summary>dG/dx at a filling, S.</summary>
    public double Slope(double x)
    {
        var h = 1e-4 * Math.Abs(_high - _low);
        var (below, above) = (Math.Max(x - h, Math.Min(_low, _high)), Math.Min(x + h, Math.Max(_low, _high)));
        return (_stack.Conductance(above) - _stack.Conductance(below)) / (above - below);
    }

    /// <summary>The filling at which the conductance is <paramref name="conductance"/>, by bisection.</summary>
    public double Filling(double conductance)
    {
        var (low, high) = (_low, _high);
        if (conductance <= Minimum) return low;
        if (conductance >= Maximum) return high;
        for (var i = 0; i < 60; i++)
        {
            var middle = 0.5 * (low + high);
            if (_stack.Conductance(middle) < conductance) low = middle;
            else high = middle;
        }
        return 0.5 * (low + high);
    }
}
