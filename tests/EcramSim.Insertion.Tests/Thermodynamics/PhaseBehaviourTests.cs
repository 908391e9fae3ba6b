using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Tests.Thermodynamics;

/// <summary>Spinodals, common tangents and critical temperatures of any free energy, against solutions of scipy and formulas.</summary>
public sealed class PhaseBehaviourTests
{
    private const double Kt298 = 1.380649e-23 * 298 / 1.602176634e-19;

    [Theory]
    [InlineData(2.02), InlineData(2.2), InlineData(2.5), InlineData(3), InlineData(4.509912), InlineData(9), InlineData(30)]
    public void Regular_solution_agrees_with_its_own_formulas(double omega)
    {
        var law = new RegularSolution(omega * Kt298);
        var found = PhaseBehaviour.Of(law, 298);
        var gap = Assert.Single(found.Gaps);
        Assert.Equal(law.Binodal(298)!.Value, gap.Poor, 1e-9 * gap.Poor + 1e-12);
        Assert.Equal(1 - law.Binodal(298)!.Value, gap.Rich, 1e-9);
        Assert.Equal(0, gap.ChemicalPotential, 1e-13);
        Assert.Equal(2, found.Spinodals.Count);
        Assert.Equal(law.Spinodal(298)!.Value, found.Spinodals[0], 1e-12);
        Assert.Equal(1 - law.Spinodal(298)!.Value, found.Spinodals[1], 1e-12);
    }

    [Fact]
    public void Phase_that_a_double_cannot_tell_from_full_still_has_its_plateau()
    {
        var gap = Assert.Single(PhaseBehaviour.Of(new RegularSolution(60 * Kt298), 298).Gaps);
        Assert.Equal(0, gap.ChemicalPotential, 1e-8);
        Assert.True(gap.Poor < 1e-20 && gap.Rich > 1 - 1e-8);
    }

