namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// A host whose repeated unit has several layers, each with a filling of its own: the layers fill at different voltages (stages of
/// graphite). All layers hold equally many sites; energies per ion in eV. A law of this kind is an <see cref="IFreeEnergy"/> too: that of
/// the mean filling, with the layers in equilibrium among themselves.
/// </summary>
public interface ILayeredFreeEnergy : IFreeEnergy
{
    /// <summary>Number of layers of the repeated unit.</summary>
    int Layers { get; }

    /// <summary>μ_i(x₁, x₂, …; T) in eV per ion of every layer.</summary>
    /// <param name="layers">Filling of each layer, inside (0, 1).</param>
    /// <param name="temperature">K.</param>
    /// <param name="potentials">Receives μ_i.</param>
    void ChemicalPotentials(ReadOnlySpan<double> layers, double temperature, Span<double> potentials);

    /// <summary>∂μ_i/∂x_j in eV per ion, row-major; symmetric.</summary>
    void ChemicalPotentialSlopes(ReadOnlySpan<double> layers, double temperature, Span<double> slopes);

    /// <summary>Free energy per site in eV, the mean over the layers: its derivative to x_i is μ_i/<see cref="Layers"/>.</summary>
    double FreeEnergy(ReadOnlySpan<double> layers, double temperature);

    /// <summary>The fillings of least free energy at a given mean, richest layer first.</summary>
    /// <param name="mean">Mean filling, inside (0, 1).</param>
    /// <param name="temperature">K.</param>
    /// <param name="layers">Receives the fillings.</param>
    void Equilibrate(double mean, double temperature, Span<double> layers);
}
