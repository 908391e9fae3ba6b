using ScottPlot.AxisPanels;
using ScottPlot.TickGenerators;

namespace ScottPlot.Svg;

/// <summary>One axis measured against a data area: ticks, labels, the room they need, and how they are drawn.</summary>
internal sealed class AxisBlock
{
    private const double TickToLabel = 4, LabelToTitle = 7, TitleToEdge = 8, NoteGap = 6;

    private readonly IAxis axis;
    private readonly Box data;
    private readonly bool shown;
    private readonly TickLabels? labels;
    private readonly string note = "";
    private readonly Tick[] ticks = [];
    private readonly string title;
    private readonly double middle;

    internal AxisBlock(IAxis axis, Box data, bool used, Canvas canvas)
    {
        (this.axis, this.data) = (axis, data);
        // The room of an upright title does not follow from the data area, which shrinks with its lines.
        (double first, double limit) = axis is IXAxis ? (Math.Min(data.Left, 0.6 * canvas.Width), canvas.Width - 4.0) : (Math.Min(data.Top, 0.3 * canvas.Height), canvas.Height - 4.0);
        title = LineBreaks.In(axis.Label.Text, axis is IXAxis ? limit - first : 0.7 * canvas.Height - 4, axis.Label);
        double half = TextSize.Width(title, axis.Label) / 2;
        middle = Math.Max(first + half, Math.Min(limit - half, axis is IXAxis ? data.CenterX : data.CenterY));
        shown = axis.IsVisible && used;
        if (!shown) return;
        double pixels = Math.Max(1, axis is IXAxis ? data.Width : data.Height);
        var request = new TickRequest(axis.Min, axis.Max, pixels, axis is IXAxis, axis.TickLabelStyle);
        note = axis.TickGenerator.Choose(request);
        ticks = axis.TickGenerator.Ticks.Where(t => double.IsFinite(t.Position) && request.Shows(t.Position)).ToArray();
        (double start, double end) = axis is IXAxis ? (data.Left, data.Right) : (data.Top, data.Bottom);
        labels = new(axis, ticks.Where(t => t.IsMajor), Pixel, start, end);
    }

    internal IEnumerable<Tick> Ticks => ticks;
    internal double Before => labels?.Before ?? 0;
    internal double After => labels?.After ?? 0;

    /// <summary>Pixels above the data area for the factor of a vertical axis.</summary>
    internal double NoteAbove => axis is IYAxis && note.Length > 0 ? axis.TickLabelStyle.FontSize + NoteGap + 2 : 0;

    internal double Pixel(double value)
    {
        double f = (value - axis.Min) / (axis.Max - axis.Min);
        return axis is IXAxis ? data.Left + f * data.Width : data.Bottom - f * data.Height;
    }

    /// <summary>Pixels from the frame to the edge of the figure.</summary>
    internal double Depth
    {
        get
        {
            if (!shown) return axis.MinimumSize;
            double depth = TicksAndLabels;
            if (NoteHasOwnRow) depth += axis.TickLabelStyle.FontSize + NoteGap;
            double below = HasTitle ? LabelToTitle + TextSize.Height(title, axis.Label) : 0;
            if (axis is IXAxis && note.Length > 0 && !NoteHasOwnRow) below = Math.Max(below, NoteGap + axis.TickLabelStyle.FontSize);
            return Math.Clamp(depth + below + TitleToEdge, axis.MinimumSize, axis.MaximumSize);
        }
    }

