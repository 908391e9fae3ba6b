using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// Concentrated-solution theory (Newman): measured D(c), κ(c), and constant t₊ and thermodynamic factor 1 + d ln f/d ln c.
/// </summary>
/// <param name="Diffusivity">D(c, T), m²/s.</param>
/// <param name="Conductivity">κ(c, T), S/m.</param>
/// <param name="Transference">t₊.</param>
/// <param name="ThermodynamicFactor">1 + d ln f/d ln c.</param>
[ModelName("concentrated")]
public sealed record ConcentratedSolution(SaltFunction Diffusivity, SaltFunction Conductivity, double Transference, double ThermodynamicFactor) : ISaltSolution
{
    private readonly double _diffusionFactor = 2 * (1 - Transference) * ThermodynamicFactor;

    /// <inheritdoc/>
    public SaltProperties At(double concentration, double temperature)
    {
        var (d, dd) = Diffusivity.At(concentration, temperature);
        var (k, dk) = Conductivity.At(concentration, temperature);
        return new(d, dd, k, dk, Transference, 0, _diffusionFactor, 0);
    }

    /// <summary>
    /// Keys <c>diffusivity</c> (column <c>m2_per_s</c>) and <c>conductivity</c> (column <c>S_per_m</c>) after <see cref="SaltFunction.Read"/>,
    /// <c>cation_transference</c>, <c>thermodynamic_factor</c>.
    /// </summary>
    public static ConcentratedSolution Read(ModelNode node) => new(
        SaltFunction.Read(node, "diffusivity", "m2_per_s"), SaltFunction.Read(node, "conductivity", "S_per_m"),
        node.Number("cation_transference", Interval.Closed(-1, 1)), node.Number("thermodynamic_factor", Interval.Closed(0.01, 100)));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<ConcentratedSolution> Examples =>
        [new(new([5e-10], [0, -0.6], new(1, 0.38)), new([0.1, 1.9, -1.05, 0.15]), 0.4, 1), new(new([3e-10, -5e-11]), new([0, 2.0], [0, -0.7]), 0.26, 1.8)];
}
