using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Tests.Protocols;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Transport;

/// <summary>
/// The own schemes converge with second order where phases separate, against their value on the finest mesh extrapolated; MPET's reaches the
/// same value. The gradient energy is four times that of LiFePO4, so that its boundary spans some cells of the coarsest mesh. docs/physics.md carries the table.
/// </summary>
public sealed class ConvergenceTests
{
    private const double T = 298 * MpetUnits.TemperatureScale;

    private static Host LiFePO4(double wetted, double surfaceEnergy) =>
        MpetUnits.Host(new RegularSolution(1.856e-20 / MpetUnits.E), new ButlerVolmer(new(0.16), 0.5, ExchangeCurrent.OneSite), 3.422, 1.3793e28,
            new PhaseField(4 * 5.0148e-10, 0.1916e9, wetted > 0 ? wetted : null, surfaceEnergy), new LatticeDiffusivity(new(5.3e-19)));

    // A rest first: the jump between the start and a wetted edge has no rate of convergence, what it relaxes to does.
    private static double Voltage(IParticle particle, double cRate, double until)
    {
        double[] start = [.. Enumerable.Repeat(0.05, particle.Size)];
        var results = StepSeries.Run(particle, start,
            [GalvanostaticStep.Rest(1e6), new GalvanostaticStep(GalvanostaticStep.CurrentOfRate(particle, cRate), (until - 0.05) * 3600 / cRate, StepLimits.None)], T, new([], new(1e-8, 1e-11)));
        Assert.Equal(Termination.TimeReached, results[^1].Termination);
        return results[^1].Points[^1].Voltage;
    }

    public static TheoryData<string> Shapes => ["facet", "Slab", "Cylinder", "Sphere"];

    private static IParticle Particle(string shape, int cells, Discretization scheme) =>
        shape == "facet" ? new AllenCahnParticle(LiFePO4(0.98, 0), 20e-9, 40e-9, cells, scheme)
            : new CahnHilliardParticle(LiFePO4(0, 0.03), RadialGrid.Uniform(Enum.Parse<Geometry>(shape), 40e-9, cells + 1), scheme);

    [Theory, MemberData(nameof(Shapes))]
    public void Voltage_of_two_phases_converges_with_second_order(string shape)
    {
        // A facet of many cells takes seconds; it is in the asymptotic range earlier.
        int[] cells = shape == "facet" ? [20, 40, 80, 160] : [40, 80, 160, 320];
        var own = cells.Select(n => Voltage(Particle(shape, n, Discretization.Conservative), shape == "facet" ? 5 : 0.1, 0.4)).ToArray();
        var limit = own[3] + (own[3] - own[2]) / 3;
        var errors = own[..3].Select(v => Math.Abs(v - limit)).ToArray();
        var theirs = Math.Abs(Voltage(Particle(shape, 40, Discretization.Mpet), shape == "facet" ? 5 : 0.1, 0.4) - limit);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{shape}: {limit:F6} V; errors {1e6 * errors[0]:F1} {1e6 * errors[1]:F1} {1e6 * errors[2]:F1} uV, MPET's scheme {1e6 * theirs:F1} uV at 40"));
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 1.6, 2.6);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 1.75, 2.3);
    }
}