    internal void Draw(Canvas canvas)
    {
        DrawFrame(canvas);
        if (!shown) return;
        double outward = axis.Edge is Edge.Left or Edge.Top ? -1 : 1;
        double line = axis.Edge switch { Edge.Left => data.Left, Edge.Right => data.Right, Edge.Top => data.Top, _ => data.Bottom };
        DrawMarks(canvas, ticks.Where(t => !t.IsMajor), axis.MinorTickStyle, line, outward);
        DrawMarks(canvas, ticks.Where(t => t.IsMajor), axis.MajorTickStyle, line, outward);
        labels!.Draw(canvas, line, MarkLength + TickToLabel);
        DrawNote(canvas, line);
        if (!HasTitle) return;
        double distance = TicksAndLabels + LabelToTitle + (NoteHasOwnRow ? axis.TickLabelStyle.FontSize + NoteGap : 0);
        switch (axis.Edge)
        {
            case Edge.Bottom: TextBlock.Draw(canvas, axis.Label, middle, line + distance, Alignment.UpperCenter, 0, title); break;
            case Edge.Top: TextBlock.Draw(canvas, axis.Label, middle, line - distance, Alignment.LowerCenter, 0, title); break;
            // Outermost, so that tick labels of another width do not move it: panels stacked on a page then align.
            case Edge.Left: TextBlock.Draw(canvas, axis.Label, line - distance, middle, Alignment.LowerCenter, -90, title); break;
            default: TextBlock.Draw(canvas, axis.Label, line + distance, middle, Alignment.UpperCenter, -90, title); break;
        }
    }

    private bool HasTitle => axis.Label.IsVisible && title.Length > 0;

    private double MarkLength => ticks.Length == 0 ? 0 : Math.Max(axis.MajorTickStyle.Length, ticks.Any(t => !t.IsMajor) ? axis.MinorTickStyle.Length : 0);

    private double TicksAndLabels => MarkLength + (labels!.Depth > 0 ? TickToLabel + labels.Depth : 0);

    /// <summary>Whether the factor of a horizontal axis would run into the axis title if both stood in one row.</summary>
    private bool NoteHasOwnRow => axis is IXAxis && note.Length > 0 && HasTitle
        && middle + TextSize.Width(title, axis.Label) / 2 + TextSize.Width(note, axis.TickLabelStyle) + 12 > data.Right;

    private void DrawNote(Canvas canvas, double line)
    {
        if (note.Length == 0) return;
        var style = axis.TickLabelStyle;
        double beside = TicksAndLabels + NoteGap;
        switch (axis.Edge)
        {
            case Edge.Bottom: TextBlock.Draw(canvas, style, data.Right, line + beside, Alignment.UpperRight, 0, note); break;
            case Edge.Top: TextBlock.Draw(canvas, style, data.Right, line - beside, Alignment.LowerRight, 0, note); break;
            case Edge.Left: TextBlock.Draw(canvas, style, data.Left, data.Top - NoteGap, Alignment.LowerLeft, 0, note); break;
            // Over a colour bar there is no room to the left.
            case Edge.Right when data.Width < 60: TextBlock.Draw(canvas, style, data.Left, data.Top - NoteGap, Alignment.LowerLeft, 0, note); break;
            default: TextBlock.Draw(canvas, style, data.Right, data.Top - NoteGap, Alignment.LowerRight, 0, note); break;
        }
    }

    private void DrawFrame(Canvas canvas)
    {
        if (!axis.IsVisible) return;
        switch (axis.Edge)
        {
            case Edge.Left: canvas.Line(data.Left, data.Bottom, data.Left, data.Top, axis.FrameLineStyle); break;
            case Edge.Right: canvas.Line(data.Right, data.Bottom, data.Right, data.Top, axis.FrameLineStyle); break;
            case Edge.Top: canvas.Line(data.Left, data.Top, data.Right, data.Top, axis.FrameLineStyle); break;
            default: canvas.Line(data.Left, data.Bottom, data.Right, data.Bottom, axis.FrameLineStyle); break;
        }
    }

    private void DrawMarks(Canvas canvas, IEnumerable<Tick> marks, TickMarkStyle style, double line, double outward)
    {
        double to = line + outward * style.Length;
        string path = string.Concat(marks.Select(t => Pixel(t.Position)).Select(p => axis is IXAxis
            ? $"M{Polyline.Point(p, line)}L{Polyline.Point(p, to)}" : $"M{Polyline.Point(line, p)}L{Polyline.Point(to, p)}"));
        canvas.Path(path, null, new LineStyle(style.Width, style.Color, style.Pattern));
    }
}
