namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// Rate of ion insertion at an interface. Sign: current density i &gt; 0 is insertion (reduction of the host by a cation);
/// overpotential η = Δφ − Δφ_eq, so insertion is driven when η &lt; 0. Every law is zero at η = 0, keeps
/// forward/backward = exp(−|z|eη/kT), and has the slope di/dη = −i0·|z|F/RT at η = 0 with its own i0.
/// </summary>
public interface IInsertionKinetics
{
    /// <summary>i in A/m² at <paramref name="overpotential"/> in V: forward minus backward, without cancellation near equilibrium.</summary>
    double CurrentDensity(in InterfaceState state, double overpotential);

    /// <summary>
    /// The two directions at the interface, each ≥ 0 in A/m²: their difference is the current, their sum sets the noise of single hops.
    /// With a film in series they belong to the overpotential that is left at the interface.
    /// </summary>
    DirectedRates Rates(in InterfaceState state, double overpotential);

    /// <summary>i0 in A/m², defined by the small-signal slope.</summary>
    double ExchangeCurrentDensity(in InterfaceState state);

    /// <summary>Derivatives of the current; by central differences where a law does not give its own.</summary>
    CurrentSlopes Slopes(in InterfaceState state, double overpotential) => CurrentSlopes.ByDifferences(this, state, overpotential);

    /// <summary>The largest currents that the law can carry in this state, and where; infinite for Butler–Volmer.</summary>
    CurrentLimits Limits(in InterfaceState state);
}
