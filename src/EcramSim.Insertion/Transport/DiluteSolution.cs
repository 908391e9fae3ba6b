using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Nernst–Planck theory of free ions that do not interact: D = 2D₊D₋/(D₊ + D₋), κ = F²(D₊ + D₋)c/RT, t₊ = D₊/(D₊ + D₋), χ = 2(1 − t₊). The
/// potential is that of a reference electrode, so that χ holds 2(1 − t₊) and not 1 − 2t₊.
/// </summary>
/// <param name="Cation">D₊ in m²/s.</param>
/// <param name="Anion">D₋ in m²/s.</param>
[ModelName("dilute")]
public sealed record DiluteSolution(Arrhenius Cation, Arrhenius Anion) : ISaltSolution
{
    /// <inheritdoc/>
    public SaltProperties At(double concentration, double temperature)
    {
        var (cation, anion) = (Cation.At(temperature), Anion.At(temperature));
        var sum = cation + anion;
        var molar = PhysicalConstants.Faraday * PhysicalConstants.Faraday * sum / (PhysicalConstants.Gas * temperature);
        return new(2 * cation * anion / sum, 0, molar * concentration, molar, cation / sum, 0, 2 * anion / sum, 0);
    }

    /// <summary>Keys <c>cation_diffusivity</c> and <c>anion_diffusivity</c> (m²/s, each with <c>…_activation_energy</c>).</summary>
    public static DiluteSolution Read(ModelNode node) => new(
        Arrhenius.Read(node, "cation_diffusivity", Dimension.Diffusivity, Interval.Positive),
        Arrhenius.Read(node, "anion_diffusivity", Dimension.Diffusivity, Interval.Positive));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<DiluteSolution> Examples => [new(new(2e-10), new(3e-10, 0.2))];
}
