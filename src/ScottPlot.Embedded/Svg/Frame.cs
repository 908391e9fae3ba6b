namespace ScottPlot.Svg;

/// <summary>What a plottable draws with: the canvas, the data area, and the axes that turn data into pixels.</summary>
internal sealed class Frame(Canvas canvas, Box data, IAxes axes)
{
    /// <summary>Beyond this many pixels a coordinate says no more than "far outside", and renderers lose precision.</summary>
    private const double Far = 1e6;

    private readonly Scale x = new(axes.XAxis), y = new(axes.YAxis);

    internal Canvas Canvas => canvas;
    internal Box Data => data;

    /// <summary>Pixel of a value; NaN for a value that is not finite, which leaves a gap.</summary>
    internal double X(double value) => double.IsFinite(value) ? Math.Clamp(data.Left + x.Fraction(value) * data.Width, -Far, Far) : double.NaN;

    internal double Y(double value) => double.IsFinite(value) ? Math.Clamp(data.Bottom - y.Fraction(value) * data.Height, -Far, Far) : double.NaN;

    internal (double X, double Y) At(Coordinates c) => (X(c.X), Y(c.Y));

    /// <summary>A rectangle in data units cut to the data area; null where nothing of it is inside.</summary>
    internal Box? Rect(double x1, double x2, double y1, double y2)
    {
        (double px1, double px2, double py1, double py2) = (X(x1), X(x2), Y(y1), Y(y2));
        if (double.IsNaN(px1 + px2 + py1 + py2)) return null;
        var r = new Box(
            Math.Max(data.Left, Math.Min(px1, px2)), Math.Max(data.Top, Math.Min(py1, py2)),
            Math.Min(data.Right, Math.Max(px1, px2)), Math.Min(data.Bottom, Math.Max(py1, py2)));
        return r.Right < r.Left || r.Bottom < r.Top ? null : r;
    }

    private readonly struct Scale(IAxis axis)
    {
        private readonly double min = axis.Min, max = axis.Max;

        internal double Fraction(double value)
        {
            double span = max - min;
            // Halved where the difference of the limits would overflow.
            return double.IsInfinity(span) ? (value / 2 - min / 2) / (max / 2 - min / 2) : (value - min) / span;
        }
    }
}
