using EcramSim.Insertion.Models;
using EcramSim.Insertion.Tests.Materials;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Tests.Thermodynamics;

/// <summary>What every free energy must keep, over every law and every example in the catalogue.</summary>
public sealed class FreeEnergyContractTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var group in Catalogue<IFreeEnergy>.Examples.GroupBy(e => e.Name))
                for (var i = 0; i < group.Count(); i++) data.Add(group.Key, i);
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Chemical_potential_is_the_slope_of_the_free_energy(string name, int index)
    {
        var law = Law(name, index);
        foreach (var temperature in new[] { 250.0, 298.15, 400 })
            foreach (var x in ShippedMaterialTests.Inside(law.Validity, 37))
            {
                const double h = 1e-6;
                var expected = (law.FreeEnergy(x + h, temperature) - law.FreeEnergy(x - h, temperature)) / (2 * h);
                Assert.Equal(expected, law.ChemicalPotential(x, temperature), 1e-8 + 1e-7 * Math.Abs(expected));
            }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Slope_is_the_derivative_of_the_chemical_potential(string name, int index)
    {
        var law = Law(name, index);
        foreach (var x in ShippedMaterialTests.Inside(law.Validity, 37))
        {
            const double h = 1e-6;
            var expected = (law.ChemicalPotential(x + h, 320) - law.ChemicalPotential(x - h, 320)) / (2 * h);
            Assert.Equal(expected, law.ChemicalPotentialSlope(x, 320), 1e-6 + 1e-4 * Math.Abs(expected));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Range_of_validity_lies_inside_the_unit_interval(string name, int index)
    {
        var range = Law(name, index).Validity;
        Assert.True(range.Minimum >= 0 && range.Maximum <= 1 && range.Minimum < range.Maximum);
        Assert.False(range.Contains(0));
        Assert.False(range.Contains(1));
        Assert.False(range.Contains(double.NaN));
    }

    private static IFreeEnergy Law(string name, int index) => Catalogue<IFreeEnergy>.Examples.Where(e => e.Name == name).ElementAt(index).Law;
}
