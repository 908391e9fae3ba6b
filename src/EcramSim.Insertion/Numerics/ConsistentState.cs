namespace EcramSim.Insertion.Numerics;

/// <summary>
/// The algebraic unknowns of a differential-algebraic system that fit its differential ones: damped Newton on f_i = 0, with continuation in
/// whatever drives the system (the current) where Newton alone does not reach.
/// </summary>
public static class ConsistentState
{
    private const int MostIterations = 50;
    private const double SmallestStep = 1e-15;

    /// <summary>Replaces the algebraic unknowns in <paramref name="y"/> so that f_i(t, y) = 0; the differential ones stay.</summary>
    /// <param name="problem">The system.</param>
    /// <param name="t">Time.</param>
    /// <param name="y">A guess, good for the undriven system if <paramref name="drive"/> is given.</param>
    /// <param name="drive">Sets the share λ of the drive, 0 (none) to 1 (all); called with 1 at last.</param>
    /// <exception cref="IntegrationException">No solution found; names the residual and the state.</exception>
    public static void Find(IStiffProblem problem, double t, Span<double> y, Action<double>? drive = null)
    {
        if (problem.Mass is not { } mass) return;
        var isAlgebraic = Enumerable.Repeat(true, problem.Size).ToArray();
        foreach (var ((row, column), value) in mass.Pattern.Entries().Zip(mass.Values.ToArray()))
            if (value != 0) isAlgebraic[row] = isAlgebraic[column] = false;
        if (!isAlgebraic.Contains(true)) return;
        var newton = new AlgebraicNewton(problem, isAlgebraic);
        drive?.Invoke(1);
        var start = y.ToArray();
        if (newton.Solve(t, y, MostIterations)) return;
        if (drive is not null)
        {
            start.CopyTo(y);
            var (reached, step) = (0.0, 0.25);
            drive(0);
            if (newton.Solve(t, y, MostIterations))
            {
                while (reached < 1 && step >= SmallestStep)
                {
                    var good = y.ToArray();
                    var next = Math.Min(1, reached + step);
                    drive(next);
                    if (newton.Solve(t, y, 12)) (reached, step) = (next, 2 * step);
                    else
                    {
                        good.CopyTo(y);
                        step *= 0.1;
                    }
                }
            }
            drive(1);
            if (reached == 1) return;
            throw Failure(FormattableString.Invariant($"no consistent state at t = {t:G6}: the continuation ended at {100 * reached:G4} % of the drive"), y);
        }
        throw Failure(FormattableString.Invariant($"no consistent state at t = {t:G6}"), start);

        IntegrationException Failure(string what, Span<double> state) =>
            new(FormattableString.Invariant($"{what} (residual {newton.Residual:G3}, largest in unknown {newton.Worst})"), t, 0, newton.Residual, state.ToArray());
    }
}
