using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.SideReactions;

/// <summary>
/// A solid-electrolyte interphase: how it grows, what it takes and how it resists. n ions and electrons make one formula unit:
/// dL/dt = i·V̄/(nF), lost ions per area n(L − L₀)/V̄, resistance ρL.
/// </summary>
/// <param name="Growth">What limits it.</param>
/// <param name="MolarVolume">V̄ in m³/mol of formula units.</param>
/// <param name="IonsPerUnit">n, 2 for dilithium ethylene dicarbonate.</param>
/// <param name="Resistivity">ρ in Ω m, ionic.</param>
/// <param name="InitialThickness">L₀ in m.</param>
public sealed record Interphase(IInterphaseGrowth Growth, double MolarVolume, double IonsPerUnit, double Resistivity, double InitialThickness)
{
    /// <summary>dL/dt in m/s.</summary>
    public double GrowthRate(in InterphaseState state) => Growth.CurrentDensity(state) * MolarVolume / (IonsPerUnit * PhysicalConstants.Faraday);

    /// <summary>ρL in Ω m² at thickness <paramref name="thickness"/> (m).</summary>
    public double Resistance(double thickness) => Resistivity * thickness;

    /// <summary>Ions bound since the start, mol/m².</summary>
    public double IonsBound(double thickness) => IonsPerUnit * (thickness - InitialThickness) / MolarVolume;

    /// <summary>
    /// Keys <c>law</c> with those of the law, and <c>molar_volume</c> (m³/mol), <c>ions_per_unit</c>, <c>resistivity</c> (Ω m), <c>initial_thickness</c> (m).
    /// </summary>
    public static Interphase Read(ModelNode node) => new(Catalogue<IInterphaseGrowth>.Read(node),
        node.Quantity("molar_volume", Dimension.MolarVolume, Interval.Positive), node.Number("ions_per_unit", Interval.Positive),
        node.Quantity("resistivity", Dimension.Resistivity, Interval.NotNegative), node.Quantity("initial_thickness", Dimension.Metre, Interval.Positive));
}
