namespace ScottPlot.Svg;

/// <summary>The measured legend: items in columns (or rows), so that text never meets text or the frame.</summary>
internal sealed class LegendBlock
{
    private readonly record struct Cell(LegendItem Item, string Text, LabelStyle Style, double X, double Y, double Width, double Height);

    private readonly Legend legend;
    private readonly List<Cell> cells = [];

    internal double Width { get; private set; }
    internal double Height { get; private set; }
    internal bool IsEmpty => cells.Count == 0;

    internal LegendBlock(Legend legend, double maxWidth, double maxHeight)
    {
        this.legend = legend;
        var items = legend.GetItems();
        if (items.Length == 0) return;
        // Smaller letters only where even several columns would not fit.
        for (double scale = 1; ; scale *= 0.9)
        {
            var measured = items.Select(i => Measure(i, scale, maxWidth)).ToList();
            if (legend.Orientation == Orientation.Horizontal) Rows(measured, maxWidth);
            else Columns(measured, maxHeight);
            if ((Width <= maxWidth && Height <= maxHeight) || scale < 0.55) return;
        }
    }

    internal void Draw(Canvas canvas, double left, double top, bool framed)
    {
        if (IsEmpty) return;
        if (framed) canvas.Rect(new(left, top, left + Width, top + Height), legend.BackgroundFillStyle, legend.OutlineStyle, 2);
        foreach (var cell in cells)
        {
            double x = left + cell.X, middle = top + cell.Y + cell.Height / 2;
            Symbol(canvas, cell.Item, x, middle);
            // Capitals and digits have their middle a little above that of the whole line.
            double firstLine = middle - (TextSize.Height(cell.Text, cell.Style) / 2) + cell.Style.FontSize * TextSize.Descent / 2;
            TextBlock.Draw(canvas, cell.Style, x + legend.SymbolWidth + legend.SymbolPadding, firstLine, Alignment.UpperLeft, 0, cell.Text);
        }
    }

    private void Symbol(Canvas canvas, LegendItem item, double x, double y)
    {
        double width = legend.SymbolWidth, half = legend.SymbolHeight / 2;
        canvas.Rect(new(x + 3, y - half, x + width - 3, y + half), item.FillStyle, item.FillStyle.CanBeRendered ? item.OutlineStyle : null);
        canvas.Line(x, y, x + width, y, item.LineStyle);
        MarkerPath.Draw(canvas, item.MarkerStyle, [(x + width / 2, y)]);
    }

    private (LegendItem Item, string Text, LabelStyle Style, double Width, double Height) Measure(LegendItem item, double scale, double maxWidth)
    {
        var own = item.LabelStyle;
        var style = new LabelStyle
        {
            FontSize = (float)((legend.FontSize ?? own.FontSize) * scale),
            FontName = legend.FontName ?? own.FontName,
            ForeColor = legend.FontColor ?? own.ForeColor,
            Bold = own.Bold,
            Italic = own.Italic,
            LineSpacing = own.LineSpacing,
        };
        double symbol = legend.SymbolWidth + legend.SymbolPadding;
        string text = LineBreaks.In(item.LabelText, maxWidth - legend.Padding.Horizontal - symbol, style);
        return (item, text, style, symbol + TextSize.Width(text, style), Math.Max(legend.SymbolHeight, TextSize.Height(text, style)));
    }

    private void Columns(List<(LegendItem Item, string Text, LabelStyle Style, double Width, double Height)> items, double maxHeight)
    {
        double gapX = legend.InterItemPadding.Left, gapY = legend.InterItemPadding.Top;
        for (int columns = 1; columns <= items.Count; columns++)
        {
            cells.Clear();
            int rows = (items.Count + columns - 1) / columns;
            double x = legend.Padding.Left, tallest = 0, right = 0;
            for (int start = 0; start < items.Count; start += rows)
            {
                double y = legend.Padding.Top, widest = 0;
                foreach (var i in items.Skip(start).Take(rows))
                {
                    cells.Add(new(i.Item, i.Text, i.Style, x, y, i.Width, i.Height));
                    y += i.Height + gapY;
                    widest = Math.Max(widest, i.Width);
                }
                tallest = Math.Max(tallest, y - gapY);
                right = x + widest;
                x = right + gapX;
            }
            (Width, Height) = (right + legend.Padding.Right, tallest + legend.Padding.Bottom);
            if (Height <= maxHeight) return;
        }
    }

    /// <summary>Rows filled from left to right, with the columns of all rows in line.</summary>
    private void Rows(List<(LegendItem Item, string Text, LabelStyle Style, double Width, double Height)> items, double maxWidth)
    {
        double gapX = legend.InterItemPadding.Left, gapY = legend.InterItemPadding.Top;
        for (int columns = items.Count; columns >= 1; columns--)
        {
            // As many rows as needed, but rows of equal length: 4 and 4 rather than 7 and 1.
            int rows = (items.Count + columns - 1) / columns, across = (items.Count + rows - 1) / rows;
            var widths = Enumerable.Range(0, across).Select(c => items.Where((_, i) => i % across == c).Max(i => i.Width)).ToArray();
            Width = legend.Padding.Horizontal + widths.Sum() + gapX * (across - 1);
            if (Width > maxWidth && columns > 1) continue;

            cells.Clear();
            double y = legend.Padding.Top;
            for (int row = 0; row < rows; row++)
            {
                double x = legend.Padding.Left, tallest = 0;
                for (int c = 0; c < across && row * across + c < items.Count; c++)
                {
                    var i = items[row * across + c];
                    cells.Add(new(i.Item, i.Text, i.Style, x, y, i.Width, i.Height));
                    tallest = Math.Max(tallest, i.Height);
                    x += widths[c] + gapX;
                }
                y += tallest + gapY;
            }
            Height = y - gapY + legend.Padding.Bottom;
            return;
        }
    }
}
