using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Tests.Protocols;

/// <summary>
/// Random but valid cases: every one ends in finite numbers or with a named reason, within a budget of steps. 300 of them, 10 000 with
/// ECRAM_LONG=1; a failure names its number, and the number alone makes the case again.
/// </summary>
public sealed class RandomCaseTests
{
    private const double T = 298.15;

    private static int Count => Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 10_000 : 300;

    private sealed class Dice(int number)
    {
        private readonly RandomStream _stream = new((ulong)number, "case");
        public double Uniform(double low, double high) => low + (high - low) * _stream.NextDouble();
        public double Decades(double low, double high) => Math.Pow(10, Uniform(Math.Log10(low), Math.Log10(high)));
        public int Whole(int below) => Math.Min(below - 1, (int)(below * _stream.NextDouble()));
        public bool Coin() => _stream.NextDouble() < 0.5;
    }

    [Fact]
    public void Random_cases_end_in_finite_numbers_or_with_a_named_reason()
    {
        var ends = new int[Enum.GetValues<Termination>().Length];
        var failures = new List<string>();
        var slowest = new List<(double Seconds, int Number)>();
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, number =>
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            try
            {
                foreach (var result in Run(number))
                {
                    Interlocked.Increment(ref ends[(int)result.Termination]);
                    if (Complaint(result) is { } complaint) lock (failures) failures.Add($"case {number}: {complaint}");
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                lock (failures) failures.Add($"case {number} ({Describe(Particle(new Dice(number)))}): {e.GetType().Name}: {e.Message}");
            }
            lock (slowest) slowest.Add((clock.Elapsed.TotalSeconds, number));
        });
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", Enum.GetValues<Termination>().Select(t => $"{t} {ends[(int)t]}")));
        TestContext.Current.TestOutputHelper?.WriteLine($"slowest: {string.Join(", ", slowest.OrderByDescending(c => c.Seconds).Take(5).Select(c => FormattableString.Invariant($"{c.Number} {c.Seconds:F2} s")))}");
        failures.Sort(StringComparer.Ordinal);
        Assert.True(failures.Count == 0, $"{failures.Count} failures: {string.Join("; ", failures.Take(8))}");
        // A named failure of the numbers is allowed, and rare.
        Assert.True(ends[(int)Termination.IntegrationFailed] <= 0.02 * ends.Sum(), $"{ends[(int)Termination.IntegrationFailed]} integrations failed");
    }

    private static string Describe(IParticle particle) => FormattableString.Invariant($"{particle.GetType().Name}, {particle.Size} fillings, {particle.Host.FreeEnergy}, {particle.Host.Kinetics}, {particle.Host.Diffusivity}, {particle.Host.PhaseField}, A/V {particle.AreaPerVolume:G4}");

    private static string? Complaint(StepResult result)
    {
        if (result.Explanation.Length == 0) return "no reason";
        foreach (var x in result.State) if (!double.IsFinite(x) || x < -1e-9 || x > 1 + 1e-9) return $"filling {x} after {result.Termination}";
        for (var k = 0; k < result.Points.Count; k++)
        {
            var p = result.Points[k];
            if (!double.IsFinite(p.Time + p.Filling + p.CurrentDensity) || !double.IsFinite(p.Voltage)) return $"point {k} of {result.Points.Count}: {p} before {result.Termination}";
            if (k > 0 && p.Time < result.Points[k - 1].Time) return "time runs back";
        }
        return result.ClosureError <= StepRunner.AllowedClosureError(result.AcceptedSteps) ? null : $"ions lost: {result.ClosureError} in {result.AcceptedSteps} steps";
    }

    private static IReadOnlyList<StepResult> Run(int number)
    {
        var dice = new Dice(number);
        var particle = Particle(dice);
        var start = new double[particle.Size];
        var range = particle.Host.FreeEnergy.Validity;
        var filling = range.Minimum + (range.Maximum - range.Minimum) * (dice.Coin() ? dice.Uniform(0.02, 0.98) : dice.Coin() ? dice.Decades(1e-4, 0.02) : 1 - dice.Decades(1e-4, 0.02));
        Array.Fill(start, filling);
        if (particle.Host.FreeEnergy is ILayeredFreeEnergy layers) layers.Equilibrate(filling, T, start);
        var options = new StepOptions([], new StepTolerance(dice.Decades(1e-8, 1e-4), 1e-9, MaximumSteps: 1500), dice.Coin() ? 0 : dice.Decades(1e-4, 1));
        return StepSeries.Run(particle, start, Enumerable.Range(0, 1 + dice.Whole(3)).Select(_ => Step(dice, particle)).ToArray(), T, options);
    }

    private static IParticle Particle(Dice dice)
    {
        var kind = dice.Whole(6);
        var host = Host(dice, kind == 2);
        var size = dice.Decades(5e-9, 1e-6);
        var nodes = 4 + dice.Whole(16);
        IParticle Bulk(Geometry geometry) => dice.Coin() ? new FickParticle(host, RadialGrid.Graded(geometry, size, nodes, dice.Decades(0.2, 10)))
            : new CahnHilliardParticle(host, RadialGrid.Graded(geometry, size, nodes, dice.Decades(0.5, 2)));
        return kind switch
        {
            0 => new HomogeneousParticle(host, dice.Decades(1e5, 1e9)),
            1 => new AllenCahnParticle(host with { PhaseField = host.PhaseField! with { WettedFilling = dice.Coin() ? 0.98 : null } }, dice.Decades(5e-9, 1e-7), size, nodes,
                surfaceDiffusion: dice.Coin() ? host.Diffusivity : null),
            2 => new LayeredParticle(host, dice.Decades(1e5, 1e8)),
            3 => new Ensemble([.. Enumerable.Range(0, 1 + dice.Whole(6)).Select(_ => ((IParticle)new HomogeneousParticle(host, dice.Decades(1e7, 1e8)), dice.Uniform(0.5, 2)))]),
            _ => Bulk((Geometry)dice.Whole(3)),
        };
    }

    private static Host Host(Dice dice, bool layered)
    {
        var laws = Catalogue<IFreeEnergy>.Examples.Where(e => e.Law is ILayeredFreeEnergy == layered && e.Name != "constant").ToArray();
        // The quadrature is the closed form's slow twin: the same equations at fifty times the price.
        var kinetics = Catalogue<IInsertionKinetics>.Examples.Where(e => e.Law is not (MarcusHushChidsey { IsClosedForm: false } or CoupledIonElectronTransfer { IsClosedForm: false })).ToArray();
        var diffusivities = Catalogue<IDiffusivity>.Examples.Select(e => e.Law).Where(d => d.Validity.Minimum <= 0 && d.Validity.Maximum >= 1).ToArray();
        return new Host("random", "", "X", "Li+", 1, dice.Decades(5e3, 6e4), "Li/Li+", dice.Uniform(1, 4), laws[dice.Whole(laws.Length)].Law,
            dice.Coin() ? kinetics[dice.Whole(kinetics.Length)].Law : new FilmResistance(kinetics[dice.Whole(kinetics.Length)].Law, new Arrhenius(dice.Decades(1, 1e4))),
            dice.Coin() ? diffusivities[dice.Whole(diffusivities.Length)] : new LatticeDiffusivity(new Arrhenius(dice.Decades(1e-20, 1e-12))), null, Array.Empty<ParameterRecord>())
        {
            PhaseField = new PhaseField(dice.Decades(1e-11, 1e-8), 0, null, dice.Uniform(-0.05, 0.05)),
        };
    }

    private static IStep Step(Dice dice, IParticle particle)
    {
        var current = (dice.Coin() ? 1 : -1) * GalvanostaticStep.CurrentOfRate(particle, dice.Decades(0.01, 1000));
        var rest = particle.Host.ReferenceVoltage;
        var voltage = rest + dice.Uniform(-0.6, 0.6);
        var limits = dice.Coin() ? StepLimits.None
            : new StepLimits(rest - dice.Uniform(0.1, 1), rest + dice.Uniform(0.1, 1), dice.Uniform(0, 0.1), dice.Uniform(0.9, 1), dice.Decades(1e-8, 1e-3));
        var duration = dice.Decades(1e-3, 1e6);
        return dice.Whole(6) switch
        {
            0 or 1 => new GalvanostaticStep(current, duration, limits, dice.Coin() ? 0 : 0.01 * duration),
            2 => new PotentiostaticStep(voltage, duration, limits),
            3 => new PowerStep(current * rest, duration, limits),
            4 => new WaveStep([0, 0.3 * duration, 0.7 * duration, duration], [0, current, current, -current], true, limits),
            _ => WaveStep.CyclicVoltammetry(rest, voltage, rest + 0.1, dice.Decades(1e-5, 10), 1 + dice.Whole(2), limits),
        };
    }
}
