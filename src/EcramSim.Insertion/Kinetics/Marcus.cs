using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// Marcus kinetics, i = k0(1 − x)e^(λ~/4)[c₊ e^(−(λ~ + η~_f)²/4λ~) − x e^(−(λ~ − η~_f)²/4λ~)] with the formal overpotential
/// η~_f = η~ + ln(c₊/x). The barrier vanishes at |eη_f| = λ and grows beyond (inverted region), so that there is a largest current.
/// </summary>
/// <param name="RateConstant">k0 in A/m².</param>
/// <param name="ReorganizationEnergy">λ in eV.</param>
[ModelName("marcus")]
public sealed record Marcus(Arrhenius RateConstant, double ReorganizationEnergy) : ISingleStep
{
    /// <inheritdoc/>
    public double LargerRate(in InterfaceState state, double reducedOverpotential)
    {
        var lambda = ReorganizationEnergy / PhysicalConstants.ThermalEnergy(state.Temperature);
        var (supply, drive) = FormalDrive.Of(state, reducedOverpotential);
        // λ~/4 − (λ~ − d)²/4λ~ = d/2 − d²/4λ~.
        return RateConstant.At(state.Temperature) * (1 - state.X) * supply * Math.Exp(drive * (0.5 - drive / (4 * lambda)));
    }

    /// <inheritdoc/>
    public CurrentSlopes Slopes(in InterfaceState state, double overpotential)
    {
        var eta = overpotential / state.ThermalVoltage;
        var lambda = ReorganizationEnergy / PhysicalConstants.ThermalEnergy(state.Temperature);
        var (byOverpotential, byFilling) = FormalDrive.Slopes(state, eta, 0.5 * (1 - FormalDrive.Of(state, eta).Drive / lambda));
        return CurrentSlopes.OfStep(state, eta, LargerRate(state, eta), byOverpotential, byFilling - 1 / (1 - state.X), 0);
    }

    /// <inheritdoc/>
    public CurrentLimits Limits(in InterfaceState state)
    {
        var lambda = ReorganizationEnergy / PhysicalConstants.ThermalEnergy(state.Temperature);
        var shift = Math.Log(state.ElectrolyteConcentration / state.X);
        var (insertion, extraction) = (-Peak(lambda, shift), Peak(lambda, -shift));
        return new(DirectedRates.Net(LargerRate(state, extraction), extraction), extraction * state.ThermalVoltage,
            DirectedRates.Net(LargerRate(state, insertion), insertion), insertion * state.ThermalVoltage);
    }

    /// <summary>Keys <c>rate_constant</c> (A/m², with activation energy), <c>reorganization_energy</c> (eV).</summary>
    public static Marcus Read(ModelNode node) => new(
        Arrhenius.Read(node, "rate_constant", Dimension.CurrentDensity, Interval.Positive),
        node.ElectronVolts("reorganization_energy", new Interval(0, 5, false, true)));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<Marcus> Examples => [new(new(0.16, 0.13), 0.213), new(new(2), 0.6)];

    // |η~| of the largest net rate: the logarithm of forward·(1 − e^(−|η~|)) has its only maximum where this falls through zero.
    private static double Peak(double lambda, double shift) =>
        BracketedRoot.Find(v => (v - lambda - shift) / (2 * lambda) - 1 / (Math.Exp(v) - 1), 1e-9, 3 * lambda + Math.Abs(shift) + 5);
}
