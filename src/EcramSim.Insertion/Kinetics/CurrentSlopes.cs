namespace EcramSim.Insertion.Kinetics;

/// <summary>Partial derivatives of a current density at fixed temperature and electrolyte: what implicit integration needs.</summary>
/// <param name="Overpotential">∂i/∂η in S/m², &lt; 0 except in an inverted region.</param>
/// <param name="Filling">∂i/∂x at fixed η and activity, A/m².</param>
/// <param name="LogActivity">∂i/∂μ~ at fixed η and x, A/m².</param>
public readonly record struct CurrentSlopes(double Overpotential, double Filling, double LogActivity)
{
    /// <summary>Of a single step, from its larger direction L: i = ±L·(1 − e^(−|η~|)).</summary>
    /// <param name="state">The interface.</param>
    /// <param name="eta">η~.</param>
    /// <param name="larger">L in A/m².</param>
    /// <param name="byOverpotential">∂ln L/∂η~.</param>
    /// <param name="byFilling">∂ln L/∂x.</param>
    /// <param name="byLogActivity">∂ln L/∂μ~.</param>
    internal static CurrentSlopes OfStep(in InterfaceState state, double eta, double larger, double byOverpotential, double byFilling, double byLogActivity)
    {
        var net = DirectedRates.Net(larger, eta);
        // d(1 − e^(−|η~|)) has the sign of η~, the net current the opposite: both branches give −L·e^(−|η~|).
        return new((net * byOverpotential - larger * Math.Exp(-Math.Abs(eta))) / state.ThermalVoltage, net * byFilling, net * byLogActivity);
    }

    /// <summary>Of any law, by central differences.</summary>
    internal static CurrentSlopes ByDifferences(IInsertionKinetics law, in InterfaceState state, double overpotential)
    {
        // Short against kT/e and against the room left for x.
        const double small = 1e-5;
        var (de, dx) = (small * state.ThermalVoltage, small * Math.Min(state.X, 1 - state.X));
        return new(
            (law.CurrentDensity(state, overpotential + de) - law.CurrentDensity(state, overpotential - de)) / (2 * de),
            (law.CurrentDensity(state with { X = state.X + dx }, overpotential) - law.CurrentDensity(state with { X = state.X - dx }, overpotential)) / (2 * dx),
            (law.CurrentDensity(state with { LogActivity = state.LogActivity + small }, overpotential) - law.CurrentDensity(state with { LogActivity = state.LogActivity - small }, overpotential)) / (2 * small));
    }
}
