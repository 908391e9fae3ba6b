using System.Text;
using ScottPlot.Svg;

namespace ScottPlot.Plottables;

public class BarPlot(List<Bar> bars) : IPlottable
{
    public List<Bar> Bars { get; } = bars;
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public string LegendText { get; set; } = string.Empty;

    public Color Color { set => Bars.ForEach(b => b.FillColor = value); }
    public bool Horizontal { set => Bars.ForEach(b => b.Orientation = value ? Orientation.Horizontal : Orientation.Vertical); }
    public LabelStyle ValueLabelStyle { get; set; } = new() { FontSize = 12 };

    public IEnumerable<LegendItem> LegendItems =>
        LegendItem.Single(this, LegendText, Bars.Count > 0 ? Bars[0].FillStyle : new(), Bars.Count > 0 ? Bars[0].LineStyle : new());

    public AxisLimits GetAxisLimits()
    {
        var limits = AxisLimits.NoLimits;
        foreach (var bar in Bars) limits = limits.Expanded(bar.AxisLimits);
        return limits;
    }

    void IPlottable.Draw(Frame frame)
    {
        foreach (var bar in Bars.Where(b => b.IsVisible && double.IsFinite(b.Position + b.Value)))
        {
            double near = bar.Position - bar.Size / 2, far = bar.Position + bar.Size / 2;
            bool upright = bar.Orientation == Orientation.Vertical;
            var box = upright ? frame.Rect(near, far, bar.ValueBase, bar.Value) : frame.Rect(bar.ValueBase, bar.Value, near, far);
            if (box is not { } body) continue;
            frame.Canvas.Rect(body, bar.FillStyle, bar.LineStyle);
            DrawError(frame, bar, upright);
            DrawLabel(frame, bar, body, upright);
        }
    }

    private static void DrawError(Frame frame, Bar bar, bool upright)
    {
        if (bar.Error == 0 || !double.IsFinite(bar.Error)) return;
        double size = Math.Abs(bar.Error), half = bar.ErrorSize / 2;
        double low = bar.ErrorNegative ? bar.Value - size : bar.Value, high = bar.ErrorPositive ? bar.Value + size : bar.Value;
        var data = new StringBuilder();
        Stroke(bar.Position, low, bar.Position, high);
        if (bar.ErrorNegative) Stroke(bar.Position - half, low, bar.Position + half, low);
        if (bar.ErrorPositive) Stroke(bar.Position - half, high, bar.Position + half, high);
        frame.Canvas.Path(data.ToString(), null, new LineStyle(Math.Max(1.2f, bar.LineWidth), bar.LineColor));

        void Stroke(double x1, double y1, double x2, double y2)
        {
            (x1, y1, x2, y2) = upright ? (x1, y1, x2, y2) : (y1, x1, y2, x2);
            data.Append(Polyline.Path([(frame.X(x1), frame.Y(y1)), (frame.X(x2), frame.Y(y2))], frame.Data));
        }
    }

    private void DrawLabel(Frame frame, Bar bar, Box body, bool upright)
    {
        if (bar.CenterLabel) { TextBlock.Draw(frame.Canvas, ValueLabelStyle, body.CenterX, body.CenterY, Alignment.MiddleCenter, 0, bar.Label); return; }
        bool grows = bar.Value >= bar.ValueBase;
        double tip = bar.Value + (grows ? (bar.ErrorPositive ? 1 : 0) : (bar.ErrorNegative ? -1 : 0)) * (double.IsFinite(bar.Error) ? Math.Abs(bar.Error) : 0);
        if (upright)
            TextBlock.Draw(frame.Canvas, ValueLabelStyle, body.CenterX, frame.Y(tip) + (grows ? -1 : 1) * bar.LabelOffset, grows ? Alignment.LowerCenter : Alignment.UpperCenter, 0, bar.Label);
        else
            TextBlock.Draw(frame.Canvas, ValueLabelStyle, frame.X(tip) + (grows ? 1 : -1) * bar.LabelOffset, body.CenterY, grows ? Alignment.MiddleLeft : Alignment.MiddleRight, 0, bar.Label);
    }
}
