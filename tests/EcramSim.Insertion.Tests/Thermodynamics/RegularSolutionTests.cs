using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Tests.Thermodynamics;

public sealed class RegularSolutionTests
{
    private const double Kt298 = 1.380649e-23 * 298 / 1.602176634e-19;

    // The gaps are printed for kT/e = 1.381e-23·298/1.602e-19 V; this temperature has it with the exact constants.
    private const double T298 = 298 * (1.381e-23 / 1.602e-19) / (1.380649e-23 / 1.602176634e-19);
    private const double Kt = 1.381e-23 * 298 / 1.602e-19;

    // Spinodal, binodal, μ at the spinodal and gap, from an independent solution of the two equations.
    [Theory]
    [InlineData(2.2, 0.349244, 0.24852971, 0.04096, 2.105)]
    [InlineData(2.5, 0.276393, 0.14479411, 0.15561, 7.995)]
    [InlineData(3, 0.211325, 0.07072018, 0.41509, 21.327)]
    [InlineData(4, 0.146447, 0.02124799, 1.06568, 54.753)]
    [InlineData(1.8560e-20 / (1.381e-23 * 298), 0.126995, 0.01212152, 1.43665, 73.812)]
    public void Phase_stability(double omega, double spinodal, double binodal, double potential, double gap)
    {
        var law = new RegularSolution(omega * Kt);
        Assert.Equal(spinodal, law.Spinodal(T298)!.Value, 5e-7);
        Assert.Equal(binodal, law.Binodal(T298)!.Value, 5.1e-9);
        Assert.Equal(potential, law.ChemicalPotential(law.Spinodal(T298)!.Value, T298) / Kt, 5.1e-6);
        Assert.Equal(gap, 1000 * law.VoltageGap(T298), 0.0006);
    }

    [Fact]
    public void No_phase_separation_above_the_critical_temperature()
    {
        var law = new RegularSolution(1.9 * Kt298);
        Assert.Null(law.Spinodal(298));
        Assert.Null(law.Binodal(298));
        Assert.Equal(0, law.VoltageGap(298));
        Assert.Null(new RegularSolution(-0.1).Spinodal(298));
    }

    [Theory]
    [InlineData(2.01), InlineData(3.7), InlineData(12), InlineData(60)]
    public void Binodal_phases_share_potential_and_tangent(double omega)
    {
        var law = new RegularSolution(omega * Kt298);
        var x = law.Binodal(298)!.Value;
        Assert.Equal(0, law.ChemicalPotential(x, 298) / Kt298, 1e-10);
        Assert.True(x > 0 && x < law.Spinodal(298));
        // Common tangent: equal free energies, as μ = 0 in both.
        if (x > 1e-10) Assert.Equal(law.FreeEnergy(x, 298), law.FreeEnergy(1 - x, 298), 1e-12);
        Assert.Equal(0, law.ChemicalPotentialSlope(law.Spinodal(298)!.Value, 298), 1e-9 * omega);
    }

    [Fact]
    public void One_term_of_Redlich_Kister_is_the_regular_solution()
    {
        var (one, other) = (new RegularSolution(0.08), new RedlichKister([0.08]));
        foreach (var x in new[] { 0.01, 0.3, 0.77 })
        {
            Assert.Equal(one.ChemicalPotential(x, 310), other.ChemicalPotential(x, 310), 1e-15);
            Assert.Equal(one.ChemicalPotentialSlope(x, 310), other.ChemicalPotentialSlope(x, 310), 1e-13);
        }
    }

    [Fact]
    public void Mean_field_repulsion_is_a_regular_solution_of_half_the_strength_and_opposite_sign()
    {
        // s·x = Ω(1 − 2x) + const with Ω = −s/2.
        var (one, other) = (new LinearLatticeGas(0.3), new RegularSolution(-0.15));
        Assert.Equal(one.ChemicalPotentialSlope(0.4, 300), other.ChemicalPotentialSlope(0.4, 300), 1e-14);
    }
}
