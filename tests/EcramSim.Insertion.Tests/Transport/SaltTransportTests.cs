using EcramSim.Insertion.Models;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Transport;

/// <summary>Fluxes of salt and charge through porous layers, over every solution of the family.</summary>
public sealed class SaltTransportTests
{
    private const double F = 96485.33212331001, R = 8.31446261815324;

    private static readonly PorousGrid Grid = new([new(1e-4, 0.3, 1.5), new(2.5e-5, 1, 1.5)], [4, 5]);

    public static TheoryData<string, int, PorousScheme> Cases
    {
        get
        {
            var data = new TheoryData<string, int, PorousScheme>();
            foreach (var group in Catalogue<ISaltSolution>.Examples.GroupBy(e => e.Name))
                for (var k = 0; k < group.Count(); k++)
                    foreach (var scheme in Enum.GetValues<PorousScheme>()) data.Add(group.Key, k, scheme);
            return data;
        }
    }

    private static ISaltSolution Law(string name, int index) => Catalogue<ISaltSolution>.Examples.Where(e => e.Name == name).ElementAt(index).Law;

    [Theory, MemberData(nameof(Cases))]
    public void Slopes_are_those_of_the_fluxes(string name, int index, PorousScheme scheme)
    {
        var transport = new SaltTransport(Law(name, index), Grid, 310, scheme);
        double[] c = [900, 1000, 1150, 1100, 1250, 1300, 1280, 1250, 1200];
        foreach (var k in new[] { 0, 3, 5 })
        {
            SaltTransport.Face With(double left, double right, double drop)
            {
                var shifted = c.ToArray();
                (shifted[k], shifted[k + 1]) = (c[k] + left, c[k + 1] + right);
                transport.Set(shifted);
                return transport.At(k, 0.003 + drop);
            }
            var face = With(0, 0, 0);
            void Check(double salt, double current, Func<double, SaltTransport.Face> shift, double h)
            {
                var (up, down) = (shift(h), shift(-h));
                Assert.Equal(1, salt / ((up.Salt - down.Salt) / (2 * h)), 1e-5);
                Assert.Equal(1, current / ((up.Current - down.Current) / (2 * h)), 1e-5);
            }
            Check(face.SaltByLeft, face.CurrentByLeft, h => With(h, 0, 0), 0.01);
            Check(face.SaltByRight, face.CurrentByRight, h => With(0, h, 0), 0.01);
            Check(face.SaltByPotential, face.CurrentByPotential, h => With(0, 0, h), 1e-5);
            transport.Set(c);
            Assert.Equal(face.Salt, transport.Carried(k, face.Current).Salt, 1e-12 * Math.Abs(face.Salt));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Uniform_salt_is_an_ohmic_resistor_and_carries_its_share(string name, int index, PorousScheme scheme)
    {
        var law = Law(name, index);
        var transport = new SaltTransport(law, Grid, 298.15, scheme);
        transport.Set([.. Enumerable.Repeat(1000.0, Grid.Count)]);
        var p = law.At(1000, 298.15);
        // Inside one layer, over one cell width.
        var face = transport.At(1, 0.01);
        Assert.Equal(p.Conductivity * Math.Pow(0.3, 1.5) * 0.01 / 2.5e-5, face.Current, 1e-9 * face.Current);
        Assert.Equal(p.Transference * face.Current / F, face.Salt, 1e-12 * face.Salt);
        // Over the border of two layers: half cells in series.
        var border = transport.At(3, 0.01).Current;
        var series = 0.01 / (1.25e-5 / (p.Conductivity * Math.Pow(0.3, 1.5)) + 2.5e-6 / p.Conductivity);
        if (scheme == PorousScheme.Conservative) Assert.Equal(series, border, 1e-9 * border);
        else Assert.True(border > 1.2 * series);
    }

    [Fact]
    public void Dilute_solution_is_that_of_free_ions()
    {
        const double cation = 2e-10, anion = 3e-10, t = 298.15;
        var p = new DiluteSolution(new(cation), new(anion)).At(800, t);
        Assert.Equal(2.4e-10, p.Diffusivity, 1e-22);
        Assert.Equal(0.4, p.Transference, 1e-15);
        Assert.Equal(F * F * 5e-10 * 800 / (R * t), p.Conductivity, 1e-12);
        // Free ions stay neutral without current by (D- - D+)/(D- + D+) RT/F per ln c; a reference electrode of the cation adds one RT/F per ln c.
        Assert.Equal((anion - cation) / (anion + cation), p.DiffusionFactor - 1, 1e-14);
    }

    [Fact]
    public void Fit_of_a_conductivity_in_mol_per_litre()
    {
        var (value, slope) = new SaltFunction([0.0911, 1.9101, -1.052, 0.1554]).At(1000, 300);
        Assert.Equal(1.1046, value, 1e-12);
        Assert.Equal((1.9101 - 2 * 1.052 + 3 * 0.1554) / 1000, slope, 1e-15);
        (value, slope) = new SaltFunction([5.34e-10], [0, -0.65]).At(1200, 300);
        Assert.Equal(5.34e-10 * Math.Exp(-0.78), value, 1e-24);
        Assert.Equal(-0.65e-3 * value, slope, 1e-27);
    }
}