    // scipy.optimize.fsolve in the logits of both fillings, 298.15 K.
    [Fact]
    public void Asymmetric_Redlich_Kister_matches_an_independent_solution()
    {
        var one = PhaseBehaviour.Of(new RedlichKister([0.10, -0.03]), 298.15);
        var gap = Assert.Single(one.Gaps);
        Assert.Equal([0.2906220431567506, 0.9205791977481522], one.Spinodals, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(0.0711034176, gap.Poor, 1e-9);
        Assert.Equal(0.9934888957, gap.Rich, 1e-9);
        Assert.Equal(0.001641523399, gap.ChemicalPotential, 1e-11);

        var other = Assert.Single(PhaseBehaviour.Of(new RedlichKister([0.06, -0.02, 0.03, 0.01]), 298.15).Gaps);
        Assert.Equal(0.4117149874, other.Poor, 1e-9);
        Assert.Equal(0.9766270876, other.Rich, 1e-9);
    }

    [Fact]
    public void Ordering_at_half_filling_leaves_two_gaps()
    {
        var found = PhaseBehaviour.Of(new RedlichKister([-0.02, 0, 0.2]), 298.15);
        Assert.Equal(4, found.Spinodals.Count);
        Assert.Equal(2, found.Gaps.Count);
        Assert.Equal(0.0001286071, found.Gaps[0].Poor, 1e-9);
        Assert.Equal(0.4017572060, found.Gaps[0].Rich, 1e-9);
        Assert.Equal(-0.050422042272, found.Gaps[0].ChemicalPotential, 1e-11);
        Assert.Equal(1 - found.Gaps[0].Rich, found.Gaps[1].Poor, 1e-9);
        Assert.Equal(-found.Gaps[0].ChemicalPotential, found.Gaps[1].ChemicalPotential, 1e-11);
    }

    [Fact]
    public void Tabulated_voltage_with_a_loop_gets_Maxwells_construction()
    {
        // Samples of a regular solution with Ω = 3 kT: the table's plateau and phases are those of the formula.
        double[] x = [.. Enumerable.Range(1, 399).Select(k => k / 400.0)];
        double[] u = [.. x.Select(v => 3.4 - Kt298 * (Math.Log(v / (1 - v)) + 3 * (1 - 2 * v)))];
        var gap = Assert.Single(PhaseBehaviour.Of(new TabulatedOpenCircuitVoltage(x, u, 3.4), 298).Gaps);
        Assert.Equal(0.07072018, gap.Poor, 2e-4);
        Assert.Equal(1 - 0.07072018, gap.Rich, 2e-4);
        Assert.Equal(0, gap.ChemicalPotential, 1e-6);
    }

    [Fact]
    public void Table_that_ends_inside_a_gap_has_a_tangent_at_one_side_and_the_end_at_the_other()
    {
        double[] x = [.. Enumerable.Range(30, 350).Select(k => k / 400.0)];
        double[] u = [.. x.Select(v => 3.4 - Kt298 * (Math.Log(v / (1 - v)) + 4 * (1 - 2 * v)))];
        var gap = Assert.Single(PhaseBehaviour.Of(new TabulatedOpenCircuitVoltage(x, u, 3.4), 298).Gaps);
        Assert.True(gap.Poor == x[0] || gap.Rich == x[^1]);
    }

    [Theory]
    [InlineData("lixcoo2"), InlineData("lithium"), InlineData("hxwo3"), InlineData("tio2-x")]
    public void Hosts_that_mix_have_neither_gap_nor_spinodal(string id)
    {
        var host = Host.Load(ModelLibrary.Shipped(), id);
        var found = PhaseBehaviour.Of(host.FreeEnergy, 298.15);
        Assert.Empty(found.Gaps);
        Assert.Empty(found.Spinodals);
    }

    [Fact]
    public void Critical_temperature_of_the_regular_solution_is_half_of_omega_over_k()
    {
        var expected = 0.1 * 1.602176634e-19 / (2 * 1.380649e-23);
        Assert.Equal(expected, PhaseBehaviour.CriticalTemperature(new RegularSolution(0.1), 100, 2000)!.Value, 1e-5);
        Assert.Null(PhaseBehaviour.CriticalTemperature(new RegularSolution(-0.1), 100, 2000));
        Assert.Null(PhaseBehaviour.CriticalTemperature(new RegularSolution(0.1), 100, 300));
        // Redlich–Kister with L₁ only: dμ/dx = kT/[x(1−x)] − 2p − 4(1−2x)p′, scanned by hand on a fine grid.
        double[] fine = [.. Enumerable.Range(1, 99_999).Select(k => k / 1e5)];
        var scanned = fine.Max(x => x * (1 - x) * (2 * (0.1 - 0.03 * (1 - 2 * x)) - 4 * (1 - 2 * x) * 0.03)) / 8.617333262e-5;
        Assert.Equal(scanned, PhaseBehaviour.CriticalTemperature(new RedlichKister([0.10, -0.03]), 100, 2000)!.Value, 1e-3);
    }

    [Fact]
    public void Random_expansions_have_tangents_that_touch_twice_and_cut_nowhere()
    {
        var random = new EcramSim.Insertion.Numerics.RandomStream(7, "phases");
        var gaps = 0;
        for (var trial = 0; trial < 60; trial++)
        {
            var law = new RedlichKister([.. Enumerable.Range(0, 4).Select(_ => 0.3 * (random.NextDouble() - 0.4))]);
            var found = PhaseBehaviour.Of(law, 298.15);
            foreach (var gap in found.Gaps)
            {
                gaps++;
                // Both ends share slope and tangent; every second gap ends where the next may begin, never beyond.
                Assert.Equal(gap.ChemicalPotential, law.ChemicalPotential(gap.Poor, 298.15), 1e-9);
                if (gap.Rich < 1 - 1e-9) Assert.Equal(gap.ChemicalPotential, law.ChemicalPotential(gap.Rich, 298.15), 1e-9);
                Assert.Equal(law.FreeEnergy(gap.Rich, 298.15), gap.Tangent(law, gap.Rich, 298.15), 1e-12);
                for (var x = 0.0005; x < 1; x += 0.001) Assert.True(law.FreeEnergy(x, 298.15) >= gap.Tangent(law, x, 298.15) - 1e-12);
                // A spinodal pair lies inside each gap.
                Assert.True(found.Spinodals.Count(x => x > gap.Poor && x < gap.Rich) >= 2);
            }
            // No instability outside the gaps.
            Assert.All(found.Spinodals, x => Assert.Contains(found.Gaps, g => x > g.Poor && x < g.Rich));
            for (var k = 1; k < found.Gaps.Count; k++) Assert.True(found.Gaps[k].Poor >= found.Gaps[k - 1].Rich);
        }
        Assert.True(gaps > 30);
    }

    [Fact]
    public void Tangent_lies_below_the_free_energy_everywhere()
    {
        foreach (var (_, law) in Catalogue<IFreeEnergy>.Examples)
            foreach (var gap in PhaseBehaviour.Of(law, 298.15).Gaps)
                for (var x = 0.001; x < 1; x += 0.001)
                    if (law.Validity.Contains(x)) Assert.True(law.FreeEnergy(x, 298.15) >= gap.Tangent(law, x, 298.15) - 1e-12);
    }

    [Fact]
    public void Coherency_strain_takes_half_its_stiffness_off_the_regular_solution()
    {
        // ½sx² = −(s/2)·x(1 − x) + (s/2)x: a regular solution with Ω − s/2, for spinodal, phases and critical temperature.
        var (omega, stiffness) = (4.5 * Kt298, 3 * Kt298);
        var (coherent, free) = (PhaseBehaviour.Of(new CoherentFreeEnergy(new RegularSolution(omega), stiffness), 298), new RegularSolution(omega - 0.5 * stiffness));
        var gap = Assert.Single(coherent.Gaps);
        Assert.Equal(free.Binodal(298)!.Value, gap.Poor, 1e-10);
        Assert.Equal(free.Spinodal(298)!.Value, coherent.Spinodals[0], 1e-11);
        // Both phases of a particle at mean filling ½ have one potential, μ_h + s(x − ½).
        double Particle(double x) => new RegularSolution(omega).ChemicalPotential(x, 298) + stiffness * (x - 0.5);
        Assert.Equal(Particle(gap.Poor), Particle(gap.Rich), 1e-11);
        Assert.Equal(1.5 * 298, PhaseBehaviour.CriticalTemperature(new CoherentFreeEnergy(new RegularSolution(omega), stiffness), 100, 1000)!.Value, 1e-5);
    }

    // scipy.integrate.quad and brentq for the constants of the file.
    [Fact]
    public void Interface_of_lithium_iron_phosphate()
    {
        var host = Host.Load(ModelLibrary.Shipped(), "lifepo4");
        var gap = Assert.Single(PhaseBehaviour.Of(host.FreeEnergy, 298.15).Gaps);
        var boundary = PhaseInterface.Of(host, gap, 298.15)!;
        Assert.Equal(0.012127258200, gap.Poor, 1e-10);
        Assert.Equal(0.11354754815, boundary.Energy, 1e-7);
        Assert.Equal(3.071199098e-9, boundary.Width, 1e-14);
    }
}
