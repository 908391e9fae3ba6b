using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Sixteen inputs to one array at once. Lanes are inputs, so that conductances and factors are read once for all and nothing is turned. The residual is computed in
/// double precision, the correction that it needs is found in single precision by the steps of <see cref="BlockSweep"/>, and what is left after them shows in the
/// next residual: as many rounds as the tolerance asks for, usually two.
/// </summary>
internal sealed class NodalBlock
{
    /// <summary>Inputs of a block.</summary>
    public const int Inputs = BlockGrid.Inputs;

    /// <summary>Fewer inputs are faster one after another.</summary>
    public const int Fewest = 4;

    // Conjugate gradients on one input are faster where steps gain less than this, and above this many nodes memory is short.
    private const double Slow = 0.6;
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
    public void Forget() => _sweep = null;

    /// <summary>Takes what the solver's sources are now as input <paramref name="n"/>.</summary>
    public void Place(int n, double largestWord, double largestBit)
    {
        for (var i = 0; i < _block.Rows; i++) _nodes.Sources.Span[i * Inputs + n] = _solver.Sources.Span[i];
        for (var j = 0; j < _block.Columns; j++) _nodes.Sinks.Span[j * Inputs + n] = _solver.Sinks.Span[j];
        _scales[n] = Math.Max(largestWord, largestBit);
    }

    /// <summary>Solves the first <paramref name="count"/> inputs; false where the steps gain too little.</summary>
    public bool Run(int count, double tolerance, Span<NodalSolution> solutions)
    {
        for (var n = count; n < Inputs; n++)
        {
            for (var i = 0; i < _block.Rows; i++) _nodes.Sources.Span[i * Inputs + n] = 0;
            for (var j = 0; j < _block.Columns; j++) _nodes.Sinks.Span[j * Inputs + n] = 0;
            _scales[n] = 0;
        }
        _memory.Take();
        var isSolved = Solve(tolerance, solutions);
        _memory.Return();
        return isSolved;
    }

    private bool Solve(double tolerance, Span<NodalSolution> solutions)
    {
        _sweep ??= new BlockSweep(_solver, _block, _memory, new CoarseNodes(_solver.Grid, _solver.Words, _solver.Bits, _solver.Conductances));
        _nodes.Begin(_scales);
        var rounds = Math.Max(2, (int)Math.Ceiling(Math.Log(Aim * tolerance) / Math.Log(Round)));
        var steps = 0;
        double slowest = 0, lost = Math.Max(Rounding, Softest * _sweep.Stiffness), before = double.PositiveInfinity, expected = 0, change = double.PositiveInfinity;
        if (lost > MostLost) return false;
        for (var round = 1; ; round++)
        {
            _nodes.Residual(_sweep);
            var (first, left) = Iterate(_sweep, round < rounds ? Math.Pow(Aim * tolerance, (double)round / rounds) : Aim * tolerance, ref slowest, ref steps);
            if (!(slowest < Slow)) return false;
            // Rounding takes from a round what it took from the one before.
            if (round > 1) lost = Math.Max(lost, (first - expected) / before);
            var error = left + lost * first;
            var changed = round > 1 ? _nodes.Change(_sweep) : double.PositiveInfinity;
            // Currents that no longer settle are as good as rounding lets them be.
            if (round > 1 && error <= tolerance && (changed * error <= NodalSolver.Currents * tolerance * first || changed > 0.1 * change))
            {
                new BlockReadout(_solver, _block, _nodes, _sweep).Solutions(steps, [.. _scales.Select(scale => scale * error)], solutions);
                return true;
            }
            if (!(first < 0.1 * before)) return false;
            (before, expected, change) = (first, left, changed);
        }
    }

    // Steps of one round until what is left of its beginning is below the goal; the largest first step and what is left, relative to the largest source.
    private static (double First, double Left) Iterate(BlockSweep sweep, double goal, ref double slowest, ref int steps)
    {
        double first = 0, before = 0, left = double.PositiveInfinity;
        for (var step = 1; ; step++)
        {
            steps++;
            var isLast = left * slowest <= goal;
            var worst = (double)Lane.Largest(sweep.Step(isDown: step % 2 == 0, isFresh: step == 1, isLast));
            if (!double.IsFinite(worst)) return (worst, worst);
            if (step == 1) first = worst;
            // Rounding ends a round that has come far.
            else if (worst > Slow * before && worst < 0.01 * first) return (first, before);
            else if (before > 0) slowest = Math.Max(slowest, worst / before);
            if (!(slowest < Slow)) return (first, worst);
            // All that is left shrinks as slowly as the slowest step did, at worst.
            if (slowest > 0) left = worst * slowest / (1 - slowest);
            if (worst == 0) left = 0;
            if (isLast || left <= goal) return (first, left);
            before = worst;
        }
    }
}
