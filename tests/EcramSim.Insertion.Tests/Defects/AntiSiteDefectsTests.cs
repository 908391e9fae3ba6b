using EcramSim.Insertion.Defects;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Tests.Defects;

/// <summary>Metal migration: detailed balance, and the hysteresis that vanishes with the rate below 2kT and persists above.</summary>
public sealed class AntiSiteDefectsTests
{
    private const double T = 298.15, Kt = 1.380649e-23 * T / 1.602176634e-19;

    // Balanced at x = ½; empty hosts draw the metal in.
    private static AntiSiteDefects Law(double interaction) => new(-5 * Kt, 10 * Kt, interaction * Kt, new Arrhenius(1, 0, T));

    [Fact]
    public void Potential_is_the_slope_of_the_free_energy_and_the_rate_its_servant()
    {
        var law = Law(3);
        foreach (var x in new[] { 0.1, 0.5, 0.9 })
            foreach (var zeta in new[] { 0.02, 0.4, 0.97 })
            {
                const double h = 1e-6;
                Assert.Equal((law.FreeEnergy(x, zeta + h, T) - law.FreeEnergy(x, zeta - h, T)) / (2 * h), law.ChemicalPotential(x, zeta, T), 1e-8);
                Assert.Equal(-Math.Sign(law.ChemicalPotential(x, zeta, T)), Math.Sign(law.Rate(x, zeta, T)));
                // μ of the inserted ion changes by e₁ζ: the voltage by −e₁ζ/z, by the cross derivative of f.
                Assert.Equal(-(law.FreeEnergy(x + h, zeta, T) - law.FreeEnergy(x - h, zeta, T)) / (2 * h), law.VoltageShift(zeta), 1e-8);
                Assert.Equal(0.5 * law.VoltageShift(zeta), law.VoltageShift(zeta, 2), 1e-15);
            }
        foreach (var start in new[] { 0.001, 0.3, 0.5, 0.999 })
        {
            var rest = law.Relax(0.47, start, T);
            Assert.Equal(0, law.ChemicalPotential(0.47, rest, T) / Kt, 1e-9);
            Assert.Equal(0, law.Rate(0.47, rest, T), 1e-9);
        }
    }

    [Fact]
    public void Relaxation_goes_to_the_nearest_minimum_downhill()
    {
        var law = Law(4);
        // Two states at x = ½, mirror images: the binodal of a regular solution with Ω = 4kT, 0.02124799.
        Assert.Equal(0.02124799, law.Relax(0.5, 0.3, T), 1e-8);
        Assert.Equal(1 - 0.02124799, law.Relax(0.5, 0.7, T), 1e-8);
        // Beyond the bistable range only one is left, wherever it starts.
        var (low, high) = law.Bistable(T)!.Value;
        // 2μ_s/e₁ with μ_s = 1.06568 kT.
        Assert.Equal(2 * 1.06568 / 10, high - low, 1e-5);
        Assert.Equal(law.Relax(low - 0.01, 0.01, T), law.Relax(low - 0.01, 0.99, T), 1e-9);
        Assert.Equal(law.Relax(high + 0.01, 0.01, T), law.Relax(high + 0.01, 0.99, T), 1e-9);
        Assert.Null(Law(1.9).Bistable(T));
    }

    [Fact]
    public void Below_2kT_the_hysteresis_vanishes_with_the_rate()
    {
        var law = Law(1);
        var (fast, slow) = (Loop(law, 2_000), Loop(law, 20_000));
        Assert.True(slow > 0);
        // In proportion to it, once it is slow.
        Assert.Equal(10, fast / slow, 0.3);
        Assert.Equal(0, QuasiStaticLoop(law), 1e-9);
    }

    [Fact]
    public void Above_2kT_it_persists_at_vanishing_rate()
    {
        var law = Law(4);
        var rest = QuasiStaticLoop(law);
        // Between the jumps of the two sweeps, 0.213 apart in x, the branches differ by at least 1 − 2·0.146 (spinodals) and at most 1.
        Assert.InRange(rest, 10 * Kt * 0.213 * 0.7, 10 * Kt * 0.213);
        var (fast, slow) = (Loop(law, 2_000), Loop(law, 20_000));
        Assert.True(fast > slow && slow > rest);
        // A state that disappears at a spinodal is left behind as the rate to the power of two thirds: 10^(2/3) = 4.64.
        Assert.Equal(4.64, (fast - rest) / (slow - rest), 0.5);
    }

