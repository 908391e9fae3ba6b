using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Transport;

/// <summary>Free energy, potential and dissipation of films belong together: μ is the derivative of the one, and the other is what a closed film loses.</summary>
public class ParticleEnergyTests
{
    private const double Temperature = 298.15;

    private static Host Material => new("film", "film", "film", "Li+", 1, 20000, "Li", 3, new RegularSolution(0.08),
        new ButlerVolmer(new Arrhenius(1), 0.5, ExchangeCurrent.Constant), new LatticeDiffusivity(new Arrhenius(1e-14)), null, [])
    {
        PhaseField = new PhaseField(5e-11, 1e8, null, 0.02),
    };

    public static TheoryData<string> Films => ["homogeneous", "fick", "cahn-hilliard"];

    private static IParticle Film(string law) => law switch
    {
        "homogeneous" => new HomogeneousParticle(Material, 1 / 2e-8),
        "fick" => new FickParticle(Material, RadialGrid.Graded(Geometry.Slab, 2e-8, 12, 3)),
        _ => new CahnHilliardParticle(Material, RadialGrid.Graded(Geometry.Slab, 2e-8, 12, 3)),
    };

    private static double[] State(IParticle film) => [.. Enumerable.Range(0, film.Size).Select(k => 0.4 + 0.2 * Math.Sin(1.7 * k + 0.3))];

    [Theory]
    [MemberData(nameof(Films))]
    public void Potential_at_the_interface_is_the_derivative_of_the_free_energy(string law)
    {
        var film = Film(law);
        var x = State(film);
        const double small = 1e-6;
        double Energy(double dx)
        {
            var moved = x.ToArray();
            moved[^1] += dx;
            return film.FreeEnergy(moved, film.MeanFilling(moved), Temperature);
        }
        var slope = (Energy(small) - Energy(-small)) / (2 * small * film.Weights[^1]);
        Assert.Equal(slope, film.InterfacePotential(x, film.MeanFilling(x), Temperature), 1e-7);
    }

    [Theory]
    [MemberData(nameof(Films))]
    public void Slopes_of_the_potential(string law)
    {
        var film = Film(law);
        var x = State(film);
        const double small = 1e-6;
        var slopes = new double[film.InterfaceUnknowns];
        var byMean = film.InterfacePotentialSlopes(x, Temperature, slopes);
        for (var j = 0; j < slopes.Length; j++)
        {
            double At(double dx)
            {
                var moved = x.ToArray();
                moved[film.Size - slopes.Length + j] += dx;
                return film.InterfacePotential(moved, 0.4, Temperature);
            }
            Assert.Equal((At(small) - At(-small)) / (2 * small), slopes[j], 1e-6 * Math.Abs(slopes[j]) + 1e-8);
        }
        Assert.Equal((film.InterfacePotential(x, 0.4 + small, Temperature) - film.InterfacePotential(x, 0.4 - small, Temperature)) / (2 * small), byMean, 1e-8);
    }

    [Theory]
    [MemberData(nameof(Films))]
    public void A_closed_film_loses_what_its_flow_dissipates(string law)
    {
        var film = Film(law);
        var x = State(film);
        var (mean, rate) = (film.MeanFilling(x), new double[film.Size]);
        film.Rate(x, mean, 0, Temperature, rate);
        // Along the rate, for a time in which no filling moves by more than a millionth.
        var time = 1e-6 / Math.Max(rate.Max(Math.Abs), 1e-300);
        double Energy(double t) => film.FreeEnergy([.. x.Zip(rate, (a, b) => a + t * b)], mean, Temperature);
        var lost = law == "homogeneous" ? 0 : -(Energy(time) - Energy(-time)) / (2 * time);
        var dissipated = film.Dissipation(x, mean, Temperature);
        Assert.Equal(lost, dissipated, 1e-5 * Math.Abs(dissipated));
        if (law == "cahn-hilliard") Assert.True(dissipated > 0);
    }
}
