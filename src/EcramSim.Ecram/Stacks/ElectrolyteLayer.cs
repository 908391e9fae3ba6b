using EcramSim.Insertion.Materials;

namespace EcramSim.Ecram.Stacks;

/// <summary>The electrolyte between gate and channel.</summary>
/// <param name="Material">The ion conductor.</param>
/// <param name="Thickness">m.</param>
public sealed record ElectrolyteLayer(Electrolyte Material, double Thickness)
{
    /// <summary>εε₀/d in F/m².</summary>
    public double Capacitance => Material.Permittivity / Thickness;
}
