using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// Butler–Volmer, i = i0[exp(−αη~) − exp((1 − α)η~)], η~ = |z|eη/kT, with i0 after <see cref="ExchangeCurrent"/> and Arrhenius k0.
/// Valid while the barrier is far from vanishing: it has no largest rate. Exponents above 300 (several volts) continue along their
/// tangent, so that the current stays finite and monotone wherever a solver looks.
/// </summary>
/// <param name="RateConstant">k0 in A/m².</param>
/// <param name="TransferCoefficient">α in (0, 1): the part of the driving force that speeds up insertion.</param>
/// <param name="Form">How i0 depends on the filling.</param>
[ModelName("butler-volmer")]
public sealed record ButlerVolmer(Arrhenius RateConstant, double TransferCoefficient, ExchangeCurrent Form) : ISingleStep
{
    private const double LargestExponent = 300;

    private static readonly SortedDictionary<string, ExchangeCurrent> Forms = new(StringComparer.Ordinal)
    {
        ["constant"] = ExchangeCurrent.Constant, ["concentration"] = ExchangeCurrent.Concentration,
        ["one-site"] = ExchangeCurrent.OneSite, ["two-sites"] = ExchangeCurrent.TwoSites,
    };

    // One exponential of activity and overpotential together: where a strong gradient makes the activity vanish, the rate does not.
    /// <inheritdoc/>
    public double LargerRate(in InterfaceState state, double reducedOverpotential) =>
        Prefactor(state) * Exponential(ActivityExponent(state) + (reducedOverpotential <= 0 ? -TransferCoefficient * reducedOverpotential : (1 - TransferCoefficient) * reducedOverpotential));

    /// <inheritdoc/>
    public double ExchangeCurrentDensity(in InterfaceState state) => Prefactor(state) * Math.Exp(ActivityExponent(state));

    /// <inheritdoc/>
    public CurrentSlopes Slopes(in InterfaceState state, double overpotential)
    {
        var (x, eta) = (state.X, overpotential / state.ThermalVoltage);
        var (byFilling, byLogActivity) = Form switch
        {
            ExchangeCurrent.Constant => (0.0, 0.0),
            ExchangeCurrent.Concentration => (TransferCoefficient / x - (1 - TransferCoefficient) / (1 - x), 0.0),
            ExchangeCurrent.OneSite => (-1 / (1 - x), TransferCoefficient),
            _ => (1 / x - 1 / (1 - x), TransferCoefficient),
        };
        var exponent = eta <= 0 ? -TransferCoefficient : 1 - TransferCoefficient;
        // Along the tangent beyond the largest exponent.
        var byOverpotential = exponent * eta <= LargestExponent ? exponent : exponent / (1 + (exponent * eta - LargestExponent));
        return CurrentSlopes.OfStep(state, eta, LargerRate(state, eta), byOverpotential, byFilling, byLogActivity);
    }

    /// <inheritdoc/>
    public CurrentLimits Limits(in InterfaceState state) => CurrentLimits.None;

    /// <summary>
    /// Keys <c>rate_constant</c> (A/m², with <c>rate_constant_activation_energy</c>), <c>transfer_coefficient</c>,
    /// <c>exchange_current</c>: constant, concentration, one-site or two-sites.
    /// </summary>
    public static ButlerVolmer Read(ModelNode node) => new(
        Arrhenius.Read(node, "rate_constant", Dimension.CurrentDensity, Interval.Positive),
        node.Number("transfer_coefficient", Interval.Fraction),
        Forms[node.Choice("exchange_current", Forms.Keys)]);

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<ButlerVolmer> Examples =>
        Enum.GetValues<ExchangeCurrent>().SelectMany(form => new[] { new ButlerVolmer(new(6, 0.4), 0.5, form), new(new(0.16), 0.3, form) });

    // i0 without the activity of the inserted ion.
    private double Prefactor(in InterfaceState state)
    {
        var (x, alpha) = (state.X, TransferCoefficient);
        var k0 = RateConstant.At(state.Temperature);
        return Form switch
        {
            ExchangeCurrent.Constant => k0,
            ExchangeCurrent.Concentration => k0 * Math.Pow(state.ElectrolyteConcentration * (1 - x), 1 - alpha) * Math.Pow(x, alpha),
            ExchangeCurrent.OneSite => k0 * Math.Pow(state.ElectrolyteActivity, 1 - alpha) * (1 - x),
            _ => k0 * Math.Pow(state.ElectrolyteActivity, 1 - alpha) * x * (1 - x),
        };
    }

    private double ActivityExponent(in InterfaceState state) =>
        Form is ExchangeCurrent.OneSite or ExchangeCurrent.TwoSites ? TransferCoefficient * state.LogActivity : 0;

    private static double Exponential(double u) =>
        u <= LargestExponent ? Math.Exp(u) : Math.Exp(LargestExponent) * (1 + (u - LargestExponent));
}
