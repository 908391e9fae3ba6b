namespace EcramSim.Ecram.Observables;

/// <summary>
/// Mean change of state per pulse against the state itself, up and down: what physical cells and update laws have in common.
/// Between points, linear; outside, the end value.
/// </summary>
/// <param name="State">Conductance in S, or weight; ascending, at least 2 points.</param>
/// <param name="Up">Mean change by a potentiating pulse, same length and unit.</param>
/// <param name="Down">Mean change by a depressing pulse; normally negative.</param>
/// <param name="NoiseUp">Standard deviation from pulse to pulse, up.</param>
/// <param name="NoiseDown">The same, down.</param>
public sealed record StepCurve(double[] State, double[] Up, double[] Down, double[] NoiseUp, double[] NoiseDown)
{
    /// <summary>Lowest state.</summary>
    public double Minimum => State[0];

    /// <summary>Highest state.</summary>
    public double Maximum => State[^1];

    /// <summary>Width of the operating range.</summary>
    public double Range => Maximum - Minimum;

    /// <summary>Interpolates <paramref name="values"/> (one of the columns) at <paramref name="state"/>.</summary>
    public double At(double[] values, double state)
    {
        var n = State.Length;
        if (state <= State[0]) return values[0];
        if (state >= State[n - 1]) return values[n - 1];
        var i = Array.BinarySearch(State, state);
        if (i >= 0) return values[i];
        i = ~i;
        var t = (state - State[i - 1]) / (State[i] - State[i - 1]);
        return values[i - 1] + t * (values[i] - values[i - 1]);
    }

    /// <summary>Mean of <paramref name="function"/> over the states between two fractions of the range, uniform in the state (midpoint rule).</summary>
    public double Mean(Func<double, double> function, double from = 0, double to = 1)
    {
        const int points = 1000;
        var sum = 0.0;
        for (var i = 0; i < points; i++) sum += function(Minimum + Range * (from + (to - from) * (i + 0.5) / points));
        return sum / points;
    }
}
