namespace EcramSim.Ecram.Observables;

/// <summary>
/// The nonlinearity label of the field, L = 10.1015 · ext_p [f(p) − p] with f(p) = (1 − e^(−p/a)) / (1 − e^(−1/a)) (docs/physics.md, equation 5.3).
/// p is the fraction of the pulses of a branch, f the fraction of the way along the branch's own direction.
/// Signed: positive saturates, negative is convex. Source: the 900 published pairs of label and curvature a, which the formula meets to 0.005 %.
/// </summary>
public static class NonlinearityLabel
{
    /// <summary>Label of a straight branch that deviates by 1 from the diagonal.</summary>
    public const double Scale = 10.1015;

    /// <summary>The label of a measured or computed branch: the deviation of larger magnitude, with its sign.</summary>
    /// <param name="pulses">p, ascending from 0 to 1.</param>
    /// <param name="progress">f(p), from 0 to 1; same length, at least 2.</param>
    public static double OfBranch(ReadOnlySpan<double> pulses, ReadOnlySpan<double> progress)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pulses.Length, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(progress.Length, pulses.Length);
        var extremum = 0.0;
        for (var i = 0; i < pulses.Length; i++)
        {
            var deviation = progress[i] - pulses[i];
            if (Math.Abs(deviation) > Math.Abs(extremum)) extremum = deviation;
        }
        return Scale * extremum;
    }

    /// <summary>L(a) of an exponential branch with curvature <paramref name="a"/> in pulses-of-the-branch; a &gt; 0 saturates, a &lt; 0 is convex, L(−a) = −L(a).</summary>
    public static double OfCurvature(double a)
    {
        ArgumentOutOfRangeException.ThrowIfZero(a);
        var b = 1 / Math.Abs(a);
        // f′(p) = 1 where e^(−bp) = (1 − e^(−b))/b; expm1 and a series keep small b exact.
        if (b < 1e-4) return Math.Sign(a) * Scale * b / 8;
        var s = -ExpM1(-b);
        var p = -Math.Log(s / b) / b;
        return Math.Sign(a) * Scale * (-ExpM1(-b * p) / s - p);
    }

    /// <summary>The curvature a &gt; 0 of a label, by bisection in log a.</summary>
    /// <param name="label">Magnitude of the label, 0 &lt; L &lt; 10.1015.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label that no exponential branch has.</exception>
    public static double CurvatureOf(double label)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, Scale);
        double low = Math.Log(1e-4), high = Math.Log(Scale / 8 / label) + 1;
        for (var i = 0; i < 200 && high - low > 1e-14; i++)
        {
            var middle = 0.5 * (low + high);
            if (OfCurvature(Math.Exp(middle)) > label) low = middle;
            else high = middle;
        }
        return Math.Exp(0.5 * (low + high));
    }

    private static double ExpM1(double x) => Math.Abs(x) < 1e-3 ? x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4))) : Math.Exp(x) - 1;
}
