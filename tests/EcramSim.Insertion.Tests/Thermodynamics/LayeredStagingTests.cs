using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Tests.Thermodynamics;

/// <summary>Graphite in two and three layers, 298 K, against an independent solution of the same equations (scipy.optimize.fsolve in the logits, brentq, Nelder–Mead).</summary>
public sealed class LayeredStagingTests
{
    private const double E = 1.602176634e-19, T = 298;

    private static readonly LayeredStaging Two = new(2, 1.3992e-20 / E, 5.761532e-21 / E, 8.23076e-20 / E);
    private static readonly LayeredStaging Three = Two with { Layers = 3 };

    [Fact]
    public void Two_layers_have_the_published_plateaus()
    {
        var gaps = PhaseBehaviour.Of(Two, T).Gaps;
        Assert.Equal(2, gaps.Count);
        // Published: 0.11961 V (x = 0.024 to 0.483) and 0.08442 V (0.517 to 0.976).
        Assert.Equal(0.11961, 0.12 - gaps[0].ChemicalPotential, 0.05e-3);
        Assert.Equal(0.08442, 0.12 - gaps[1].ChemicalPotential, 0.05e-3);
        Check(gaps[0], 0.02405993, 0.48319709, 0.1196116);
        Check(gaps[1], 0.51680291, 0.97594007, 0.0844277);
    }

    [Fact]
    public void Three_layers_add_the_stages_at_a_third_and_two_thirds()
    {
        var gaps = PhaseBehaviour.Of(Three, T).Gaps;
        Assert.Equal(3, gaps.Count);
        Check(gaps[0], 0.02423181, 0.33085181, 0.1193723);
        Check(gaps[1], 0.34777685, 0.65222315, 0.1020197);
        Check(gaps[2], 0.66914819, 0.97576819, 0.0846670);
    }

    [Theory]
    [InlineData(0.1, 0.19785023092511939, 0.0021497690748806253, 0.000534987364, 0.017571460594)]
    [InlineData(0.3, 0.599910005762676, 8.999423732403145e-05, 0.001837235476, -0.007053946978)]
    [InlineData(0.6, 0.9997701331197077, 0.2002298668802922, 0.004154526389, 0.052819057177)]
    public void Two_layers_in_equilibrium(double mean, double rich, double poor, double energy, double potential)
    {
        var layers = new double[2];
        Two.Equilibrate(mean, T, layers);
        Assert.Equal(rich, layers[0], 1e-9);
        Assert.Equal(poor, layers[1], 1e-9);
        Assert.Equal(energy, Two.FreeEnergy(mean, T), 1e-11);
        Assert.Equal(potential, Two.ChemicalPotential(mean, T), 1e-9);
    }

    [Theory]
    [InlineData(0.2, 0.59698067, 0.00150966, 0.00150966, 0.0011997544338385893)]
    [InlineData(0.45, 0.9986086, 0.34710204, 0.00428936, 0.003130621148792681)]
    [InlineData(0.5, 0.99806666, 0.5, 0.00193334, 0.004308013175787482)]
    [InlineData(0.8, 0.99849034, 0.99849034, 0.40301933, 0.011987950712077412)]
    public void Three_layers_in_equilibrium(double mean, double first, double second, double third, double energy)
    {
        var layers = new double[3];
        Three.Equilibrate(mean, T, layers);
        Assert.Equal([first, second, third], layers, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(energy, Three.FreeEnergy(mean, T), 1e-12);
    }

    [Theory]
    [InlineData(2), InlineData(3)]
    public void Potentials_of_the_layers_are_the_slopes_of_one_free_energy(int count)
    {
        var law = Two with { Layers = count };
        double[] at = [0.31, 0.77, 0.12];
        var layers = at[..count];
        double[] mu = new double[count], slopes = new double[count * count], up = new double[count], down = new double[count];
        law.ChemicalPotentials(layers, T, mu);
        law.ChemicalPotentialSlopes(layers, T, slopes);
        const double h = 1e-6;
        for (var j = 0; j < count; j++)
        {
            double[] plus = [.. layers], minus = [.. layers];
            plus[j] += h;
            minus[j] -= h;
            Assert.Equal(mu[j] / count, (law.FreeEnergy(plus, T) - law.FreeEnergy(minus, T)) / (2 * h), 1e-9);
            law.ChemicalPotentials(plus, T, up);
            law.ChemicalPotentials(minus, T, down);
            for (var i = 0; i < count; i++) Assert.Equal((up[i] - down[i]) / (2 * h), slopes[i * count + j], 1e-7);
        }
    }

    [Fact]
    public void Two_layers_follow_the_equation_as_printed()
    {
        var mu = new double[2];
        Two.ChemicalPotentials([0.3, 0.8], T, mu);
        var kt = 1.380649e-23 * T / E;
        Assert.Equal(kt * Math.Log(0.3 / 0.7) + Two.Omega * 0.4 + Two.Repulsion * 0.8 + Two.Exclusion * 0.8 * 0.2 * 0.4, mu[0], 1e-14);
        Assert.Equal(kt * Math.Log(0.8 / 0.2) - Two.Omega * 0.6 + Two.Repulsion * 0.3 - Two.Exclusion * 0.3 * 0.7 * 0.6, mu[1], 1e-14);
    }

    [Fact]
    public void Equal_layers_cost_the_same_in_two_and_three()
    {
        double[] two = [0.37, 0.37], three = [0.37, 0.37, 0.37], mu2 = new double[2], mu3 = new double[3];
        Assert.Equal(Two.FreeEnergy(two, T), Three.FreeEnergy(three, T), 1e-15);
        Two.ChemicalPotentials(two, T, mu2);
        Three.ChemicalPotentials(three, T, mu3);
        Assert.Equal(mu2[0], mu3[2], 1e-15);
    }

    [Fact]
    public void Hot_layers_fill_alike()
    {
        var layers = new double[3];
        Three.Equilibrate(0.4, 4000, layers);
        Assert.All(layers, x => Assert.Equal(0.4, x, 1e-7));
    }

    [Fact]
    public void Shipped_hosts_show_each_layer_to_the_interface()
    {
        var host = Host.Load(ModelLibrary.Shipped(), "graphite-two-layer");
        var state = host.Interface([0.3, 0.8], 1, T);
        Assert.Equal(0.8, state.X);
        var mu = new double[2];
        Two.ChemicalPotentials([0.3, 0.8], T, mu);
        Assert.Equal(mu[1] / (1.380649e-23 * T / E), state.LogActivity, 1e-4);
        Assert.Throws<InvalidOperationException>(() => Host.Load(ModelLibrary.Shipped(), "lifepo4").Interface([0.3, 0.8], 1, T));
    }

    private static void Check(MiscibilityGap gap, double poor, double rich, double voltage)
    {
        Assert.Equal(poor, gap.Poor, 2e-8);
        Assert.Equal(rich, gap.Rich, 2e-8);
        Assert.Equal(voltage, 0.12 - gap.ChemicalPotential, 6e-8);
    }
}
