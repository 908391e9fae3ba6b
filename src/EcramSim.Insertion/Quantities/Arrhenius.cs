using EcramSim.Insertion.Models;

namespace EcramSim.Insertion.Quantities;

/// <summary>
/// A thermally activated quantity: value(T) = Reference · exp[−(E_a/k)(1/T − 1/T_ref)]. Every number carries its own T_ref:
/// that of an exchange current is usually 298.15 K, that of an oxide-ion conductivity may be 773 K.
/// </summary>
/// <param name="Reference">The value at the reference temperature, SI.</param>
/// <param name="ActivationEnergy">E_a in eV; 0 is independent of temperature.</param>
/// <param name="ReferenceTemperature">T_ref in K.</param>
public sealed record Arrhenius(double Reference, double ActivationEnergy = 0, double ReferenceTemperature = PhysicalConstants.ReferenceTemperature)
{
    private static readonly Interval Energies = Interval.Closed(0, 3);
    private static readonly Interval Temperatures = Interval.Closed(50, 3000);

    /// <summary>The value at <paramref name="temperature"/> (K).</summary>
    public double At(double temperature) => Reference * Factor(temperature);

    /// <summary>The ratio of the value at <paramref name="temperature"/> (K) to the reference.</summary>
    public double Factor(double temperature) => ActivationEnergy == 0 || temperature == ReferenceTemperature ? 1
        : Math.Exp(ActivationEnergy / PhysicalConstants.ThermalEnergy(1) * (1 / ReferenceTemperature - 1 / temperature));

    /// <summary>
    /// Reads <c>KEY</c> with its optional companions <c>KEY_activation_energy</c> (eV) and <c>KEY_reference_temperature</c>
    /// (298.15 K where absent).
    /// </summary>
    /// <exception cref="InputException">Missing, wrong unit, or out of range.</exception>
    public static Arrhenius Read(ModelNode node, string key, Dimension dimension, Interval allowed) =>
        Companions(node, key, node.Quantity(key, dimension, allowed));

    /// <summary>As <see cref="Read"/>, or null where the key is missing.</summary>
    public static Arrhenius? ReadOptional(ModelNode node, string key, Dimension dimension, Interval allowed) =>
        node.Has(key) ? Read(node, key, dimension, allowed) : null;

    /// <summary>A pure factor, 1 at its reference temperature, from <c>activation_energy</c> and <c>reference_temperature</c>.</summary>
    public static Arrhenius ReadFactor(ModelNode node) => new(1,
        node.Has("activation_energy") ? node.ElectronVolts("activation_energy", Energies) : 0,
        node.Quantity("reference_temperature", Dimension.Kelvin, Temperatures, PhysicalConstants.ReferenceTemperature));

    private static Arrhenius Companions(ModelNode node, string key, double value)
    {
        var energy = key + "_activation_energy";
        return new(value, node.Has(energy) ? node.ElectronVolts(energy, Energies) : 0,
            node.Quantity(key + "_reference_temperature", Dimension.Kelvin, Temperatures, PhysicalConstants.ReferenceTemperature));
    }
}
