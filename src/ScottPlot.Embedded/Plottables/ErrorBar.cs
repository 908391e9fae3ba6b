using System.Text;
using ScottPlot.Svg;

namespace ScottPlot.Plottables;

public class ErrorBar : IPlottable
{
    public ErrorBar(
        IReadOnlyList<double> xs, IReadOnlyList<double> ys,
        IReadOnlyList<double>? xErrorsPositive, IReadOnlyList<double>? xErrorsNegative,
        IReadOnlyList<double>? yErrorsPositive, IReadOnlyList<double>? yErrorsNegative)
    {
        Check(ys, nameof(ys));
        Check(xErrorsPositive, nameof(xErrorsPositive));
        Check(xErrorsNegative, nameof(xErrorsNegative));
        Check(yErrorsPositive, nameof(yErrorsPositive));
        Check(yErrorsNegative, nameof(yErrorsNegative));
        (Xs, Ys) = (xs, ys);
        (XErrorPositive, XErrorNegative, YErrorPositive, YErrorNegative) = (xErrorsPositive, xErrorsNegative, yErrorsPositive, yErrorsNegative);

        void Check(IReadOnlyList<double>? values, string name)
        {
            if (values is not null && values.Count != xs.Count)
                throw new ArgumentException($"{name} has {values.Count} values, xs has {xs.Count}.", name);
        }
    }

    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public string LegendText { get; set; } = string.Empty;

    public IReadOnlyList<double> Xs { get; set; }
    public IReadOnlyList<double> Ys { get; set; }
    public IReadOnlyList<double>? XErrorPositive { get; set; }
    public IReadOnlyList<double>? XErrorNegative { get; set; }
    public IReadOnlyList<double>? YErrorPositive { get; set; }
    public IReadOnlyList<double>? YErrorNegative { get; set; }

    /// <summary>Half the length of the caps in pixels.</summary>
    public float CapSize { get; set; } = 3;

    public LineStyle LineStyle { get; set; } = new(1.2f);
    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }
    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }
    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }
    public Color Color { get => LineStyle.Color; set => LineStyle.Color = value; }

    public IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, LineStyle);

    public AxisLimits GetAxisLimits() => new(Whiskers.SelectMany(w => new[] { w.Low, w.High }));

    /// <summary>The ends of all whiskers, upright ones and lying ones.</summary>
    internal IEnumerable<(Coordinates Low, Coordinates High)> Whiskers
    {
        get
        {
            for (int i = 0; i < Xs.Count; i++)
            {
                (double x, double y) = (Xs[i], Ys[i]);
                if (!double.IsFinite(x + y)) continue;
                yield return (new(x, y - Size(YErrorNegative, i)), new(x, y + Size(YErrorPositive, i)));
                yield return (new(x - Size(XErrorNegative, i), y), new(x + Size(XErrorPositive, i), y));
            }
        }
    }

    void IPlottable.Draw(Frame frame)
    {
        var data = new StringBuilder();
        foreach (var (low, high) in Whiskers)
        {
            bool upright = low.X == high.X;
            Whisker(frame.X(low.X), frame.Y(low.Y), frame.X(high.X), frame.Y(high.Y), upright ? CapSize : 0, upright ? 0 : CapSize);
        }
        frame.Canvas.Path(data.ToString(), null, LineStyle);

        void Whisker(double x1, double y1, double x2, double y2, double capX, double capY)
        {
            if (x1 == x2 && y1 == y2) return;
            data.Append(Polyline.Path([(x1, y1), (x2, y2)], frame.Data));
            if (frame.Data.Contains(x1, y1)) data.Append(Polyline.Path([(x1 - capX, y1 - capY), (x1 + capX, y1 + capY)], frame.Data));
            if (frame.Data.Contains(x2, y2)) data.Append(Polyline.Path([(x2 - capX, y2 - capY), (x2 + capX, y2 + capY)], frame.Data));
        }
    }

    private static double Size(IReadOnlyList<double>? errors, int i) =>
        errors is not null && double.IsFinite(errors[i]) ? Math.Abs(errors[i]) : 0;
}
