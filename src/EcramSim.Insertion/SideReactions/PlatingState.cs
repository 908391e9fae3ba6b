namespace EcramSim.Insertion.SideReactions;

/// <summary>What plating of lithium metal on a host sees.</summary>
/// <param name="Potential">φ_s − φ_e + iR of the film, V against Li/Li⁺: plating needs less than 0.</param>
/// <param name="Temperature">K.</param>
/// <param name="Plated">Metal that can be stripped, mol/m² of electrode surface.</param>
/// <param name="ElectrolyteConcentration">mol/m³.</param>
public readonly record struct PlatingState(double Potential, double Temperature, double Plated, double ElectrolyteConcentration = 1000);
