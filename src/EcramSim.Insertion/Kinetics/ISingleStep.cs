namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// A rate law of one elementary step: it gives the larger of its two directions, the smaller follows by De Donder's relation, and with it
/// the net current without cancellation. What a new law writes is its <see cref="LargerRate"/>, its limits and how it is read.
/// </summary>
public interface ISingleStep : IInsertionKinetics
{
    /// <summary>Insertion for η~ ≤ 0, extraction for η~ &gt; 0, A/m² ≥ 0; continuous at 0, where both are i0.</summary>
    /// <param name="state">The interface.</param>
    /// <param name="reducedOverpotential">η~ = |z|eη/kT.</param>
    double LargerRate(in InterfaceState state, double reducedOverpotential);

    double IInsertionKinetics.CurrentDensity(in InterfaceState state, double overpotential)
    {
        var eta = overpotential / state.ThermalVoltage;
        return DirectedRates.Net(LargerRate(state, eta), eta);
    }

    DirectedRates IInsertionKinetics.Rates(in InterfaceState state, double overpotential)
    {
        var eta = overpotential / state.ThermalVoltage;
        return DirectedRates.FromLarger(LargerRate(state, eta), eta);
    }

    double IInsertionKinetics.ExchangeCurrentDensity(in InterfaceState state) => LargerRate(state, 0);
}
