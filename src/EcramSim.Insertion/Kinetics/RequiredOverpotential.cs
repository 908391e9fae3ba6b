using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Kinetics;

/// <summary>The overpotential that drives a given current: the inverse of a kinetics law.</summary>
public static class RequiredOverpotential
{
    /// <summary>
    /// η in V with i(η) = <paramref name="currentDensity"/> (A/m²), on the branch that starts at equilibrium; null where the law cannot
    /// carry that current (see <see cref="CurrentLimits"/>).
    /// </summary>
    public static double? Find(IInsertionKinetics kinetics, in InterfaceState state, double currentDensity)
    {
        if (currentDensity == 0) return 0;
        switch (kinetics)
        {
            // What has a formula is not searched.
            case ButlerVolmer { TransferCoefficient: 0.5 } law:
                return -2 * state.ThermalVoltage * Math.Asinh(0.5 * currentDensity / law.ExchangeCurrentDensity(state)) is var exact && double.IsFinite(exact) ? exact : null;
            case FilmResistance film:
                return Find(film.Interface, state, currentDensity) - currentDensity * film.Resistance(state.Temperature);
            case SlowStep step:
                return Find(step.Interface, state, currentDensity) * step.StoichiometricNumber;
        }
        var limits = kinetics.Limits(state);
        if (!limits.Allows(currentDensity)) return null;
        var here = state;
        double Residual(double eta) => kinetics.CurrentDensity(here, eta) - currentDensity;
        var sign = currentDensity > 0 ? -1 : 1;
        var furthest = sign < 0 ? limits.InsertionOverpotential : limits.ExtractionOverpotential;
        // From the small-signal answer outwards: the law is monotone up to its largest current.
        var near = 0.0;
        if (!(kinetics.ExchangeCurrentDensity(state) > 0)) return null; // Nothing moves at the very ends of the range.
        var far = sign * state.ThermalVoltage * Math.Asinh(0.5 * Math.Abs(currentDensity) / kinetics.ExchangeCurrentDensity(state)) * 1.01;
        for (var i = 0; i < 200; i++)
        {
            // A current within rounding of the largest one may miss it from below.
            if (Math.Abs(far) >= Math.Abs(furthest)) return Residual(furthest) > 0 == currentDensity > 0 ? BracketedRoot.Find(Residual, near, furthest) : furthest;
            var residual = Residual(far);
            if (residual == 0) return far;
            if (residual > 0 == currentDensity > 0) return BracketedRoot.Find(Residual, near, far);
            near = far;
            far = 1.5 * far + sign * state.ThermalVoltage;
        }
        return null; // The current lies within rounding of a limit that is only approached.
    }
}
