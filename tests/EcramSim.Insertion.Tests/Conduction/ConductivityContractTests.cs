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

    [Theory, MemberData(nameof(Cases))]
    public void Activated_conduction_grows_with_temperature(string name, int index)
    {
        var law = Law(name, index);
        Assert.True(law.Conductivity(0.4, 350) >= law.Conductivity(0.4, 300));
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
        Assert.Equal(300 * 0.84, new SmallPolaronConductivity(300, new Arrhenius(1)).Conductivity(0.3, 300), 1e-12);
        // Geometric mean half way between two points.
        Assert.Equal(Math.Sqrt(10 * 1000), new TabulatedConductivity([0.1, 0.3], [10, 1000], new Arrhenius(1)).Conductivity(0.2, 300), 1e-10);
        Assert.Equal(10 * Math.Exp(0.2 * 1.602176634e-19 / 1.380649e-23 * (1 / 298.15 - 1 / 358.15)),
            new TabulatedConductivity([0.1, 0.3], [10, 1000], new Arrhenius(1, 0.2)).Conductivity(0.1, 358.15), 1e-9);
    }

    private static IElectronicConductivity Law(string name, int index) =>
        Catalogue<IElectronicConductivity>.Examples.Where(e => e.Name == name).ElementAt(index).Law;
}
