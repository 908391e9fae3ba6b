using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Transport;

/// <summary>What every particle keeps, whatever its shape and transport.</summary>
public sealed class ParticleContractTests
{
    private const double T = 298.15;

    private static readonly Dictionary<string, IParticle> All = Build();

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, IParticle> Build()
    {
        var host = FickParticleTests.Host(new RegularSolution(0.08), new ButlerVolmer(new Arrhenius(0.2), 0.5, ExchangeCurrent.OneSite)) with
        {
            Diffusivity = new LatticeDiffusivity(new Arrhenius(3e-17)),
            PhaseField = new PhaseField(4e-10, 0.2e9, null, -0.02),
        };
        var wetted = host with { PhaseField = new PhaseField(4e-10, 0.2e9, 0.97) };
        var graphite = FickParticleTests.Host(new LayeredStaging(2, 0.08733, 0.03596, 0.51372), new ButlerVolmer(new Arrhenius(3), 0.4, ExchangeCurrent.TwoSites));
        var all = new Dictionary<string, IParticle> { ["homogeneous"] = new HomogeneousParticle(host, 1e7), ["layers"] = new LayeredParticle(graphite, 1e6) };
        foreach (var geometry in Enum.GetValues<Geometry>())
        {
            var grid = RadialGrid.Graded(geometry, 5e-8, 12, 3);
            all[$"fick {geometry}"] = new FickParticle(host, grid);
            all[$"cahn-hilliard {geometry}"] = new CahnHilliardParticle(host, grid);
            all[$"cahn-hilliard {geometry}, mpet"] = new CahnHilliardParticle(host, RadialGrid.Uniform(geometry, 5e-8, 12), Discretization.Mpet);
        }
        double[] widths = [2e-9, 3e-9, 4e-9, 5e-9, 4e-9, 3e-9];
        all["allen-cahn"] = new AllenCahnParticle(wetted, 2e-8, widths);
        all["allen-cahn, no wetting"] = new AllenCahnParticle(host, 2e-8, widths);
        all["allen-cahn, surface diffusion"] = new AllenCahnParticle(wetted, 2e-8, widths, surfaceDiffusion: host.Diffusivity);
        all["allen-cahn, mpet"] = new AllenCahnParticle(wetted, 2e-8, 4e-8, 8, Discretization.Mpet);
        all["ensemble"] = new Ensemble([(all["homogeneous"], 1), (all["fick Sphere"], 2)]);
        return all;
    }

    private static double[] State(IParticle particle)
    {
        var random = new RandomStream(3, "state");
        return [.. Enumerable.Range(0, particle.Size).Select(_ => 0.3 + 0.02 * random.NextDouble())];
    }

    private static double Drive(IParticle particle, double[] x) => particle.IsDrivenByPotential ? particle.Voltage(x, particle.MeanFilling(x), 0.01, T)!.Value : 0.03;

    [Theory, MemberData(nameof(Names))]
    public void Weights_sum_to_one_and_ions_come_from_the_current_alone(string name)
    {
        var particle = All[name];
        var x = State(particle);
        var (mean, drive, rate) = (particle.MeanFilling(x), Drive(particle, x), new double[particle.Size]);
        Assert.Equal(1, particle.Weights.ToArray().Sum(), 1e-14);
        particle.Rate(x, mean, drive, T, rate);
        var current = particle.IsDrivenByPotential ? particle.CurrentDensity(x, mean, drive, T) : drive;
        var sum = particle.Mass is null ? particle.MeanFilling(rate) : rate.Sum();
        var size = Enumerable.Range(0, rate.Length).Sum(k => Math.Abs(rate[k]) * (particle.Mass is null ? particle.Weights[k] : 1));
        Assert.True(Math.Abs(sum - particle.ChargeGain * current) < 1e-13 * size, $"{sum} {particle.ChargeGain * current}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Jacobian_is_that_of_the_rate_and_conserves_ions(string name)
    {
        var particle = All[name];
        var n = particle.Size;
        var x = State(particle);
        var (mean, drive) = (particle.MeanFilling(x), Drive(particle, x));
        var jacobian = new SparseMatrix(SparsityPattern.FromEntries(n + 2, particle.Couplings));
        particle.Jacobian(x, mean, drive, T, jacobian);
        var largest = 0.0;
        foreach (var value in jacobian.Values) largest = Math.Max(largest, Math.Abs(value));
        // Column by column against central differences of the rate; fillings, drive, mean.
        for (var j = 0; j < n + 2; j++)
        {
            var step = j == n && !particle.IsDrivenByPotential ? 1e-4 : 1e-6;
            double[] Rate(double shift)
            {
                double[] y = [.. x, drive, mean], rate = new double[n];
                y[j] += shift;
                particle.Rate(y.AsSpan(0, n), y[n + 1], y[n], T, rate);
                return rate;
            }
            var (above, below) = (Rate(step), Rate(-step));
            var scale = Enumerable.Range(0, n).Max(i => Math.Abs(above[i] - below[i]) / (2 * step)) + 1e-6 * largest;
            for (var i = 0; i < n; i++)
            {
                double entry;
                try
                {
                    entry = jacobian[i, j];
                }
                catch (ArgumentException)
                {
                    entry = 0;
                }
                Assert.True(Math.Abs(entry - (above[i] - below[i]) / (2 * step)) < 2e-5 * scale, $"row {i}, column {j}: {entry} instead of {(above[i] - below[i]) / (2 * step)}");
            }
            if (particle.IsDrivenByPotential || j >= n) continue;
            double sum = 0, size = 0;
            foreach (var (row, column) in particle.Couplings.Distinct())
            {
                if (column != j) continue;
                var value = jacobian[row, j] * (particle.Mass is null ? particle.Weights[row] : 1);
                (sum, size) = (sum + value, size + Math.Abs(value));
            }
            Assert.True(Math.Abs(sum) <= 1e-13 * size);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Voltage_and_current_are_inverse_to_each_other(string name)
    {
        var particle = All[name];
        var x = State(particle);
        var mean = particle.MeanFilling(x);
        foreach (var current in new[] { -0.02, 0, 0.05 })
            Assert.Equal(current, particle.CurrentDensity(x, mean, particle.Voltage(x, mean, current, T)!.Value, T), 1e-12);
    }

    [Theory, MemberData(nameof(Names))]
    public void Charge_in_is_ions_in_and_the_clock_does_not_matter(string name)
    {
        var particle = All[name];
        var x = State(particle);
        var run = StepRunner.Run(particle, x, new GalvanostaticStep(GalvanostaticStep.CurrentOfRate(particle, 1), 300, StepLimits.None), T, new([]));
        Assert.Equal(Termination.TimeReached, run.Termination);
        Assert.True(run.ClosureError < 1e-13, $"{run.ClosureError}");
        Assert.Equal(1.0 / 12, run.ChargePassed, 1e-7);
        // A potential that every place is given stays away from no equilibrium: held at the voltage reached, the current fades.
        var held = StepRunner.Run(particle, [.. run.State], new PotentiostaticStep(run.Points[^1].Voltage, 300, StepLimits.None), T, new([]));
        Assert.Equal(Termination.TimeReached, held.Termination);
        Assert.True(held.ClosureError < 1e-13, $"{held.ClosureError}");
    }
}
