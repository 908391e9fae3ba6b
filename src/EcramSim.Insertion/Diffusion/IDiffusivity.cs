namespace EcramSim.Insertion.Diffusion;

/// <summary>
/// How fast ions move inside a host, D(x, T) in m²/s. Fick's law takes it as the chemical diffusivity, flux −c·D(x)∇x; transport driven
/// by a chemical potential takes it as the mobility times kT, flux −c·D(x)∇μ/kT, where the law of a lattice gas is D₀x(1 − x).
/// </summary>
public interface IDiffusivity
{
    /// <summary>D in m²/s at filling <paramref name="x"/> and <paramref name="temperature"/> (K).</summary>
    double Diffusivity(double x, double temperature);

    /// <summary>dD/dx in m²/s.</summary>
    double DiffusivitySlope(double x, double temperature);

    /// <summary>The fillings for which the law is defined.</summary>
    Quantities.Interval Validity { get; }
}
