using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Kinetics;

/// <summary>What an interface law sees: the surface of the host, the electrolyte before it, the temperature.</summary>
/// <param name="X">Filled fraction at the surface, 0 &lt; x &lt; 1.</param>
/// <param name="LogActivity">μ~ = μ/kT of the inserted ion at the surface; activity a = exp(μ~).</param>
/// <param name="Temperature">K.</param>
/// <param name="ChargeNumber">|z| of the ion, 1 or 2.</param>
/// <param name="ElectrolyteActivity">a₊, 1 in single-ion conductors.</param>
/// <param name="ElectrolyteConcentration">c₊ in mol/L, 1 in single-ion conductors.</param>
public readonly record struct InterfaceState(double X, double LogActivity, double Temperature, int ChargeNumber = 1,
    double ElectrolyteActivity = 1, double ElectrolyteConcentration = 1)
{
    /// <summary>kT/(|z|e) in V: one unit of η~.</summary>
    public double ThermalVoltage => PhysicalConstants.ThermalEnergy(Temperature) / ChargeNumber;
}
