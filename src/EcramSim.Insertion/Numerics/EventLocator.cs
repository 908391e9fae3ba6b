namespace EcramSim.Insertion.Numerics;

/// <summary>Which limit a state violates: a small number ≥ 0, or −1 for none. What cannot be evaluated counts as violated.</summary>
/// <param name="time">Time.</param>
/// <param name="state">State.</param>
public delegate int Violation(double time, ReadOnlySpan<double> state);

/// <summary>
/// Finds where, inside the last accepted step, a limit is first violated, by looking at pieces of the step and bisecting on the continuous
/// extension to the last bits: the time found is the last one before the violation.
/// </summary>
public static class EventLocator
{
    /// <summary>Looks from <paramref name="good"/> (no violation) to <paramref name="bad"/>.</summary>
    /// <param name="integrator">Whose last step contains both times.</param>
    /// <param name="watch">What must not be violated.</param>
    /// <param name="good">A time without violation.</param>
    /// <param name="bad">A later time with one.</param>
    /// <param name="state">Work space; holds the state at the time returned.</param>
    /// <returns>The last time without violation, and what is violated right after it.</returns>
    public static (double Time, int Violated) Locate(Radau integrator, Violation watch, double good, double bad, Span<double> state)
    {
        integrator.Interpolate(bad, state);
        var violated = watch(bad, state);
        if (violated < 0) throw new ArgumentException("nothing is violated at the later time");
        while (bad - good > 1e-15 * Math.Abs(bad))
        {
            var middle = 0.5 * (good + bad);
            if (middle <= good || middle >= bad) break;
            integrator.Interpolate(middle, state);
            if (watch(middle, state) is var again && again >= 0) (bad, violated) = (middle, again);
            else good = middle;
        }
        integrator.Interpolate(good, state);
        return (good, violated);
    }

    /// <summary>Looks at <paramref name="pieces"/> equal pieces of the last step; null where nothing is violated.</summary>
    public static (double Time, int Violated)? FirstIn(Radau integrator, Violation watch, int pieces, Span<double> state)
    {
        var good = integrator.PreviousTime;
        for (var piece = 1; piece <= pieces; piece++)
        {
            var time = piece == pieces ? integrator.Time : integrator.PreviousTime + integrator.LastStep * piece / pieces;
            integrator.Interpolate(time, state);
            if (watch(time, state) >= 0) return Locate(integrator, watch, good, time, state);
            good = time;
        }
        return null;
    }
}
