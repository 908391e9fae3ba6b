using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>
/// σ = σ₀·exp[−(E₀ + s·x)/kT]: a correlated metal whose gap opens with every ion, as rare-earth nickelates do when electrons localise on nickel
/// (Mott). Straight in ln σ against x, steeper when cold: decades per x are s/(kT ln 10).
/// </summary>
/// <param name="Prefactor">σ₀ &gt; 0 in S/m, for vanishing activation.</param>
/// <param name="Gap">E₀ ≥ 0 in eV, activation energy of the empty host.</param>
/// <param name="GapSlope">s &gt; 0 in eV per unit of x.</param>
[ModelName("opening-gap")]
public sealed record OpeningGapConductivity(double Prefactor, double Gap, double GapSlope) : IElectronicConductivity
{
    /// <inheritdoc/>
    public double Conductivity(double x, double temperature) =>
        Prefactor * Math.Exp(-(Gap + GapSlope * x) / PhysicalConstants.ThermalEnergy(temperature));

    /// <inheritdoc/>
    public double ConductivitySlope(double x, double temperature) =>
        -GapSlope / PhysicalConstants.ThermalEnergy(temperature) * Conductivity(x, temperature);

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Keys <c>prefactor</c> (S/m), <c>gap_slope</c> (eV per unit of x), optional <c>gap</c> (eV).</summary>
    public static OpeningGapConductivity Read(ModelNode node) => new(
        node.Quantity("prefactor", Dimension.Conductivity, Interval.Positive),
        node.Has("gap") ? node.ElectronVolts("gap", Interval.Closed(0, 5)) : 0,
        node.ElectronVolts("gap_slope", new Interval(0, 5, false, true)));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<OpeningGapConductivity> Examples => [new(1.4e4, 0, 0.47), new(1e5, 0.05, 1.2)];
}
