using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// Staging of graphite (Ferguson and Bazant, Electrochim. Acta 146 (2014) 89): layers that attract their own ions (Ω_a &gt; 0) and repel
/// those of the layers above and below (Ω_b, Ω_c):
/// μ₁ = kT ln[x₁/(1 − x₁)] + Ω_a(1 − 2x₁) + Ω_b x₂ + Ω_c x₂(1 − x₂)(1 − 2x₁), layer 2 likewise. Two layers give the stages x = ½ and 1; three,
/// coupled in a ring, x = ⅓, ⅔ and 1: there each of the two neighbours counts half, so that equal layers see the same energy either way.
/// </summary>
/// <param name="Layers">2 or 3.</param>
/// <param name="Omega">Ω_a in eV per ion, within a layer.</param>
/// <param name="Repulsion">Ω_b in eV per ion, between neighbouring layers.</param>
/// <param name="Exclusion">Ω_c in eV per ion: keeps neighbouring layers from being half full together.</param>
[ModelName("staging")]
public sealed record LayeredStaging(int Layers, double Omega, double Repulsion, double Exclusion) : ILayeredFreeEnergy
{
    /// <inheritdoc/>
    public void ChemicalPotentials(ReadOnlySpan<double> layers, double temperature, Span<double> potentials)
    {
        var share = 1.0 / (Layers - 1);
        for (var i = 0; i < Layers; i++)
        {
            var (x, sum) = (layers[i], 0.0);
            for (var j = 0; j < Layers; j++)
                if (j != i) sum += layers[j] * (Repulsion + Exclusion * (1 - layers[j]) * (1 - 2 * x));
            potentials[i] = LatticeEntropy.ChemicalPotential(x, temperature) + Omega * (1 - 2 * x) + share * sum;
        }
    }

    /// <inheritdoc/>
    public void ChemicalPotentialSlopes(ReadOnlySpan<double> layers, double temperature, Span<double> slopes)
    {
        var share = 1.0 / (Layers - 1);
        for (var i = 0; i < Layers; i++)
        {
            var (x, own) = (layers[i], 0.0);
            for (var j = 0; j < Layers; j++)
            {
                if (j == i) continue;
                var y = layers[j];
                own -= 2 * Exclusion * y * (1 - y);
                slopes[i * Layers + j] = share * (Repulsion + Exclusion * (1 - 2 * y) * (1 - 2 * x));
            }
            slopes[i * Layers + i] = LatticeEntropy.Slope(x, temperature) - 2 * Omega + share * own;
        }
    }

    /// <inheritdoc/>
    public double FreeEnergy(ReadOnlySpan<double> layers, double temperature)
    {
        double own = 0, pairs = 0;
        for (var i = 0; i < Layers; i++)
        {
            var x = layers[i];
            own += LatticeEntropy.FreeEnergy(x, temperature) + Omega * x * (1 - x);
            for (var j = 0; j < i; j++) pairs += x * layers[j] * (Repulsion + Exclusion * (1 - x) * (1 - layers[j]));
        }
        return (own + pairs / (Layers - 1)) / Layers;
    }

    /// <inheritdoc/>
    public void Equilibrate(double mean, double temperature, Span<double> layers) => LayerEquilibrium.Find(this, mean, temperature, layers);

    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature)
    {
        Span<double> layers = stackalloc double[Layers], potentials = stackalloc double[Layers];
        Equilibrate(x, temperature, layers);
        ChemicalPotentials(layers, temperature, potentials);
        // All are equal; that of the layer nearest to half filling is the least sensitive to rounding.
        var best = 0;
        for (var i = 1; i < Layers; i++)
            if (layers[i] * (1 - layers[i]) > layers[best] * (1 - layers[best])) best = i;
        return potentials[best];
    }

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature)
    {
        Span<double> layers = stackalloc double[Layers], slopes = stackalloc double[Layers * Layers];
        Equilibrate(x, temperature, layers);
        ChemicalPotentialSlopes(layers, temperature, slopes);
        return LayerEquilibrium.Slope(slopes, Layers);
    }

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature)
    {
        Span<double> layers = stackalloc double[Layers];
        Equilibrate(x, temperature, layers);
        return FreeEnergy(layers, temperature);
    }

    /// <inheritdoc/>
    public Interval Validity => Interval.Fraction;

    /// <summary>Keys <c>layers</c> (2 or 3), <c>omega</c>, <c>repulsion</c>, <c>exclusion</c> (Ω_a, Ω_b, Ω_c in eV per ion).</summary>
    public static LayeredStaging Read(ModelNode node) => new(node.Integer("layers", 2, 3), node.ElectronVolts("omega", Interval.Closed(-1, 1)),
        node.ElectronVolts("repulsion", Interval.Closed(0, 5)), node.ElectronVolts("exclusion", Interval.Closed(0, 5)));

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<LayeredStaging> Examples => [new(2, 0.08733, 0.03596, 0.51372), new(3, 0.08733, 0.03596, 0.51372)];
}
