using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Sixteen inputs to one array at once. Lanes are inputs, so that conductances and factors are read once for all and nothing is turned. The residual is computed in
/// double precision, the correction that it needs is found in single precision by the steps of <see cref="BlockSweep"/>, and what is left after them shows in the
/// next residual: as many rounds as the tolerance asks for, usually two. The last step of a round is made by the pass that needs its nodes: that of the next residual, or the one
/// that reads them out.
/// </summary>
internal sealed class NodalBlock
{
    /// <summary>Inputs of a block.</summary>
    public const int Inputs = BlockGrid.Inputs;

    /// <summary>Fewer inputs are faster one after another.</summary>
    public const int Fewest = 4;

    // Above this many nodes memory is short.
    private const int MostNodes = 1 << 21;
    // What a round in single precision may be asked to gain, what rounding leaves of its beginning at least, per unit of stiffness, and at most.
    private const double Round = 3e-6, Rounding = 1e-6, Softest = 1e-7, MostLost = 0.05;
    // The error aimed at, of the tolerance.
    private const double Aim = 0.25;

    private readonly NodalSolver _solver;
    private readonly BlockGrid _block;
    private readonly BlockMemory _memory;
    private readonly BlockNodes _nodes;
    private readonly double[] _scales = new double[Inputs];
    private BlockFactors? _factors;
    private BlockSweep? _sweep;

    public NodalBlock(NodalSolver solver)
    {
        (_solver, _block) = (solver, new BlockGrid(solver.Rows, solver.Columns));
        _memory = new BlockMemory(_block);
        _nodes = new BlockNodes(solver, _block, _memory);
    }

    /// <summary>Whether an array can be solved this way: all lines resist.</summary>
    public static bool Suits(NodalSolver solver) => !solver.Words.IsRigid && !solver.Bits.IsRigid && (long)solver.Rows * solver.Columns <= MostNodes;

    /// <summary>The conductances are others now.</summary>
    public void Forget() => (_factors, _sweep) = (null, null);

    /// <summary>Takes what the solver's sources are now as input <paramref name="n"/>.</summary>
    public void Place(int n, double largestWord, double largestBit)
    {
        _scales[n] = Math.Max(largestWord, largestBit);
        _nodes.Place(n, _solver.Sources.Span, _solver.Sinks.Span, _scales[n]);
    }

    /// <summary>Solves the first <paramref name="count"/> inputs, into the arrays of the <paramref name="solutions"/> that are there; false where the steps gain too little.</summary>
    public bool Run(int count, double tolerance, Span<NodalSolution> solutions)
    {
        for (var n = count; n < Inputs; n++)
        {
            _scales[n] = 0;
            _nodes.Place(n, [], [], 0);
        }
        _memory.Take();
        var isSolved = Solve(tolerance, solutions);
        _memory.Return();
        return isSolved;
    }

    private bool Solve(double tolerance, Span<NodalSolution> solutions)
    {
        _factors ??= new BlockFactors(_solver, _block);
        var lost = Math.Max(Rounding, Softest * _factors.Stiffness);
        if (lost > MostLost) return false;
        _sweep ??= new BlockSweep(_block, _memory, _factors, new CoarseNodes(_solver.Grid, _solver.Words, _solver.Bits, _solver.Conductances));
        BlockReadout? readout = null;
        var rounds = Math.Max(2, (int)Math.Ceiling(Math.Log(Aim * tolerance) / Math.Log(Round)));
        var steps = 0;
        double slowest = 0, before = double.PositiveInfinity, expected = 0, change = double.PositiveInfinity;
        _nodes.Begin(_sweep);
        for (var number = 1; ; number++)
        {
            var round = new BlockRound(number < rounds ? Math.Pow(Aim * tolerance, (double)number / rounds) : Aim * tolerance, slowest);
            while (!round.IsOver && !round.IsNextLast)
            {
                _sweep.Prepare();
                round.Add(Lane.Largest(_sweep.Step()), isLast: false);
            }
            var isPending = !round.IsOver;
            if (isPending) _sweep.Prepare();
            else if (!(round.Slowest < BlockRound.Slow)) return false;
            // Rounding takes from a round what it took from the one before.
            if (number > 1) lost = Math.Max(lost, (round.First - expected) / before);
            var isRead = number > 1 && (isPending ? round.Expected : round.Left) + lost * round.First <= tolerance;
            if (isRead)
            {
                readout ??= new BlockReadout(_solver, _block, _nodes, _sweep, _factors, _scales, solutions);
                var worst = readout.Read(isPending);
                if (isPending) round.Add(Lane.Largest(worst), isLast: true);
                if (!(round.Slowest < BlockRound.Slow)) return false;
                double error = round.Left + lost * round.First, changed = readout.Change;
                // Currents that no longer settle are as good as rounding lets them be.
                if (error <= tolerance && (changed * error <= NodalSolver.Currents * tolerance * round.First || changed > 0.1 * change))
                {
                    readout.Solutions(steps + round.Steps, error, solutions);
                    return true;
                }
            }
            if (!(round.First < 0.1 * before)) return false;
            var largest = _nodes.Residual(_sweep, isPending);
            if (isPending && !isRead) round.Add(Lane.Largest(largest), isLast: true);
            if (!(round.Slowest < BlockRound.Slow)) return false;
            (before, expected, slowest, steps, change) = (round.First, round.Left, round.Slowest, steps + round.Steps, number > 1 ? _nodes.Change() : change);
        }
    }
}
