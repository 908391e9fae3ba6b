using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Tests.Quantities;

public sealed class UnitsTests
{
    public static TheoryData<string, Dimension, double> Right => new()
    {
        { "120 nm", Dimension.Metre, 120e-9 }, { "1 um2", Dimension.Area, 1e-12 }, { "10 ms", Dimension.Second, 0.01 },
        { "1 d", Dimension.Second, 86400 }, { "2 h", Dimension.Second, 7200 }, { "5 min", Dimension.Second, 300 },
        { "1month", Dimension.Second, 2592000 }, { "2 y", Dimension.Second, 63072000 },
        { "300 K", Dimension.Kelvin, 300 }, { "27 C", Dimension.Kelvin, 300.15 }, { "-20 °C", Dimension.Kelvin, 253.15 },
        { "0.35 eV", Dimension.Energy, 0.35 * 1.602176634e-19 }, { "50 meV", Dimension.Energy, 0.05 * 1.602176634e-19 },
        { "1e-6 S/cm", Dimension.Conductivity, 1e-4 }, { "1e-14 cm2/s", Dimension.Diffusivity, 1e-18 }, { "1e-14 cm^2/s", Dimension.Diffusivity, 1e-18 },
        { "90 ohm cm2", Dimension.AreaResistance, 9e-3 }, { "90 Ω cm²", Dimension.AreaResistance, 9e-3 }, { "20 kΩ", Dimension.Ohm, 20e3 },
        { "10 uF/cm2", Dimension.AreaCapacitance, 0.1 }, { "10 µF/cm²", Dimension.AreaCapacitance, 0.1 }, { "1 fF", Dimension.Farad, 1e-15 },
        { "6 A/m2", Dimension.CurrentDensity, 6 }, { "1 mA/cm2", Dimension.CurrentDensity, 10 }, { "1 nA", Dimension.Ampere, 1e-9 },
        { "51218 mol/m3", Dimension.Concentration, 51218 }, { "1 mol/L", Dimension.Concentration, 1000 }, { "2 mmol/cm3", Dimension.Concentration, 2000 },
        { "1 MHz", Dimension.Frequency, 1e6 }, { "3 s-1", Dimension.Frequency, 3 }, { "1.38e28 1/m3", Dimension.NumberDensity, 1.38e28 },
        { "0.5", Dimension.None, 0.5 }, { "15 %", Dimension.None, 0.15 }, { "-.5e1 mV", Dimension.Volt, -5e-3 }, { "5eV", Dimension.Energy, 5 * 1.602176634e-19 },
        { "10 uS", Dimension.Siemens, 1e-5 }, { "0.19 GPa", Dimension.Pressure, 1.9e8 }, { "5e-10 J/m", Dimension.GradientEnergy, 5e-10 }, { "0.5 V", Dimension.Volt, 0.5 },
    };

    [Theory, MemberData(nameof(Right))]
    public void Text_to_SI(string text, Dimension dimension, double expected)
    {
        Assert.True(Units.TryParse(text, dimension, out var value, out var problem), problem);
        Assert.Equal(expected, value, Math.Abs(expected) * 1e-14);
    }

    [Theory]
    [InlineData("120"), InlineData("120 V"), InlineData("nm"), InlineData(""), InlineData("120 nn"), InlineData("1,2 nm"), InlineData("1.2.3 nm")]
    [InlineData("inf nm"), InlineData("NaN nm"), InlineData("1e400 nm"), InlineData("120 nm/"), InlineData("120 nm nm"), InlineData("0x10 nm"), InlineData("120 mmin"), InlineData("1 ky"), InlineData("1 kmonth")]
    public void Wrong_text_is_refused_with_a_reason(string text)
    {
        Assert.False(Units.TryParse(text, Dimension.Metre, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Every_dimension_reads_its_own_example()
    {
        foreach (var property in typeof(Dimension).GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Where(p => p.PropertyType == typeof(Dimension)))
        {
            var dimension = (Dimension)property.GetValue(null)!;
            Assert.True(Units.TryParse(dimension.Example, dimension, out var value, out var problem), problem);
            Assert.True(value > 0);
        }
    }
}
