using System.Numerics;

namespace EcramSim.Insertion.Numerics;

/// <summary>
/// The linear algebra of one Radau step: Jacobian, the real matrix γ/h·M − J and the complex (α + iβ)/h·M − J, their factors, and the products with M.
/// </summary>
internal sealed class RadauEquations
{
    private readonly IStiffProblem _problem;
    private readonly SparseMatrix _jacobian;
    private readonly DifferenceJacobian? _differences;
    private readonly int[] _massPlace;
    private readonly double[] _mass, _real, _floor;
    private readonly Complex[] _complex, _pair;
    private readonly SparseLu<double> _realFactors;
    private readonly SparseLu<Complex> _complexFactors;
    private readonly SparseMatrix? _massMatrix;
    private readonly int[] _jacobianPlace;
    private readonly SparsityPattern _pattern;
    private readonly double[]? _realRest;
    private readonly Complex[]? _complexRest;

    internal RadauEquations(IStiffProblem problem, ReadOnlySpan<double> floor, ReadOnlySpan<double> start, ReadOnlySpan<double> rate, double time, bool refines)
    {
        _problem = problem;
        var n = problem.Size;
        (_massMatrix, _floor) = (problem.Mass, floor.ToArray());
        var pattern = problem.Pattern;
        if (pattern.Size != n) throw new ArgumentException("the pattern has another size than the problem");
        var whole = _pattern = _massMatrix is null ? pattern : SparsityPattern.FromEntries(n, pattern.Entries().Concat(_massMatrix.Pattern.Entries()));
        _jacobian = new SparseMatrix(pattern);
        _jacobianPlace = [.. pattern.Entries().Select(e => whole.Position(e.Row, e.Column))];
        var massEntries = _massMatrix is null ? Enumerable.Range(0, n).Select(i => (Row: i, Column: i)) : _massMatrix.Pattern.Entries();
        _massPlace = [.. massEntries.Select(e => whole.Position(e.Row, e.Column))];
        _mass = _massMatrix is null ? [.. Enumerable.Repeat(1.0, n)] : _massMatrix.Values.ToArray();
        (_real, _complex, _pair) = (new double[whole.Count], new Complex[whole.Count], new Complex[n]);
        if (refines) (_realRest, _complexRest) = (new double[n], new Complex[n]);
        var order = EliminationOrder.MinimumDegree(whole);
        (_realFactors, _complexFactors) = (new(whole, order), new(whole, order));
        IsDifferential = new bool[n];
        foreach (var (place, (row, column)) in massEntries.Select((e, k) => (k, e)))
            if (_mass[place] != 0) IsDifferential[row] = IsDifferential[column] = true;
        if (!problem.Jacobian(time, start, _jacobian)) _differences = new DifferenceJacobian(pattern);
        Evaluate(time, start, rate);
    }

    /// <summary>Which unknowns have a derivative.</summary>
    internal bool[] IsDifferential { get; }

    /// <summary>∂f/∂y at (t, y), where f is <paramref name="rate"/>.</summary>
    internal void Evaluate(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> rate)
    {
        if (_differences is null) _problem.Jacobian(t, y, _jacobian);
        else _differences.Fill(_problem, t, y, rate, _floor, _jacobian);
    }

    /// <summary>Factors both matrices for a step of length <paramref name="h"/>; false where one is singular or not finite.</summary>
    internal bool Factor(double h)
    {
        Array.Clear(_real);
        Array.Clear(_complex);
        var values = _jacobian.Values;
        for (var p = 0; p < values.Length; p++) (_real[_jacobianPlace[p]], _complex[_jacobianPlace[p]]) = (-values[p], -values[p]);
        var (gamma, pair) = (RadauMethod.Gamma / h, new Complex(RadauMethod.Alpha / h, RadauMethod.Beta / h));
        for (var p = 0; p < _mass.Length; p++)
        {
            _real[_massPlace[p]] += gamma * _mass[p];
            _complex[_massPlace[p]] += pair * _mass[p];
        }
        return _realFactors.Factor(_real) && _complexFactors.Factor(_complex);
    }

    /// <summary>result += factor·M·x.</summary>
    internal void AddMass(double factor, ReadOnlySpan<double> x, Span<double> result)
    {
        if (_massMatrix is not null) _massMatrix.MultiplyAdd(factor, x, result);
        else for (var i = 0; i < x.Length; i++) result[i] += factor * x[i];
    }

    /// <summary>Solves with the real matrix in place.</summary>
    internal void SolveReal(Span<double> b) => Solve(_realFactors, _real, b, _realRest);

    /// <summary>Solves with the complex matrix in place, for real and imaginary part.</summary>
    internal void SolvePair(Span<double> real, Span<double> imaginary)
    {
        for (var i = 0; i < real.Length; i++) _pair[i] = new(real[i], imaginary[i]);
        Solve(_complexFactors, _complex, _pair, _complexRest);
        for (var i = 0; i < real.Length; i++) (real[i], imaginary[i]) = (_pair[i].Real, _pair[i].Imaginary);
    }

    // With a place for it, what a solution leaves over is solved for again: rounding of the factors then no longer shows in sums of large opposite terms.
    private void Solve<T>(SparseLu<T> factors, T[] values, Span<T> b, T[]? rest) where T : struct, INumberBase<T>
    {
        if (rest is null)
        {
            factors.Solve(b);
            return;
        }
        b.CopyTo(rest);
        factors.Solve(b);
        var start = _pattern.ColumnStart;
        var rows = _pattern.Rows;
        for (var j = 0; j < b.Length; j++)
            for (var p = start[j]; p < start[j + 1]; p++) rest[rows[p]] -= values[p] * b[j];
        factors.Solve(rest);
        for (var i = 0; i < b.Length; i++) b[i] += rest[i];
    }

    /// <summary>The fastest rate on the diagonal, 1/time; 0 where nothing moves.</summary>
    internal double FastestRate()
    {
        var fastest = 0.0;
        for (var i = 0; i < IsDifferential.Length; i++)
            if (IsDifferential[i]) fastest = Math.Max(fastest, Math.Abs(_jacobian[i, i] / (_massMatrix?[i, i] ?? 1)));
        return double.IsFinite(fastest) ? fastest : 0;
    }
}
