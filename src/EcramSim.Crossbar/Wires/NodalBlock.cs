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

    /// <summary>Fewer inputs are faster one after another, with all node voltages.</summary>
    public const int Fewest = 4;

    /// <summary>The same for currents alone.</summary>
    public const int FewestCurrents = 6;

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
    private readonly BlockFactors _factors;
    private readonly CoarseNodes _coarse;
    private readonly BlockSweep _sweep;
    private BlockReadout? _currents;
    private bool _isStale = true;

    public NodalBlock(NodalSolver solver)
    {
        (_solver, _block) = (solver, new BlockGrid(solver.Rows, solver.Columns));
        _memory = new BlockMemory(_block);
        _nodes = new BlockNodes(solver, _block, _memory);
        _factors = new BlockFactors(solver, _block);
        _coarse = new CoarseNodes(solver.Grid, solver.Words, solver.Bits);
        _sweep = new BlockSweep(_block, _memory, _factors, _coarse);
    }

    /// <summary>Whether an array can be solved this way: all lines resist.</summary>
    public static bool Suits(NodalSolver solver) => !solver.Words.IsRigid && !solver.Bits.IsRigid && (long)solver.Rows * solver.Columns <= MostNodes;

    /// <summary>The conductances are others now.</summary>
    public void Forget() => _isStale = true;

    /// <summary>Takes what the solver's sources are now as input <paramref name="n"/>.</summary>
    public void Place(int n, double largestWord, double largestBit)
    {
        _scales[n] = Math.Max(largestWord, largestBit);
        _nodes.Place(n, _solver.Sources.Span, _solver.Sinks.Span, _scales[n]);
    }

    /// <summary>Solves as many inputs as <paramref name="solutions"/> holds, into the arrays of those that are there; false where the steps gain too little.</summary>
    public bool Run(double tolerance, Span<NodalSolution> solutions)
    {
        BlockReadout? readout = null;
        if (Run(solutions.Length, tolerance, solutions, ref readout) is not { } solved) return false;
        readout!.Solutions(solved.Steps, solved.Error, solutions);
        return true;
    }

    /// <summary>The same for the currents alone of the first <paramref name="count"/> inputs; null where the steps gain too little.</summary>
    public BlockReadout? Currents(int count, double tolerance) => Run(count, tolerance, [], ref _currents) is null ? null : _currents;

    private (int Steps, double Error)? Run(int count, double tolerance, ReadOnlySpan<NodalSolution> into, ref BlockReadout? readout)
    {
        for (var n = count; n < Inputs; n++)
        {
            _scales[n] = 0;
            _nodes.Place(n, [], [], 0);
        }
        _memory.Take();
        var solved = Solve(tolerance, into, ref readout);
        _memory.Return();
        return solved;
    }

    private (int Steps, double Error)? Solve(double tolerance, ReadOnlySpan<NodalSolution> into, ref BlockReadout? readout)
    {
        if (_isStale) _factors.Factor();
        var lost = Math.Max(Rounding, Softest * _factors.Stiffness);
        if (lost > MostLost) return null;
        if (_isStale) _coarse.Factor(_solver.Conductances);
        _isStale = false;
        var sweep = _sweep;
        var rounds = Math.Max(2, (int)Math.Ceiling(Math.Log(Aim * tolerance) / Math.Log(Round)));
        var steps = 0;
        double slowest = 0, before = double.PositiveInfinity, expected = 0, change = double.PositiveInfinity;
        _nodes.Begin(sweep);
        for (var number = 1; ; number++)
        {
            var round = new BlockRound(number < rounds ? Math.Pow(Aim * tolerance, (double)number / rounds) : Aim * tolerance, slowest);
            while (!round.IsOver && !round.IsNextLast)
            {
                sweep.Prepare();
                round.Add(Lane.Largest(sweep.Step()), isLast: false);
            }
            var isPending = !round.IsOver;
            if (isPending) sweep.Prepare();
            else if (!(round.Slowest < BlockRound.Slow)) return null;
            // Rounding takes from a round what it took from the one before.
            if (number > 1) lost = Math.Max(lost, (round.First - expected) / before);
            var isRead = number > 1 && (isPending ? round.Expected : round.Left) + lost * round.First <= tolerance;
            if (isRead)
            {
                readout ??= new BlockReadout(_solver, _block, _nodes, sweep, _factors, _scales, into);
                var worst = readout.Read(isPending);
                if (isPending) round.Add(Lane.Largest(worst), isLast: true);
                if (!(round.Slowest < BlockRound.Slow)) return null;
                double error = round.Left + lost * round.First, changed = readout.Change;
                // Currents that no longer settle are as good as rounding lets them be.
                if (error <= tolerance && (changed * error <= NodalSolver.Currents * tolerance * round.First || changed > 0.1 * change))
                    return (steps + round.Steps, error);
            }
            if (!(round.First < 0.1 * before)) return null;
            var largest = _nodes.Residual(sweep, isPending);
            if (isPending && !isRead) round.Add(Lane.Largest(largest), isLast: true);
            if (!(round.Slowest < BlockRound.Slow)) return null;
            (before, expected, slowest, steps, change) = (round.First, round.Left, round.Slowest, steps + round.Steps, number > 1 ? _nodes.Change() : change);
        }
    }
}
