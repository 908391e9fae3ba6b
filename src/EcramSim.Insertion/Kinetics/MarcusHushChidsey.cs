using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// Marcus–Hush–Chidsey kinetics in the form for hosts, i = k0/k(0)·√(a₊a)·(1 − x)/√(c₊x)·[c₊k(−η~_f) − x·k(η~_f)],
/// η~_f = η~ + ln(c₊/x), with k of <see cref="ElectronTransferIntegral"/>: electrons from all levels of a metal take part, so the rate
/// saturates instead of inverting.
/// </summary>
/// <param name="RateConstant">k0 in A/m².</param>
/// <param name="ReorganizationEnergy">λ in eV.</param>
/// <param name="IsClosedForm">The closed form of k (fast) or its quadrature (exact); both also in k(0).</param>
[ModelName("marcus-hush-chidsey")]
public sealed record MarcusHushChidsey(Arrhenius RateConstant, double ReorganizationEnergy, bool IsClosedForm) : ISingleStep
{
    /// <inheritdoc/>
    public double LargerRate(in InterfaceState state, double reducedOverpotential)
    {
        var lambda = ReorganizationEnergy / PhysicalConstants.ThermalEnergy(state.Temperature);
        var (supply, drive) = FormalDrive.Of(state, reducedOverpotential);
        return Prefactor(state, lambda) * supply * ElectronTransferIntegral.Value(lambda, drive, IsClosedForm);
    }

    /// <inheritdoc/>
    public CurrentSlopes Slopes(in InterfaceState state, double overpotential)
    {
        var eta = overpotential / state.ThermalVoltage;
        var lambda = ReorganizationEnergy / PhysicalConstants.ThermalEnergy(state.Temperature);
        var (byOverpotential, byFilling) = FormalDrive.Slopes(state, eta, ElectronTransferIntegral.LogSlope(lambda, FormalDrive.Of(state, eta).Drive, IsClosedForm));
        return CurrentSlopes.OfStep(state, eta, LargerRate(state, eta), byOverpotential, byFilling - 1 / (1 - state.X) - 0.5 / state.X, 0.5);
    }

    /// <inheritdoc/>
    public CurrentLimits Limits(in InterfaceState state)
    {
        var lambda = ReorganizationEnergy / PhysicalConstants.ThermalEnergy(state.Temperature);
        var limit = Prefactor(state, lambda) * Math.Sqrt(4 * Math.PI * lambda);
        return new(-limit * state.X, double.PositiveInfinity, limit * state.ElectrolyteConcentration, double.NegativeInfinity);
    }

    /// <summary>
    /// Keys <c>rate_constant</c> (A/m², with activation energy), <c>reorganization_energy</c> (eV), <c>integral</c>: closed or quadrature.
    /// </summary>
    public static MarcusHushChidsey Read(ModelNode node) => new(
        Arrhenius.Read(node, "rate_constant", Dimension.CurrentDensity, Interval.Positive),
        node.ElectronVolts("reorganization_energy", new Interval(0, 5, false, true)),
        ElectronTransferIntegral.ReadIsClosed(node));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<MarcusHushChidsey> Examples => [new(new(0.16, 0.13), 0.213, true), new(new(0.16), 0.213, false), new(new(2), 0.6, false)];

    private double Prefactor(in InterfaceState state, double lambda) =>
        RateConstant.At(state.Temperature) / ElectronTransferIntegral.Value(lambda, 0, IsClosedForm) * Math.Sqrt(state.ElectrolyteActivity) * Math.Exp(0.5 * state.LogActivity)
        * (1 - state.X) / Math.Sqrt(state.ElectrolyteConcentration * state.X);
}