    [Fact]
    public void Vacancies_of_the_metal_are_constant_above_four_fifths_and_grow_beyond()
    {
        var law = new AntiSiteDefects(-28 * Kt, 40 * Kt, 1.5 * Kt, new Arrhenius(1, 0, T));
        double At(double x) => law.Relax(x, 0.5, T);
        Assert.True(At(0.8) - At(1) < 0.02);
        Assert.True(At(0.7) > 0.3 && At(0.6) > At(0.7) && At(0.4) > 0.95);
    }

    [Fact]
    public void Slow_defects_build_up_over_cycles()
    {
        // Slower than a cycle: each deep extraction adds some, less is healed on the way back.
        var law = Law(1) with { Attempt = new Arrhenius(2e-5, 0, T) };
        var zeta = 0.001;
        var after = new List<double>();
        for (var cycle = 0; cycle < 12; cycle++)
        {
            zeta = Sweep(law, zeta, 1000, 4000, _ => { }, 0.9);
            after.Add(zeta);
        }
        for (var k = 1; k < after.Count; k++) Assert.True(after[k] > after[k - 1]);
        Assert.True(after[^1] > 4 * after[0] && after[^1] - after[^2] < after[1] - after[0]);
    }

    [Fact]
    public void Defects_raise_the_barrier_of_the_ions_beside_them()
    {
        var law = Law(1) with { BarrierShift = 0.25, Neighbours = 1 };
        Assert.Equal(1, law.DiffusivityFactor(0, T));
        // All paths pass a defect: 0.25 eV slower, e^(0.25/kT) = 1.68e4.
        Assert.Equal(Math.Exp(-0.25 / Kt), law.DiffusivityFactor(1, T), 1e-15);
        Assert.Equal(0.9 + 0.1 * Math.Exp(-0.25 / Kt), law.DiffusivityFactor(0.1, T), 1e-12);
        Assert.Equal(0.81 + 0.19 * Math.Exp(-0.25 / Kt), (law with { Neighbours = 2 }).DiffusivityFactor(0.1, T), 1e-12);
        // The apparent activation energy of hops beside defects is higher by the shift.
        var slope = Math.Log(law.DiffusivityFactor(1, 310) / law.DiffusivityFactor(1, 300)) / (1 / (8.617333262e-5 * 300) - 1 / (8.617333262e-5 * 310));
        Assert.Equal(0.25, slope, 1e-6);
    }

    // ∮U dx of one cycle of x between 1 and 0, in eV per site: what the hysteresis dissipates. The first cycle is forgotten.
    private static double Loop(AntiSiteDefects law, double period)
    {
        var steps = (int)(period * 60);
        var zeta = Sweep(law, law.Relax(0.99, 0.01, T), period, steps, _ => { });
        var area = 0.0;
        Sweep(law, zeta, period, steps, d => area += d);
        return area;
    }

    // Fourth-order Runge–Kutta over a triangle of x from 0.99 to 0.01 and back; reports ∮−U dx bit by bit.
    private static double Sweep(AntiSiteDefects law, double zeta, double period, int steps, Action<double> area, double top = 0.99)
    {
        double X(double phase) => top - (top - 0.01) * (phase < 0.5 ? 2 * phase : 2 - 2 * phase);
        var h = period / steps;
        for (var k = 0; k < steps; k++)
        {
            double x0 = X((double)k / steps), x1 = X((k + 0.5) / steps), x2 = X((k + 1.0) / steps);
            var a = law.Rate(x0, zeta, T);
            var b = law.Rate(x1, zeta + 0.5 * h * a, T);
            var c = law.Rate(x1, zeta + 0.5 * h * b, T);
            var d = law.Rate(x2, zeta + h * c, T);
            var next = zeta + h / 6 * (a + 2 * b + 2 * c + d);
            area(-law.VoltageShift(0.5 * (zeta + next)) * (x2 - x0));
            zeta = next;
        }
        return zeta;
    }

    private static double QuasiStaticLoop(AntiSiteDefects law)
    {
        const int steps = 20_000;
        double area = 0, zeta = law.Relax(0.99, 0.01, T), previous = zeta;
        for (var k = 1; k <= 2 * steps; k++)
        {
            var x = 0.99 - 0.98 * (k <= steps ? (double)k / steps : 2 - (double)k / steps);
            zeta = law.Relax(x, previous, T);
            area += -law.VoltageShift(0.5 * (zeta + previous)) * (k <= steps ? -0.98 / steps : 0.98 / steps);
            previous = zeta;
        }
        return area;
    }
}
