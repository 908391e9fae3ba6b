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
        if (bar.Label.Length == 0) return;
        bool grows = bar.Value >= bar.ValueBase;
        double offset = grows == upright ? -bar.LabelOffset : bar.LabelOffset;
        double end = End(bar), tip = upright ? frame.Y(end) + offset : frame.X(end) + offset;
        // Upright, all of them, where the widest would run into that of the next bar; smaller too, where even the lines would touch.
        bool turned = upright && Bars.Max(b => TextSize.Width(b.Label, ValueLabelStyle)) + 4 > frame.Canvas.BarDistance;
        double high = TextSize.Height(bar.Label, ValueLabelStyle) + 1;
        var style = Copy(turned ? Math.Min(1, frame.Canvas.BarDistance / high) : 1);
        double reach = upright && !turned ? high : TextSize.Width(bar.Label, style);
        double far = tip + Math.Sign(offset) * reach;
        bool outside = upright ? far < frame.Data.Top + 1 || far > frame.Data.Bottom - 1 : far < frame.Data.Left + 1 || far > frame.Data.Right - 1;
        if (bar.CenterLabel || outside) { DrawInside(frame, bar, body, style, turned ? -90 : 0); return; }
        if (turned) TextBlock.Draw(frame.Canvas, style, body.CenterX, tip, grows ? Alignment.MiddleLeft : Alignment.MiddleRight, -90, bar.Label);
        else if (upright) TextBlock.Draw(frame.Canvas, style, body.CenterX, tip, grows ? Alignment.LowerCenter : Alignment.UpperCenter, 0, bar.Label);
        else TextBlock.Draw(frame.Canvas, style, tip, body.CenterY, grows ? Alignment.MiddleLeft : Alignment.MiddleRight, 0, bar.Label);
    }

    /// <summary>In the middle of the bar, on a patch that keeps it readable on any colour.</summary>
    private static void DrawInside(Frame frame, Bar bar, Box body, LabelStyle style, double rotation)
    {
        style.BackgroundColor = Colors.White.WithAlpha(.85);
        TextBlock.Draw(frame.Canvas, style, body.CenterX, body.CenterY, Alignment.MiddleCenter, rotation, bar.Label);
    }

    private LabelStyle Copy(double scale) => new()
    {
        FontSize = (float)(ValueLabelStyle.FontSize * scale), FontName = ValueLabelStyle.FontName, Bold = ValueLabelStyle.Bold, Italic = ValueLabelStyle.Italic,
        ForeColor = ValueLabelStyle.ForeColor, BackgroundColor = ValueLabelStyle.BackgroundColor, IsVisible = ValueLabelStyle.IsVisible,
        OffsetX = ValueLabelStyle.OffsetX, OffsetY = ValueLabelStyle.OffsetY,
    };

    /// <summary>The outer end of a bar and its whisker.</summary>
    private static double End(Bar bar)
    {
        double error = double.IsFinite(bar.Error) ? Math.Abs(bar.Error) : 0;
        return bar.Value >= bar.ValueBase ? bar.Value + (bar.ErrorPositive ? error : 0) : bar.Value - (bar.ErrorNegative ? error : 0);
    }

    /// <summary>The fraction of an axis that the labels beyond the bars need, in a figure of usual size.</summary>
    internal double RoomForLabels(Orientation along)
    {
        double room = 0, between = 480.0 / Math.Max(1, Bars.Count);
        foreach (var bar in Bars)
            if (bar.IsVisible && bar.Orientation == along && bar.Label.Length > 0 && !bar.CenterLabel)
                room = Math.Max(room, TextSize.Width(bar.Label, ValueLabelStyle) is var wide && along == Orientation.Horizontal ? (wide + bar.LabelOffset) / 450
                    : wide > between ? (wide + bar.LabelOffset) / 280 : 0.06);
        return room;
    }
}
