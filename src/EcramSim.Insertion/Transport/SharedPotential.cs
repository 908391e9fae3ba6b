using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Transport;

/// <summary>The potential at which places that share it carry a given current together.</summary>
internal static class SharedPotential
{
    // V: further away no law of this project has anything new to say.
    private const double Furthest = 60;

    /// <summary>V with i(V) = <paramref name="currentDensity"/>, searched outwards from <paramref name="guess"/> in steps that start at <paramref name="step"/> and double; i falls with V. Null where no V carries it.</summary>
    internal static double? Find(Func<double, double> current, double guess, double currentDensity, double step)
    {
        double Residual(double v) => current(v) - currentDensity;
        var near = guess;
        var residual = Residual(near);
        if (residual == 0) return near;
        if (double.IsNaN(residual)) return null;
        var (sign, isAbove) = (residual > 0 ? 1 : -1, residual > 0);
        for (var far = near + sign * step; Math.Abs(far - guess) < Furthest; far += sign * step)
        {
            residual = Residual(far);
            if (residual == 0) return far;
            if (double.IsNaN(residual)) return null;
            if (residual > 0 != isAbove) return BracketedRoot.Find(Residual, near, far);
            (near, step) = (far, 2 * step);
        }
        return null;
    }
}
