namespace EcramSim.Insertion.Numerics;

/// <summary>
/// Monotone piecewise cubic interpolation (Fritsch and Carlson, SIAM J. Numer. Anal. 17 (1980) 238, with the slopes of Fritsch and
/// Butland 1984): once continuously differentiable, never overshoots the data, and integrated exactly. Outside the points the
/// end cubics continue.
/// </summary>
public sealed class MonotoneCubic
{
    private readonly double[] _x, _y, _slope, _area;

    /// <summary>The curve through the points.</summary>
    /// <param name="x">Strictly increasing, at least two.</param>
    /// <param name="y">As many values.</param>
    /// <exception cref="ArgumentException">Fewer than two points, unequal lengths, not increasing, or not finite.</exception>
    public MonotoneCubic(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count < 2 || x.Count != y.Count) throw new ArgumentException("two columns of equal length with at least two rows are needed");
        for (var i = 0; i < x.Count; i++)
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]) || (i > 0 && x[i] <= x[i - 1]))
                throw new ArgumentException(FormattableString.Invariant($"row {i + 1}: ({x[i]}, {y[i]}) must be finite, and x larger than in the row before"));
        _x = [.. x];
        _y = [.. y];
        _slope = Slopes(_x, _y);
        _area = new double[_x.Length];
        for (var i = 1; i < _x.Length; i++) _area[i] = _area[i - 1] + Area(i - 1, _x[i] - _x[i - 1]);
    }

    /// <summary>First abscissa.</summary>
    public double Minimum => _x[0];

    /// <summary>Last abscissa.</summary>
    public double Maximum => _x[^1];

    /// <summary>y at <paramref name="x"/>.</summary>
    public double Value(double x)
    {
        var i = Segment(x);
        var (a, b) = Coefficients(i);
        var t = x - _x[i];
        return _y[i] + t * (_slope[i] + t * (a + t * b));
    }

    /// <summary>dy/dx at <paramref name="x"/>.</summary>
    public double Derivative(double x)
    {
        var i = Segment(x);
        var (a, b) = Coefficients(i);
        var t = x - _x[i];
        return _slope[i] + t * (2 * a + 3 * t * b);
    }

    /// <summary>∫ y dx from the first abscissa to <paramref name="x"/>: exact for the curve.</summary>
    public double Integral(double x)
    {
        var i = Segment(x);
        return _area[i] + Area(i, x - _x[i]);
    }

    // y = y_i + t·s_i + t²·a + t³·b on a segment.
    private (double A, double B) Coefficients(int i)
    {
        var h = _x[i + 1] - _x[i];
        var chord = (_y[i + 1] - _y[i]) / h;
        return ((3 * chord - 2 * _slope[i] - _slope[i + 1]) / h, (_slope[i] + _slope[i + 1] - 2 * chord) / (h * h));
    }

    private double Area(int i, double t)
    {
        var (a, b) = Coefficients(i);
        return t * (_y[i] + t * (_slope[i] / 2 + t * (a / 3 + t * b / 4)));
    }

    private int Segment(double x)
    {
        var i = Array.BinarySearch(_x, x);
        return Math.Clamp(i < 0 ? ~i - 1 : i, 0, _x.Length - 2);
    }

    private static double[] Slopes(double[] x, double[] y)
    {
        var n = x.Length;
        var slope = new double[n];
        if (n == 2)
        {
            slope[0] = slope[1] = (y[1] - y[0]) / (x[1] - x[0]);
            return slope;
        }
        for (var i = 1; i < n - 1; i++)
        {
            double h0 = x[i] - x[i - 1], h1 = x[i + 1] - x[i];
            double d0 = (y[i] - y[i - 1]) / h0, d1 = (y[i + 1] - y[i]) / h1;
            // Weighted harmonic mean; zero at an extremum of the data.
            slope[i] = d0 * d1 <= 0 ? 0 : (3 * (h0 + h1)) / ((2 * h1 + h0) / d0 + (h1 + 2 * h0) / d1);
        }
        slope[0] = EndSlope(x[1] - x[0], x[2] - x[1], (y[1] - y[0]) / (x[1] - x[0]), (y[2] - y[1]) / (x[2] - x[1]));
        slope[n - 1] = EndSlope(x[n - 1] - x[n - 2], x[n - 2] - x[n - 3],
            (y[n - 1] - y[n - 2]) / (x[n - 1] - x[n - 2]), (y[n - 2] - y[n - 3]) / (x[n - 2] - x[n - 3]));
        return slope;
    }

    // Three-point slope at an end, limited so that the end segment stays monotone.
    private static double EndSlope(double h0, double h1, double d0, double d1)
    {
        var slope = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
        if (slope * d0 <= 0) return 0;
        return d0 * d1 <= 0 && Math.Abs(slope) > 3 * Math.Abs(d0) ? 3 * d0 : slope;
    }
}
