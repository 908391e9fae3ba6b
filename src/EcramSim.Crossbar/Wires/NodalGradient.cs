namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Gradient of a function L of the line currents of an array, by one more solution of the same network: the adjoint, whose sources are
/// ∂L/∂I at the sinks (and −∂L/∂I at the word sources). The network is symmetric, so the adjoint is a read backwards.
/// </summary>
/// <param name="Words">dL/dV of the word sources, A/V × unit of ∂L/∂I.</param>
/// <param name="Bits">dL/dV of the bit sources.</param>
/// <param name="Conductances">dL/dG of the cells, row by row.</param>
public sealed record NodalGradient(double[] Words, double[] Bits, double[] Conductances)
{
    /// <summary>The gradient at <paramref name="solution"/>.</summary>
    /// <param name="solver">The solver that gave it, with the conductances it had then; of nonlinear cells, the linearised one (dL/dG is then that of the slopes).</param>
    /// <param name="solution">The solution.</param>
    /// <param name="bitCurrents">∂L/∂I of the current out of each bit line; empty for 0.</param>
    /// <param name="wordCurrents">∂L/∂I of the current into each word line; empty for 0.</param>
    public static NodalGradient Of(NodalSolver solver, NodalSolution solution, ReadOnlySpan<double> bitCurrents, ReadOnlySpan<double> wordCurrents = default)
    {
        ArgumentNullException.ThrowIfNull(solver);
        ArgumentNullException.ThrowIfNull(solution);
        double[] sources = wordCurrents.ToArray();
        for (var i = 0; i < sources.Length; i++) sources[i] = -sources[i];
        var warm = solver.WarmStart;
        solver.WarmStart = false;
        var adjoint = solver.Solve(sources, bitCurrents);
        solver.WarmStart = warm;
        var cells = new double[solution.WordVoltages.Length];
        for (var k = 0; k < cells.Length; k++)
            cells[k] = -(solution.WordVoltages[k] - solution.BitVoltages[k]) * (adjoint.WordVoltages[k] - adjoint.BitVoltages[k]);
        return new NodalGradient(Array.ConvertAll(adjoint.WordCurrents, i => -i), adjoint.BitCurrents, cells);
    }
}
