namespace EcramSim.Insertion.Quantities;

/// <summary>Exact constants of the SI (BIPM 2019) and CODATA 2018 where not exact.</summary>
public static class PhysicalConstants
{
    /// <summary>e, C.</summary>
    public const double ElementaryCharge = 1.602176634e-19;
    /// <summary>k_B, J/K.</summary>
    public const double Boltzmann = 1.380649e-23;
    /// <summary>N_A, 1/mol.</summary>
    public const double Avogadro = 6.02214076e23;
    /// <summary>F = e N_A, C/mol.</summary>
    public const double Faraday = ElementaryCharge * Avogadro;
    /// <summary>R = k_B N_A, J/(mol K).</summary>
    public const double Gas = Boltzmann * Avogadro;
    /// <summary>ε₀, F/m (CODATA 2018).</summary>
    public const double VacuumPermittivity = 8.8541878128e-12;
    /// <summary>Reference temperature of rates and diffusivities where a file names none, K.</summary>
    public const double ReferenceTemperature = 298.15;

    /// <summary>kT in eV at <paramref name="temperature"/> (K).</summary>
    public static double ThermalEnergy(double temperature) => Boltzmann * temperature / ElementaryCharge;
}
