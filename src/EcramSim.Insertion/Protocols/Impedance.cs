using System.Numerics;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>
/// Impedance by linearisation: the equations of a particle at a held voltage, (iωM − ∂f/∂y)ŷ = ∂f/∂V, give the current of a small
/// voltage at each frequency; Z = −V̂/î (insertion, i &gt; 0, lowers V), beside the double layer and behind the series resistance.
/// </summary>
public static class Impedance
{
    /// <summary>Z in Ω m² at each of <paramref name="frequencies"/> (Hz &gt; 0).</summary>
    /// <param name="particle">The particle.</param>
    /// <param name="state">Its fillings; at rest, or in a slow course that the frequencies do not see.</param>
    /// <param name="temperature">K.</param>
    /// <param name="frequencies">Hz.</param>
    /// <param name="voltage">V at the particle; that of rest where null.</param>
    /// <param name="seriesResistance">Ω m².</param>
    /// <param name="doubleLayer">F/m² beside the interface.</param>
    /// <exception cref="ArithmeticException">The state has no voltage, or the linear system is singular.</exception>
    public static Complex[] At(IParticle particle, ReadOnlySpan<double> state, double temperature, IReadOnlyList<double> frequencies,
        double? voltage = null, double seriesResistance = 0, double doubleLayer = 0)
    {
        var n = particle.Size;
        var mean = particle.MeanFilling(state);
        var held = voltage ?? particle.Voltage(state, mean, 0, temperature) ?? throw new ArithmeticException("the state has no voltage of rest");
        IStiffProblem problem = new StepProblem(particle, new PotentiostaticStep(held, 1, StepLimits.None), temperature, 0, held);
        double[] y = [.. state, particle.IsDrivenByPotential ? held : particle.CurrentDensity(state, mean, held, temperature), mean];
        var jacobian = new SparseMatrix(problem.Pattern);
        problem.Jacobian(0, y, jacobian);
        var mass = problem.Mass!;
        var whole = SparsityPattern.FromEntries(n + 2, problem.Pattern.Entries().Concat(mass.Pattern.Entries()));
        var factors = new SparseLu<Complex>(whole);
        var values = new Complex[whole.Count];
        var right = new Complex[n + 2];
        var excitation = Excitation(particle, state, mean, held, temperature);
        var result = new Complex[frequencies.Count];
        for (var f = 0; f < result.Length; f++)
        {
            var rate = new Complex(0, 2 * Math.PI * frequencies[f]);
            Array.Clear(values);
            foreach (var (row, column) in problem.Pattern.Entries()) values[whole.Position(row, column)] = -jacobian[row, column];
            foreach (var (row, column) in mass.Pattern.Entries()) values[whole.Position(row, column)] += rate * mass[row, column];
            if (!factors.Factor(values)) throw new ArithmeticException(FormattableString.Invariant($"the linearised equations are singular at {frequencies[f]} Hz"));
            Array.Clear(right);
            right[n] = excitation;
            factors.Solve(right);
            var current = particle.IsDrivenByPotential ? rate * right[n + 1] / particle.ChargeGain : right[n];
            result[f] = 1 / (-current + rate * doubleLayer) + seriesResistance;
        }
        return result;
    }

    // ∂f/∂V of the row of the drive: −∂i/∂V of the one interface, or −1 where the drive is the voltage.
    private static double Excitation(IParticle particle, ReadOnlySpan<double> state, double mean, double voltage, double temperature)
    {
        if (particle.IsDrivenByPotential) return -1;
        const double small = 1e-6;
        return -(particle.CurrentDensity(state, mean, voltage + small, temperature) - particle.CurrentDensity(state, mean, voltage - small, temperature)) / (2 * small);
    }
}
