using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Tests.Quantities;

public sealed class QuantityTests
{
    [Fact]
    public void Arrhenius_is_the_reference_at_its_own_temperature()
    {
        // 8YSZ: 1e-3 S/cm at 500 °C and 1 eV give 5.36e-12 S/m at 25 °C: e^(−11604.518·(1/298.15 − 1/773.15)) × 0.1.
        var ysz = Electrolyte.Load(ModelLibrary.Shipped(), "ysz");
        Assert.Equal(0.1, ysz.IonicConductivity.At(773.15), 1e-15);
        Assert.Equal(0.1 * Math.Exp(-11604.518121550082 * (1 / 298.15 - 1 / 773.15)), ysz.IonicConductivity.At(298.15), 1e-21);
        Assert.Equal(7.0, new Arrhenius(7).At(400));
    }

    [Fact]
    public void Hopping_conduction_turns_from_ohmic_to_exponential_at_its_characteristic_field()
    {
        var psg = Electrolyte.Load(ModelLibrary.Shipped(), "psg");
        // 2kT/(e·0.3 nm) at 298.15 K; thirtyfold at 1 V/nm: E0 sinh(E/E0)/E.
        var e0 = 2 * 1.380649e-23 * 298.15 / (1.602176634e-19 * 0.3e-9);
        Assert.Equal(e0, psg.CharacteristicField(298.15), 1e-6 * e0);
        Assert.Equal(e0 * Math.Sinh(1e9 / e0) / 1e9, psg.CurrentDensity(1e9, 298.15) / (1e-4 * 1e9), 1e-9);
        const double h = 1e3;
        Assert.Equal((psg.CurrentDensity(5e8 + h, 298.15) - psg.CurrentDensity(5e8 - h, 298.15)) / (2 * h), psg.DifferentialConductivity(5e8, 298.15), 1e-9);
        Assert.Equal(-psg.CurrentDensity(3e8, 298.15), psg.CurrentDensity(-3e8, 298.15));
    }

    [Fact]
    public void Lithium_phosphorus_oxynitride_relaxes_in_a_microsecond_and_a_half() =>
        Assert.Equal(1.505e-6, Electrolyte.Load(ModelLibrary.Shipped(), "lipon").RelaxationTime(298.15), 1e-9);

    [Fact]
    public void Intervals()
    {
        Assert.Equal(new Interval(0.4, 1, true, false), Interval.Closed(0.4, 2).Intersect(Interval.Open(0, 1)));
        Assert.Equal(Interval.Open(0.4, 0.6), Interval.Closed(0.4, 0.6).Intersect(Interval.Open(0.4, 0.6)));
        Assert.False(Interval.Open(0, 0.2).Intersect(Interval.Open(0.5, 1)).Contains(0.3));
        Assert.False(Interval.Finite.Contains(double.PositiveInfinity));
        Assert.Equal("(0, 1)", Interval.Fraction.ToString());
    }
}
