namespace ScottPlot.Svg;

/// <summary>Draws text of one or several lines around an anchor point, with background and frame if it has them.</summary>
internal static class TextBlock
{
    /// <summary>
    /// Draws <paramref name="style"/>.Text so that the corner or middle named by <paramref name="alignment"/> lies at
    /// (x, y); the block then turns about that point.
    /// </summary>
    internal static void Draw(Canvas canvas, LabelStyle style, double x, double y, Alignment alignment, double rotation = 0, string? text = null)
    {
        text ??= style.Text;
        if (!style.IsVisible || text.Length == 0) return;
        (x, y) = (x + style.OffsetX, y + style.OffsetY);
        var pad = style.PixelPadding;
        (double left, double top, double right, double bottom) = Place(style, text, x, y, alignment);
        (double width, double height) = (right - left, bottom - top);

        bool turned = rotation != 0;
        if (turned) canvas.OpenGroup($"transform=\"rotate({Canvas.Number(rotation)} {Canvas.Number(x)} {Canvas.Number(y)})\"");
        var frame = new LineStyle(style.BorderWidth, style.BorderColor);
        var back = new Box(left - pad.Left, top - pad.Top, left + width + pad.Right, top + height + pad.Bottom);
        if (style.BackgroundColor.Alpha > 0 || frame.CanBeRendered)
            canvas.Rect(pad.Horizontal == 0 ? back.Grown(2) : back, new(style.BackgroundColor), frame, style.BorderRadius);

        (string anchor, double at) = ((int)alignment % 3) switch
        {
            0 => ("start", left), 1 => ("middle", left + width / 2), _ => ("end", left + width),
        };
        double baseline = top + style.FontSize * TextSize.CapHeight;
        foreach (string line in TextSize.Lines(text))
        {
            if (line.Length > 0) Line(canvas, line, at, baseline, anchor, style);
            baseline += TextSize.LineDistance(style);
        }
        if (turned) canvas.CloseGroup();
    }

    /// <summary>The box that unturned text covers, without its padding.</summary>
    internal static Box Place(LabelStyle style, string text, double x, double y, Alignment alignment)
    {
        var pad = style.PixelPadding;
        double width = TextSize.Width(text, style), height = TextSize.Height(text, style);
        double left = ((int)alignment % 3) switch { 0 => x + pad.Left, 1 => x - width / 2, _ => x - width - pad.Right };
        // Middle aligns the capitals rather than the descenders, which is what the eye centres on.
        double capitals = height - style.FontSize * TextSize.Descent;
        double top = ((int)alignment / 3) switch { 0 => y + pad.Top, 1 => y - capitals / 2, _ => y - height - pad.Bottom };
        return new(left, top, left + width, top + height);
    }

    private static void Line(Canvas canvas, string line, double x, double y, string anchor, LabelStyle style)
    {
        // The measured width is stated, so that a reader's substitute font cannot make texts overlap.
        double width = TextSize.LineWidth(line, style.FontSize, style.Bold);
        string attributes =
            (anchor == "start" ? "" : $" text-anchor=\"{anchor}\"") +
            $" font-size=\"{Canvas.Number(style.FontSize)}\"" +
            (style.Bold ? " font-weight=\"bold\"" : "") + (style.Italic ? " font-style=\"italic\"" : "") +
            (style.Underline ? " text-decoration=\"underline\"" : "") +
            (style.FontName.Length > 0 ? $" font-family=\"{Canvas.Escape(style.FontName)}\"" : "") +
            $" fill=\"{Canvas.Rgb(style.ForeColor)}\"{Canvas.Opacity("fill-opacity", style.ForeColor)}" +
            $" textLength=\"{Canvas.Number(width)}\" lengthAdjust=\"spacingAndGlyphs\"" +
            (line.Contains("  ", StringComparison.Ordinal) || line[0] == ' ' || line[^1] == ' ' ? " xml:space=\"preserve\"" : "");
        canvas.Append($"<text x=\"{Canvas.Number(x)}\" y=\"{Canvas.Number(y)}\"{attributes}>{Content(line, style.FontSize)}</text>");
    }

    private static string Content(string line, double fontSize)
    {
        var content = new System.Text.StringBuilder();
        double shift = 0;
        foreach (var run in Scripts.Split(line))
        {
            double wanted = run.Level > 0 ? -Scripts.Raise * fontSize : run.Level < 0 ? Scripts.Lower * fontSize : 0;
            string text = Canvas.Escape(run.Text);
            if (wanted == 0 && shift == 0) { content.Append(text); continue; }
            string size = run.Level == 0 ? "" : $" font-size=\"{Canvas.Number(fontSize * Scripts.Size)}\"";
            content.Append("<tspan dy=\"").Append(Canvas.Number(wanted - shift)).Append('"').Append(size).Append('>').Append(text).Append("</tspan>");
            shift = run.Level == 0 ? 0 : wanted;
        }
        return content.ToString();
    }
}
