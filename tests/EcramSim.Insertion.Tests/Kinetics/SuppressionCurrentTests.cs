using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Tests.Kinetics;

/// <summary>Currents that keep lithium iron phosphate uniform, in units of k0: published 1.952 and 0.5747 (Butler–Volmer without and with strain), 1.960 and 0.580 (Marcus–Hush–Chidsey).</summary>
public sealed class SuppressionCurrentTests
{
    // kT/e of the published numbers, with their constants.
    private const double T = 298 * (1.381e-23 / 1.602e-19) / (1.380649e-23 / 1.602176634e-19);
    private const double Kt = 1.381e-23 * 298 / 1.602e-19;

    // The last digits from a solution of the same condition by scipy.
    [Theory]
    [InlineData("one-site", 0, 1.95197), InlineData("one-site", 0.1916e9, 0.57473), InlineData("mhc", 0, 1.95945), InlineData("mhc", 0.1916e9, 0.57965)]
    public void Published_critical_currents(string law, double strain, double expected)
    {
        IInsertionKinetics kinetics = law == "mhc" ? new MarcusHushChidsey(new(1), 8.3 * Kt, true) : new ButlerVolmer(new(1), 0.5, ExchangeCurrent.OneSite);
        Assert.Equal(expected, SuppressionCurrent.Find(Particle(kinetics, strain), T)!.Value, 1e-3 * expected);
    }

    [Fact]
    public void Exchange_current_that_rises_and_falls_alike_never_suppresses()
    {
        Assert.Null(SuppressionCurrent.Find(Particle(new ButlerVolmer(new(1), 0.5, ExchangeCurrent.Concentration), 0), T));
    }

    [Fact]
    public void Host_that_mixes_needs_no_current()
    {
        var host = Particle(new ButlerVolmer(new(1), 0.5, ExchangeCurrent.OneSite), 0) with { FreeEnergy = new LatticeGas() };
        Assert.Equal(0, SuppressionCurrent.Find(host, T));
    }

    private static Host Particle(IInsertionKinetics kinetics, double strain)
    {
        var shipped = Host.Load(ModelLibrary.Shipped(), "lifepo4");
        // e·ρ with their e, as strain energies are per charge.
        return shipped with
        {
            Kinetics = kinetics, FreeEnergy = new RegularSolution(1.8560e-20 / 1.602e-19), SiteDensity = 1.3793e28 * 1.602e-19 / PhysicalConstants.Faraday,
            PhaseField = new PhaseField(5.0148e-10, strain),
        };
    }
}
