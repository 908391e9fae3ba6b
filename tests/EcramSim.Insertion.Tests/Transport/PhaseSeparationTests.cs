using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Tests.Protocols;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;
using EcramSim.Tests.Reference;

namespace EcramSim.Insertion.Tests.Transport;

/// <summary>
/// LiFePO4 that separates or is kept from it, with the parameters of the reference files. Critical currents and spreads are those of an
/// independent integration.
/// </summary>
public sealed class PhaseSeparationTests
{
    private const double Omega = 1.856e-20 / MpetUnits.E, Sites = 1.3793e28, K0 = 0.16, T = 298 * MpetUnits.TemperatureScale;

    private static Host LiFePO4(IInsertionKinetics kinetics, bool strained = true) =>
        MpetUnits.Host(new RegularSolution(Omega), kinetics, 3.422, Sites, new PhaseField(5.0148e-10, strained ? 0.1916e9 : 0, 0.98));

    private static IInsertionKinetics Law(string name) => name switch
    {
        "BV" => new ButlerVolmer(new Arrhenius(K0), 0.5, ExchangeCurrent.OneSite),
        "autocatalytic" => new ButlerVolmer(new Arrhenius(K0), 0.5, ExchangeCurrent.Concentration),
        "MHC" => new MarcusHushChidsey(new Arrhenius(K0), 8.3 * MpetUnits.K * 298 / MpetUnits.E, true),
        _ => new CoupledIonElectronTransfer(new Arrhenius(K0), 3.4113e-20 / MpetUnits.E, true),
    };

    [Theory]
    [InlineData("BV", false, 1.952), InlineData("BV", true, 0.5747), InlineData("MHC", false, 1.960), InlineData("MHC", true, 0.580)]
    public void Critical_current_of_suppression(string law, bool strained, double expected) =>
        Assert.Equal(1, PhaseSuppression.CriticalCurrent(LiFePO4(Law(law), strained), T, 100 * K0)!.Value / K0 / expected, 0.002);

    [Fact]
    public void Autocatalytic_insertion_is_never_suppressed_and_a_solid_solution_needs_none()
    {
        Assert.Null(PhaseSuppression.CriticalCurrent(LiFePO4(Law("autocatalytic"), false), T, 1e4 * K0));
        Assert.Equal(0, PhaseSuppression.CriticalCurrent(LiFePO4(Law("BV"), false) with { FreeEnergy = new RegularSolution(0.03) }, T, K0));
    }

    /// <summary>Largest max − min of the filling along a 40 nm facet during a fill, on MPET's 40 cells.</summary>
    [Theory]
    [InlineData("BV", 0.01, 0.846), InlineData("BV", 0.1, 0.845), InlineData("BV", 1, 0.817), InlineData("BV", 5, 0.657), InlineData("BV", 20, 0.309)]
    [InlineData("CIET", 0.1, 0.668), InlineData("CIET", 1, 0.481), InlineData("CIET", 5, 0.329)]
    public void Spread_of_the_filling_falls_with_the_current(string law, double cRate, double expected)
    {
        var particle = new AllenCahnParticle(LiFePO4(Law(law)), 20e-9, 40e-9, 40, Discretization.Mpet);
        var step = new GalvanostaticStep(GalvanostaticStep.CurrentOfRate(particle, cRate), 1e9, new StepLimits(MaximumFilling: 0.99));
        var result = StepRunner.Run(particle, 0.01, step, T, new(KeepProfiles: true));
        Assert.True(result.Termination is Termination.FillingReached or Termination.CurrentExceedsLaw, result.Explanation);
        Assert.Equal(1, result.Profiles.Max(x => x.Max() - x.Min()) / expected, 0.02);
    }

    public static IEnumerable<object[]> Mosaics => ReferenceData.Cases("insertion/mosaic", "*.csv");

    /// <summary>Twenty homogeneous particles at one potential fill one after the other.</summary>
    [Theory, MemberData(nameof(Mosaics))]
    public void Mosaic_ensemble(string file)
    {
        // Rates k_rel = exp(linspace(−½, ½, 20)) over their mean, 100 per hour; starts around 0.01.
        var relative = Enumerable.Range(0, 20).Select(k => Math.Exp(-0.5 + k / 19.0)).ToArray();
        var mean = relative.Average();
        const double areaPerVolume = 1e8;
        // Exact kT/e here: the file's own constant for 298 K.
        const double temperature = 298;
        var kT = PhysicalConstants.ThermalEnergy(temperature);
        var members = relative.Select(k =>
        {
            var k0 = 100 / 3600.0 * k / mean * MpetUnits.E * Sites / areaPerVolume;
            var host = MpetUnits.Host(new RegularSolution(4.50991159990086 * kT), new ButlerVolmer(new Arrhenius(k0), 0.5, ExchangeCurrent.OneSite), 3.422, Sites);
            return ((IParticle)new HomogeneousParticle(host, areaPerVolume), 1.0);
        }).ToArray();
        var ensemble = new Ensemble(members);
        double[] start = [.. Enumerable.Range(0, 20).Select(k => 0.01 - 1e-4 + 2e-4 * k / 19)];
        var rows = MpetUnits.Rows(file);
        // In to 0.98, then out.
        var cRate = rows[0][3];
        var turn = 0.97 / cRate;
        var state = start;
        var worst = 0.0;
        foreach (var sign in new[] { 1, -1 })
        {
            var leg = rows.Where(r => Math.Sign(r[3]) == sign).ToArray();
            var step = new GalvanostaticStep(sign * GalvanostaticStep.CurrentOfRate(ensemble, cRate), 3600 * (sign > 0 ? turn : leg[^1][0] - turn), StepLimits.None);
            var result = StepRunner.Run(ensemble, state, step, temperature, new([.. leg.Select(r => Math.Max(0, 3600 * (r[0] - (sign > 0 ? 0 : turn))))], new(1e-6, 1e-10)));
            Assert.Equal(Termination.TimeReached, result.Termination);
            worst = Math.Max(worst, leg.Zip(result.Points, (r, p) => Math.Abs(r[2] - p.Voltage)).Max());
            state = [.. result.State];
            TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{Path.GetFileName(file)}: largest {1e3 * worst:G3} mV, {result.AcceptedSteps} steps, closed to {result.ClosureError:G2}"));
        }
        Assert.True(worst < 5e-4, $"{worst} V");
    }
}
