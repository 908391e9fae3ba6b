using EcramSim.Insertion.Models;

namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// A reaction whose slow step runs ν times for every ion (ν = 2 where a divalent ion takes its electrons one by one and each transfer is slow):
/// the step feels η/ν, so that forward/backward = exp(−|z|eη/νkT) and di/dη = −i0·|z|F/νRT with the i0 of the step. The exchange current density
/// reported here is defined by the slope, as everywhere, and is i0/ν. See Parsons, Trans. Faraday Soc. 47 (1951) 1332.
/// </summary>
/// <param name="Interface">The law of the step.</param>
/// <param name="StoichiometricNumber">ν ≥ 1.</param>
public sealed record SlowStep(IInsertionKinetics Interface, int StoichiometricNumber) : IInsertionKinetics
{
    /// <inheritdoc/>
    public double CurrentDensity(in InterfaceState state, double overpotential) => Interface.CurrentDensity(state, overpotential / StoichiometricNumber);

    /// <inheritdoc/>
    public DirectedRates Rates(in InterfaceState state, double overpotential) => Interface.Rates(state, overpotential / StoichiometricNumber);

    /// <inheritdoc/>
    public CurrentSlopes Slopes(in InterfaceState state, double overpotential) =>
        Interface.Slopes(state, overpotential / StoichiometricNumber) is var inner ? inner with { Overpotential = inner.Overpotential / StoichiometricNumber } : default;

    /// <inheritdoc/>
    public double ExchangeCurrentDensity(in InterfaceState state) => Interface.ExchangeCurrentDensity(state) / StoichiometricNumber;

    /// <inheritdoc/>
    public CurrentLimits Limits(in InterfaceState state)
    {
        var inner = Interface.Limits(state);
        return inner with
        {
            ExtractionOverpotential = inner.ExtractionOverpotential * StoichiometricNumber,
            InsertionOverpotential = inner.InsertionOverpotential * StoichiometricNumber,
        };
    }

    /// <summary>Wraps <paramref name="law"/> if the node has <c>stoichiometric_number</c> (1 to 4) above 1.</summary>
    public static IInsertionKinetics Read(ModelNode node, IInsertionKinetics law) =>
        node.Has("stoichiometric_number") && node.Integer("stoichiometric_number", 1, 4) is > 1 and var number ? new SlowStep(law, number) : law;
}
