namespace EcramSim.Insertion.Numerics;

/// <summary>
/// ∂f/∂y by forward differences, with as few evaluations as the pattern allows: columns that share no row are shifted together
/// (Curtis, Powell and Reid 1974). Good to about eight digits; problems that keep sums to rounding give their own Jacobian.
/// </summary>
public sealed class DifferenceJacobian
{
    private readonly SparsityPattern _pattern;
    private readonly int[][] _groups;
    private readonly double[] _shifted, _rate, _steps;

    /// <summary>For matrices on <paramref name="pattern"/>.</summary>
    public DifferenceJacobian(SparsityPattern pattern)
    {
        _pattern = pattern;
        (_shifted, _rate, _steps) = (new double[pattern.Size], new double[pattern.Size], new double[pattern.Size]);
        List<(List<int> Columns, HashSet<int> Rows)> groups = [];
        for (var j = 0; j < pattern.Size; j++)
        {
            var rows = pattern.Rows[pattern.ColumnStart[j]..pattern.ColumnStart[j + 1]].ToArray();
            var group = groups.Find(g => !rows.Any(g.Rows.Contains));
            if (group.Columns is null) groups.Add(group = ([], []));
            group.Columns.Add(j);
            group.Rows.UnionWith(rows);
        }
        _groups = [.. groups.Select(g => g.Columns.ToArray())];
    }

    /// <summary>Evaluations of f per Jacobian.</summary>
    public int Groups => _groups.Length;

    /// <summary>Fills <paramref name="jacobian"/> at (t, y), where f is <paramref name="rate"/>; <paramref name="floor"/> is the smallest meaningful size of each unknown.</summary>
    public void Fill(IStiffProblem problem, double t, ReadOnlySpan<double> y, ReadOnlySpan<double> rate, ReadOnlySpan<double> floor, SparseMatrix jacobian)
    {
        var start = _pattern.ColumnStart;
        var rows = _pattern.Rows;
        var values = jacobian.Values;
        y.CopyTo(_shifted);
        foreach (var group in _groups)
        {
            Shift(group, y, floor, 1);
            problem.Rate(t, _shifted, _rate);
            if (!Finite(_rate))
            {
                // Out of the domain on this side: from the other.
                Shift(group, y, floor, -1);
                problem.Rate(t, _shifted, _rate);
            }
            foreach (var j in group)
            {
                for (var p = start[j]; p < start[j + 1]; p++) values[p] = (_rate[rows[p]] - rate[rows[p]]) / _steps[j];
                _shifted[j] = y[j];
            }
        }
    }

    private void Shift(int[] group, ReadOnlySpan<double> y, ReadOnlySpan<double> floor, int sign)
    {
        foreach (var j in group)
        {
            _shifted[j] = y[j] + sign * 1.5e-8 * Math.Max(Math.Abs(y[j]), floor[j]);
            _steps[j] = _shifted[j] - y[j];
        }
    }

    private static bool Finite(double[] values)
    {
        foreach (var v in values) if (!double.IsFinite(v)) return false;
        return true;
    }
}
