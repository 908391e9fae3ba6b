namespace EcramSim.Insertion.Quantities;

/// <summary>Exponents of metre, kilogram, second, ampere, kelvin and mole, with a name and an example for messages.</summary>
public sealed record Dimension(string Name, string Example, int Length, int Mass, int Time, int Current, int Temperature, int Amount)
{
    /// <summary>Pure number.</summary>
    public static Dimension None { get; } = new("number", "0.5", 0, 0, 0, 0, 0, 0);
    /// <summary>m.</summary>
    public static Dimension Metre { get; } = new("length", "20 nm", 1, 0, 0, 0, 0, 0);
    /// <summary>m².</summary>
    public static Dimension Area { get; } = new("area", "1 um2", 2, 0, 0, 0, 0, 0);
    /// <summary>s.</summary>
    public static Dimension Second { get; } = new("time", "10 ms", 0, 0, 1, 0, 0, 0);
    /// <summary>K.</summary>
    public static Dimension Kelvin { get; } = new("temperature", "300 K", 0, 0, 0, 0, 1, 0);
    /// <summary>V.</summary>
    public static Dimension Volt { get; } = new("voltage", "0.5 V", 2, 1, -3, -1, 0, 0);
    /// <summary>J; eV are accepted and converted.</summary>
    public static Dimension Energy { get; } = new("energy", "0.35 eV", 2, 1, -2, 0, 0, 0);
    /// <summary>A.</summary>
    public static Dimension Ampere { get; } = new("current", "1 nA", 0, 0, 0, 1, 0, 0);
    /// <summary>C.</summary>
    public static Dimension Coulomb { get; } = new("charge", "2450 C", 0, 0, 1, 1, 0, 0);
    /// <summary>A/m².</summary>
    public static Dimension CurrentDensity { get; } = new("current density", "6 A/m2", -2, 0, 0, 1, 0, 0);
    /// <summary>Ω.</summary>
    public static Dimension Ohm { get; } = new("resistance", "20 ohm", 2, 1, -3, -2, 0, 0);
    /// <summary>Ω m².</summary>
    public static Dimension AreaResistance { get; } = new("area resistance", "90 ohm cm2", 4, 1, -3, -2, 0, 0);
    /// <summary>S.</summary>
    public static Dimension Siemens { get; } = new("conductance", "10 uS", -2, -1, 3, 2, 0, 0);
    /// <summary>S/m.</summary>
    public static Dimension Conductivity { get; } = new("conductivity", "1e-6 S/cm", -3, -1, 3, 2, 0, 0);
    /// <summary>F.</summary>
    public static Dimension Farad { get; } = new("capacitance", "1 fF", -2, -1, 4, 2, 0, 0);
    /// <summary>F/m².</summary>
    public static Dimension AreaCapacitance { get; } = new("area capacitance", "10 uF/cm2", -4, -1, 4, 2, 0, 0);
    /// <summary>F/m (lines).</summary>
    public static Dimension LineCapacitance { get; } = new("capacitance per length", "0.2 fF/um", -3, -1, 4, 2, 0, 0);
    /// <summary>Ω/m (lines).</summary>
    public static Dimension LineResistance { get; } = new("resistance per length", "1 ohm/um", 1, 1, -3, -2, 0, 0);
    /// <summary>mol/m³.</summary>
    public static Dimension Concentration { get; } = new("concentration", "51218 mol/m3", -3, 0, 0, 0, 0, 1);
    /// <summary>m²/s.</summary>
    public static Dimension Diffusivity { get; } = new("diffusivity", "1e-14 m2/s", 2, 0, -1, 0, 0, 0);
    /// <summary>m²/(V s).</summary>
    public static Dimension Mobility { get; } = new("mobility", "1e-4 m2/V/s", 0, -1, 2, 1, 0, 0);
    /// <summary>1/s.</summary>
    public static Dimension Frequency { get; } = new("frequency", "1 MHz", 0, 0, -1, 0, 0, 0);
    /// <summary>1/m³.</summary>
    public static Dimension NumberDensity { get; } = new("number density", "1.38e28 1/m3", -3, 0, 0, 0, 0, 0);
    /// <summary>J/m (gradient energy).</summary>
    public static Dimension GradientEnergy { get; } = new("gradient energy", "5e-10 J/m", 1, 1, -2, 0, 0, 0);
    /// <summary>J/m² (surface energy).</summary>
    public static Dimension SurfaceEnergy { get; } = new("surface energy", "0.1 J/m2", 0, 1, -2, 0, 0, 0);
    /// <summary>m/s (rate constants of first order at a surface).</summary>
    public static Dimension Velocity { get; } = new("velocity", "1e-12 m/s", 1, 0, -1, 0, 0, 0);
    /// <summary>m³/mol.</summary>
    public static Dimension MolarVolume { get; } = new("molar volume", "96 cm3/mol", 3, 0, 0, 0, 0, -1);
    /// <summary>mol/m².</summary>
    public static Dimension SurfaceConcentration { get; } = new("surface concentration", "1e-5 mol/m2", -2, 0, 0, 0, 0, 1);
    /// <summary>Ω m.</summary>
    public static Dimension Resistivity { get; } = new("resistivity", "2e5 ohm m", 3, 1, -3, -2, 0, 0);
    /// <summary>Pa (coherency strain).</summary>
    public static Dimension Pressure { get; } = new("pressure", "0.19 GPa", -1, 1, -2, 0, 0, 0);

    /// <summary>Whether the exponents agree, whatever the names.</summary>
    public bool Matches(Dimension other) =>
        (Length, Mass, Time, Current, Temperature, Amount) == (other.Length, other.Mass, other.Time, other.Current, other.Temperature, other.Amount);
}
