using EcramSim.Insertion.Conduction;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Tests.Materials;

namespace EcramSim.Insertion.Tests.Conduction;

/// <summary>What every conduction law must keep, over every law and every example in the catalogue.</summary>
public sealed class ConductivityContractTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var group in Catalogue<IElectronicConductivity>.Examples.GroupBy(e => e.Name))
                for (var i = 0; i < group.Count(); i++) data.Add(group.Key, i);
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Positive_in_its_range(string name, int index)
    {
        var law = Law(name, index);
        Assert.All(ShippedMaterialTests.Inside(law.Validity, 101), x => Assert.True(law.Conductivity(x, 298.15) > 0));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Slope_is_the_derivative(string name, int index)
    {
        var law = Law(name, index);
        foreach (var x in ShippedMaterialTests.Inside(law.Validity, 53))
        {
            const double h = 1e-6;
            var expected = (law.Conductivity(x + h, 330) - law.Conductivity(x - h, 330)) / (2 * h);
            Assert.Equal(expected, law.ConductivitySlope(x, 330), 1e-4 * (Math.Abs(expected) + law.Conductivity(x, 330)));
        }
    }

    // The part that is metallic is told apart: see the limits below.
    [Theory, MemberData(nameof(Cases))]
    public void Conduction_that_hops_grows_with_temperature(string name, int index)
    {
        if (Law(name, index) is HoleMetalInsulatorConductivity { MetalExponent: > 0 }) return;
        var law = Law(name, index);
        Assert.All(ShippedMaterialTests.Inside(law.Validity, 11), x => Assert.True(law.Conductivity(x, 350) >= law.Conductivity(x, 300)));
    }

    // At the reference temperature a law is what its numbers say; without activation, at every temperature.
    [Theory, MemberData(nameof(Cases))]
    public void Temperature_changes_nothing_but_the_activated_factor(string name, int index)
    {
        var law = Law(name, index);
        double Ratio(double x) => law.Conductivity(x, 340) / law.Conductivity(x, 298.15);
        var (a, b) = (law.Validity.Minimum + 0.2 * (law.Validity.Maximum - law.Validity.Minimum), law.Validity.Minimum + 0.7 * (law.Validity.Maximum - law.Validity.Minimum));
        // Laws of one carrier have one factor; where metal and insulator, two phases or a gap compete, the range changes with temperature.
        if (law is HoleMetalInsulatorConductivity or TwoPhaseConductivity or OpeningGapConductivity) return;
        Assert.Equal(Ratio(a), Ratio(b), 1e-12 * Ratio(a));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Rises_or_falls_as_its_carriers_do(string name, int index)
    {
        var law = Law(name, index);
        double[] sigma = [.. ShippedMaterialTests.Inside(law.Validity, 201).Select(x => law.Conductivity(x, 310))];
        var rises = sigma.Zip(sigma.Skip(1)).All(p => p.Second >= p.First);
        var falls = sigma.Zip(sigma.Skip(1)).All(p => p.Second <= p.First);
        Assert.True(law switch
        {
            SmallPolaronConductivity => !rises && !falls && Array.IndexOf(sigma, sigma.Max()) == 100,
            LinearConductivity linear => linear.Slope > 0 ? rises : falls,
            CarrierConductivity carriers => carriers.AreHoles ? falls : rises,
            TwoPhaseConductivity phases => phases.Rich.At(310) > phases.Poor.At(310) ? rises : falls,
            HoleMetalInsulatorConductivity or OpeningGapConductivity => falls,
            PowerConductivity or PercolationConductivity => rises,
            // As its table, which rises.
            TabulatedConductivity => rises,
            _ => throw new InvalidOperationException($"say whether {name} rises or falls"),
        });
    }

    [Fact]
    public void Limits_meet_each_other()
    {
        var none = new Arrhenius(1);
        foreach (var x in new[] { 0.1, 0.35, 0.5, 0.9 })
        {
            var linear = new LinearConductivity(2, 30, none).Conductivity(x, 300);
            Assert.Equal(linear, new PowerConductivity(2, 30, 1, none).Conductivity(x, 300), 1e-12);
            Assert.Equal(linear, new PercolationConductivity(2, 30, 0, 1, none).Conductivity(x, 300), 1e-12);
            // Two phases at the ends of (0, 1) are a straight line; carriers of constant mobility without intercept too.
            Assert.Equal(linear, new TwoPhaseConductivity(1e-12, 1 - 1e-12, new(2), new(32)).Conductivity(x, 300), 1e-9);
            Assert.Equal(new LinearConductivity(0, 30, none).Conductivity(x, 300), new CarrierConductivity(3e-5, false, 0, none, 1e6).Conductivity(x, 300), 1e-12);
            Assert.Equal(new LinearConductivity(30, -30, none).Conductivity(x, 300), new CarrierConductivity(3e-5, true, 0, none, 1e6).Conductivity(x, 300), 1e-12);
            // Far on the metallic side, holes of constant mobility; a polaron in the dilute limit, electrons.
            Assert.Equal(5 + 40 * (1 - x), new HoleMetalInsulatorConductivity(5, 40, 3, 0.01, none).Conductivity(x, 300), 1e-12);
            Assert.Equal(1, new SmallPolaronConductivity(10, none).Conductivity(1e-6 * x, 298.15) / (40e-6 * x), 1e-5);
            // ln σ of an opening gap is a straight line, as a table of two points is.
            var gap = new OpeningGapConductivity(100, 0.02, 0.3);
            Assert.Equal(gap.Conductivity(x, 300), new TabulatedConductivity([0.05, 0.95], [gap.Conductivity(0.05, 300), gap.Conductivity(0.95, 300)], none).Conductivity(x, 300), 1e-9);
        }
    }

    [Fact]
    public void Metal_and_insulator_part_with_temperature()
    {
        var law = new HoleMetalInsulatorConductivity(0.1, 2500, 0.8, 0.03, new Arrhenius(1, 0.16), 1);
        // Metal: σ ~ 1/T. Insulator: activated.
        Assert.Equal(298.15 / 350, law.Conductivity(0.5, 350) / law.Conductivity(0.5, 298.15), 1e-3);
        Assert.True(law.Conductivity(0.999999, 350) > 2 * law.Conductivity(0.999999, 298.15));
        // Four decades between the full host and x = 0.5 at room temperature: 1250/0.1.
        Assert.Equal(4, Math.Log10(law.Conductivity(0.5, 298.15) / law.Conductivity(0.999999, 298.15)), 0.1);
        // A gap that opens spans fewer decades when warm: s/(kT ln 10) per unit of x.
        var gap = new OpeningGapConductivity(1e4, 0, 0.4733);
        Assert.Equal(8.0, Math.Log10(gap.Conductivity(0.2, 298.15) / gap.Conductivity(0.7, 298.15)) / 0.5, 0.001);
        Assert.Equal(8.0 * 298.15 / 420, Math.Log10(gap.Conductivity(0.2, 420) / gap.Conductivity(0.7, 420)) / 0.5, 0.001);
    }

    [Fact]
    public void Values_by_hand()
    {
        Assert.Equal(155, new LinearConductivity(-45, 1000, new Arrhenius(1)).Conductivity(0.2, 298.15), 1e-12);
        Assert.Equal(Interval.Open(0.045, 1), new LinearConductivity(-45, 1000, new Arrhenius(1)).Validity);
        Assert.Equal(Interval.Open(0, 1), new LinearConductivity(5000, -5000, new Arrhenius(1)).Validity);
        // 0.1 + 2500·0.28/(1 + e^(−8/3)), e^(−8/3) = 0.0694834512
        Assert.Equal(0.1 + 700 / 1.0694834512, new HoleMetalInsulatorConductivity(0.1, 2500, 0.8, 0.03, new Arrhenius(1)).Conductivity(0.72, 300), 1e-6);
        Assert.Equal(2 + 100 * 0.25, new PowerConductivity(2, 100, 2, new Arrhenius(1)).Conductivity(0.5, 300), 1e-12);
        Assert.Equal(1 + 80 * 0.25, new PercolationConductivity(1, 80, 0.2, 2, new Arrhenius(1)).Conductivity(0.6, 300), 1e-12);
        Assert.Equal(1.0, new PercolationConductivity(1, 80, 0.2, 2, new Arrhenius(1)).Conductivity(0.1, 300), 1e-12);
        Assert.Equal(300 * 0.84, new SmallPolaronConductivity(300, new Arrhenius(1)).Conductivity(0.3, 298.15), 1e-12);
        Assert.Equal(300 * 0.84 / 2, new SmallPolaronConductivity(300, new Arrhenius(1)).Conductivity(0.3, 596.3), 1e-12);
        // 1000 mol/m³ of holes at 0.5 cm²/Vs: 96485.33212·1000·5e-5 = 4824.27; half of them with m = 1 conduct a quarter.
        Assert.Equal(4824.266606 / 2, new CarrierConductivity(5e-5, true, 0, new Arrhenius(1), 96485.33212e3).Conductivity(0.5, 300), 1e-6);
        Assert.Equal(4824.266606 / 4, new CarrierConductivity(5e-5, true, 1, new Arrhenius(1), 96485.33212e3).Conductivity(0.5, 300), 1e-6);
        // 0.5 between 0.2 and 0.8: half of each phase.
        Assert.Equal(50.5, new TwoPhaseConductivity(0.2, 0.8, new Arrhenius(1), new Arrhenius(100)).Conductivity(0.5, 300), 1e-12);
        // Geometric mean half way between two points.
        Assert.Equal(Math.Sqrt(10 * 1000), new TabulatedConductivity([0.1, 0.3], [10, 1000], new Arrhenius(1)).Conductivity(0.2, 300), 1e-10);
        Assert.Equal(10 * Math.Exp(0.2 * 1.602176634e-19 / 1.380649e-23 * (1 / 298.15 - 1 / 358.15)),
            new TabulatedConductivity([0.1, 0.3], [10, 1000], new Arrhenius(1, 0.2)).Conductivity(0.1, 358.15), 1e-9);
    }

    private static IElectronicConductivity Law(string name, int index) =>
        Catalogue<IElectronicConductivity>.Examples.Where(e => e.Name == name).ElementAt(index).Law;
}
