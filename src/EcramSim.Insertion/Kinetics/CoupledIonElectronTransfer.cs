using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// Coupled ion–electron transfer (Fraggedakis, McEldrew, Smith, Krishnan, Zhang, Bai, Chueh, Shao-Horn, Bazant, Electrochim. Acta 367
/// (2021) 137432): i = k0*(1 − x)/√(4πλ~)·[c₊k(−η~_f) − x·k(η~_f)], η~_f = η~ + ln(c₊/x), with k of
/// <see cref="ElectronTransferIntegral"/>. Reaction-limited currents: k0*(1 − x)c₊ on insertion, k0*x(1 − x) on extraction.
/// </summary>
/// <param name="RateConstant">k0* in A/m².</param>
/// <param name="ReorganizationEnergy">λ in eV.</param>
/// <param name="IsClosedForm">The closed form of k (fast) or its quadrature (exact).</param>
[ModelName("coupled-ion-electron-transfer")]
public sealed record CoupledIonElectronTransfer(Arrhenius RateConstant, double ReorganizationEnergy, bool IsClosedForm) : ISingleStep
{
    /// <inheritdoc/>
    public double LargerRate(in InterfaceState state, double reducedOverpotential)
    {
        var lambda = ReorganizationEnergy / PhysicalConstants.ThermalEnergy(state.Temperature);
        var (supply, drive) = FormalDrive.Of(state, reducedOverpotential);
        return RateConstant.At(state.Temperature) * (1 - state.X) * supply * ElectronTransferIntegral.Value(lambda, drive, IsClosedForm) / Math.Sqrt(4 * Math.PI * lambda);
    }

    /// <inheritdoc/>
    public CurrentSlopes Slopes(in InterfaceState state, double overpotential)
    {
        var eta = overpotential / state.ThermalVoltage;
        var lambda = ReorganizationEnergy / PhysicalConstants.ThermalEnergy(state.Temperature);
        var (byOverpotential, byFilling) = FormalDrive.Slopes(state, eta, ElectronTransferIntegral.LogSlope(lambda, FormalDrive.Of(state, eta).Drive, IsClosedForm));
        return CurrentSlopes.OfStep(state, eta, LargerRate(state, eta), byOverpotential, byFilling - 1 / (1 - state.X), 0);
    }

    /// <inheritdoc/>
    public CurrentLimits Limits(in InterfaceState state)
    {
        var limit = RateConstant.At(state.Temperature) * (1 - state.X);
        return new(-limit * state.X, double.PositiveInfinity, limit * state.ElectrolyteConcentration, double.NegativeInfinity);
    }

    /// <summary>
    /// Keys <c>rate_constant</c> (k0*, A/m², with activation energy), <c>reorganization_energy</c> (eV), <c>integral</c>: closed or quadrature.
    /// </summary>
    public static CoupledIonElectronTransfer Read(ModelNode node) => new(
        Arrhenius.Read(node, "rate_constant", Dimension.CurrentDensity, Interval.Positive),
        node.ElectronVolts("reorganization_energy", new Interval(0, 5, false, true)),
        ElectronTransferIntegral.ReadIsClosed(node));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<CoupledIonElectronTransfer> Examples => [new(new(8e-3, 0.13), 0.213, true), new(new(0.16), 0.213, false)];
}
