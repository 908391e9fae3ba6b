using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>Configurational part of a lattice gas, per site in eV: what every law with independent sites shares.</summary>
internal static class LatticeEntropy
{
    /// <summary>kT ln[x/(1 − x)].</summary>
    internal static double ChemicalPotential(double x, double temperature) =>
        PhysicalConstants.ThermalEnergy(temperature) * (Math.Log(x) - Math.Log(1 - x));

    /// <summary>kT/[x(1 − x)].</summary>
    internal static double Slope(double x, double temperature) => PhysicalConstants.ThermalEnergy(temperature) / (x * (1 - x));

    /// <summary>kT [x ln x + (1 − x) ln(1 − x)].</summary>
    internal static double FreeEnergy(double x, double temperature) =>
        PhysicalConstants.ThermalEnergy(temperature) * (x * Math.Log(x) + (1 - x) * Math.Log(1 - x));
}
