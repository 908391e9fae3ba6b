namespace EcramSim.Insertion.Numerics;

/// <summary>
/// Root of a continuous function between two points of opposite sign: Chandrupatla's method (Adv. Eng. Software 28 (1997) 145),
/// inverse quadratic steps where they are safe, bisection else. Always converges; the bracket never leaves the given ends.
/// </summary>
public static class BracketedRoot
{
    /// <summary>The root of <paramref name="f"/> between <paramref name="a"/> and <paramref name="b"/>.</summary>
    /// <param name="f">Continuous; finite at least in sign.</param>
    /// <param name="a">One end.</param>
    /// <param name="b">The other end.</param>
    /// <param name="relative">Bracket width relative to the root at which to stop; 0 goes to the last bits.</param>
    /// <exception cref="ArithmeticException">The signs at the ends are equal, or a value is not a number.</exception>
    public static double Find(Func<double, double> f, double a, double b, double relative = 0)
    {
        double fa = f(a), fb = f(b);
        if (fa == 0) return a;
        if (fb == 0) return b;
        if (double.IsNaN(fa) || double.IsNaN(fb) || fa > 0 == fb > 0)
            throw new ArithmeticException(FormattableString.Invariant($"no change of sign between {a} (value {fa}) and {b} (value {fb})"));
        double c = a, fc = fa, t = 0.5;
        for (var iteration = 0; iteration < 300; iteration++)
        {
            var x = a + t * (b - a);
            var fx = f(x);
            if (double.IsNaN(fx)) throw new ArithmeticException(FormattableString.Invariant($"the function is not a number at {x}"));
            if (fx > 0 == fa > 0) (c, fc, a, fa) = (a, fa, x, fx);
            else (c, fc, b, fb, a, fa) = (b, fb, a, fa, x, fx);
            var (best, fbest) = Math.Abs(fa) < Math.Abs(fb) ? (a, fa) : (b, fb);
            var tolerance = Math.Max(relative, 2.3e-16) * Math.Abs(best) + 1e-300;
            var share = tolerance / Math.Abs(b - a);
            if (fbest == 0 || share > 0.5) return best;
            // Inverse quadratic interpolation through a, b, c where it stays monotone in the bracket.
            var xi = (a - b) / (c - b);
            var phi = (fa - fb) / (fc - fb);
            t = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
                ? fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
                : 0.5;
            t = double.IsFinite(t) ? Math.Clamp(t, share, 1 - share) : 0.5;
        }
        return Math.Abs(fa) < Math.Abs(fb) ? a : b;
    }
}
