using EcramSim.Crossbar.Wires;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary>Node voltages, currents and powers of an array: the study behind <c>ecram crossbar solve</c>.</summary>
/// <param name="Problem">What was solved.</param>
/// <param name="Solutions">One per input vector.</param>
public sealed record SolveStudy(SolveProblem Problem, IReadOnlyList<NodalSolution> Solutions)
{
    /// <summary>Solves all inputs; the factors of the lines serve all of them, and each thread has its own solver.</summary>
    public static SolveStudy Of(SolveProblem problem, int threads = 1, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var solutions = new NodalSolution[problem.Words.Count];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Math.Min(threads, solutions.Length)), CancellationToken = cancellation };
        Parallel.For(0, solutions.Length, options, () => Solver(problem), (k, _, solve) =>
        {
            cancellation.ThrowIfCancellationRequested();
            solutions[k] = solve(problem.Words[k], problem.Bits is null ? [] : problem.Bits[k]);
            progress?.Report(new RunProgress((double)Interlocked.Increment(ref done) / solutions.Length, FormattableString.Invariant($"input {done} of {solutions.Length}")));
            return solve;
        }, _ => { });
        return new SolveStudy(problem, solutions);
    }

    /// <summary>Current of bit line <paramref name="j"/> without any wire, all cells ohmic, A: what the wires are compared with.</summary>
    public double IdealCurrent(int input, int j)
    {
        var sum = 0.0;
        for (var i = 0; i < Problem.Rows; i++) sum += Problem.Conductances[i * Problem.Columns + j] * (Problem.Words[input][i] - (Problem.Bits?[input][j] ?? 0));
        return sum;
    }

    /// <summary>Writes tables, node voltages, figure and page.</summary>
    /// <param name="folder">Where the files go; the caller adds <c>run.json</c> and commits.</param>
    /// <param name="record">What decides the run.</param>
    /// <param name="nodes">Number of inputs whose node voltages are written.</param>
    /// <param name="cancellation">Looked at between files.</param>
    public void Write(RunFolder folder, RunRecord record, int nodes, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.Write("I_out.csv", SolveTables.Currents(this));
        if (Problem.HasPairs) folder.Write("I_pair.csv", SolveTables.Pairs(this));
        folder.Write("power.csv", SolveTables.Power(this));
        for (var k = 0; k < Math.Min(nodes, Solutions.Count); k++)
        {
            cancellation.ThrowIfCancellationRequested();
            folder.Write(FormattableString.Invariant($"V_word_{k + 1}.csv"), SolveTables.Matrix(Problem.Columns, Solutions[k].WordVoltages));
            folder.Write(FormattableString.Invariant($"V_bit_{k + 1}.csv"), SolveTables.Matrix(Problem.Columns, Solutions[k].BitVoltages));
        }
        cancellation.ThrowIfCancellationRequested();
        var map = SolveFigures.Drop(this, 0);
        folder.Write("voltage-drop.svg", map);
        folder.Write("report.html", SolvePage.Of(this, record, map));
    }

    private static Func<double[], double[], NodalSolution> Solver(SolveProblem p)
    {
        if (p.Law is { } law)
        {
            var nonlinear = new NonlinearSolver(p.Wiring, p.Rows, p.Columns, p.Conductances, law);
            return (words, bits) => nonlinear.Solve(words, bits, p.Tolerance);
        }
        var solver = new NodalSolver(p.Wiring, p.Rows, p.Columns, p.Conductances);
        return (words, bits) => solver.Solve(words, bits, p.Tolerance);
    }
}
