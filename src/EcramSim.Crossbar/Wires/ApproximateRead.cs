namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Line currents to a chosen error that is guaranteed, not estimated. With K = T_b⁻¹D T_w⁻¹D (no negative entries, row sums at most ρ &lt; 1) the error
/// of the bit nodes is (1 − K)⁻¹ z, z being the preconditioned residual: at most max|z|/(1 − ρ), and that of the word nodes is no larger.
/// ρ = max(T_b⁻¹D·1)·max(T_w⁻¹D·1) is computed once per set of conductances.
/// </summary>
public sealed class ApproximateRead
{
    private readonly NodalSolver _solver;
    private readonly double[] _columns;

    /// <summary>Prepares the bound for the conductances that <paramref name="solver"/> holds now.</summary>
    /// <exception cref="EcramSim.Insertion.Models.InputException">A line floats: nothing bounds its error.</exception>
    public ApproximateRead(NodalSolver solver)
    {
        ArgumentNullException.ThrowIfNull(solver);
        _solver = solver;
        Contraction = solver.Contraction();
        if (!(Contraction < 1)) throw new EcramSim.Insertion.Models.InputException("wires: an approximate read needs every line connected at one end at least; solve exactly");
        _columns = new double[solver.Columns];
        for (var i = 0; i < solver.Rows; i++)
            for (var j = 0; j < solver.Columns; j++) _columns[j] += solver.Conductances.Span[i * solver.Grid.Stride + j];
    }

    /// <summary>ρ.</summary>
    public double Contraction { get; }

    /// <summary>Guaranteed largest error of a node voltage in the last read, V (rounding, about 1e-15 of the drive, aside).</summary>
    public double VoltageBound { get; private set; }

    /// <summary>Guaranteed largest error of the current of one bit line in the last read, A.</summary>
    public double CurrentBound(int column) => 2 * _columns[column] * VoltageBound;

    /// <summary>Currents out of the bit lines, A.</summary>
    /// <param name="words">Source of each word line, V.</param>
    /// <param name="error">Largest allowed error of a node voltage, relative to the largest source.</param>
    /// <param name="currents">Out: one per bit line.</param>
    public void BitCurrents(ReadOnlySpan<double> words, double error, Span<double> currents)
    {
        VoltageBound = _solver.RunBounded(words, error, 1 - Contraction);
        new Readout(_solver.Grid, _solver.Words, _solver.Bits, _solver.Conductances, _solver.WordNodes, _solver.BitNodes, null, _solver.Sources, _solver.Sinks).BitCurrents(currents);
        GC.KeepAlive(_solver);
    }
}
