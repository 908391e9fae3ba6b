using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Tests.Materials;

namespace EcramSim.Insertion.Tests.Diffusion;

/// <summary>What every diffusivity law must keep, over every law and example in the catalogue.</summary>
public sealed class DiffusivityContractTests
{
    [Fact]
    public void Values_are_positive_and_slopes_their_derivatives()
    {
        Assert.Equal(["constant", "lattice", "tabulated"], Catalogue<IDiffusivity>.Names);
        foreach (var (name, law) in Catalogue<IDiffusivity>.Examples)
            foreach (var temperature in new[] { 260.0, 298.15, 400 })
                foreach (var x in ShippedMaterialTests.Inside(law.Validity, 41))
                {
                    const double h = 1e-6;
                    var d = law.Diffusivity(x, temperature);
                    Assert.True(d > 0 && double.IsFinite(d), name);
                    var slope = (law.Diffusivity(x + h, temperature) - law.Diffusivity(x - h, temperature)) / (2 * h);
                    Assert.Equal(slope, law.DiffusivitySlope(x, temperature), 1e-5 * (Math.Abs(slope) + d));
                }
    }

    [Fact]
    public void Laws_by_hand()
    {
        Assert.Equal(2e-15 * 0.21, new LatticeDiffusivity(new(2e-15, 0)).Diffusivity(0.3, 350), 1e-28);
        // 0.3 eV between 298.15 K and 350 K.
        var factor = Math.Exp(0.3 / 8.617333262e-5 * (1 / 298.15 - 1 / 350.0));
        Assert.Equal(2e-15 * factor, new ConstantDiffusivity(new(2e-15, 0.3)).Diffusivity(0.9, 350), 1e-8 * 2e-15 * factor);
        // Two points: a straight line in ln D.
        Assert.Equal(1e-15, new TabulatedDiffusivity([0.2, 0.8], [1e-14, 1e-16], new(1)).Diffusivity(0.5, 298.15), 1e-28);
    }

    [Theory]
    [InlineData(new[] { 0.2, 0.1 }, new[] { 1.0, 2 }), InlineData(new[] { 0.2, 0.4 }, new[] { 1.0, 0 }), InlineData(new[] { -0.1, 0.4 }, new[] { 1.0, 2 })]
    public void Bad_tables_are_refused(double[] x, double[] d) => Assert.Throws<ArgumentException>(() => new TabulatedDiffusivity(x, d, new(1)));
}
