using ScottPlot.Svg;

namespace ScottPlot.Plottables;

/// <summary>
/// A matrix drawn as coloured cells. Row 0 is on top; column j has its centre at x = j, the bottom row at y = 0, unless
/// <see cref="Position"/> says otherwise.
/// </summary>
public class Heatmap(double[,] intensities) : IPlottable, IHasColorAxis
{
    /// <summary>Colours of the map; one more of the 256 of an image is that of cells without a value.</summary>
    private const int Levels = 255;

    private Range? dataRange;

    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();

    /// <summary>Call <see cref="Update"/> after writing into it.</summary>
    public double[,] Intensities { get; set; } = intensities;

    public IColormap Colormap { get; set; } = new Colormaps.Viridis();
    public Color NaNCellColor { get; set; } = Colors.Transparent;

    /// <summary>The centres of the outermost cells, so that the drawing reaches half a cell beyond.</summary>
    public CoordinateRect? Position { get; set; }

    /// <summary>Which point of a cell its coordinates mean.</summary>
    public Alignment CellAlignment { get; set; } = Alignment.MiddleCenter;

    /// <summary>Puts row 0 at the bottom.</summary>
    public bool FlipVertically { get; set; }

    /// <summary>The values at the two ends of the colour map; those beyond take the colour of the nearer end.</summary>
    public Range? ManualRange { get; set; }
    public Range DataRange => dataRange ??= Range.GetRange(Intensities);

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public void Update() => dataRange = null;

    public Range GetRange() => ManualRange ?? DataRange;

    public CoordinateRect GetAlignedExtent()
    {
        var at = Position ?? new(0, Columns - 1, 0, Rows - 1);
        double width = Columns > 1 ? at.Width / (Columns - 1) : 1, height = Rows > 1 ? at.Height / (Rows - 1) : 1;
        double x = -Math.Abs(width) * ((int)CellAlignment % 3) / 2, y = -Math.Abs(height) * (2 - (int)CellAlignment / 3) / 2;
        return new(
            at.Left + x + Math.Max(0, -width), at.Right + x + Math.Max(0, width),
            at.Bottom + y + Math.Max(0, -height), at.Top + y + Math.Max(0, height));
    }

    public AxisLimits GetAxisLimits()
    {
        if (Intensities.Length == 0) return AxisLimits.NoLimits;
        var e = GetAlignedExtent();
        return new(Math.Min(e.Left, e.Right), Math.Max(e.Left, e.Right), Math.Min(e.Bottom, e.Top), Math.Max(e.Bottom, e.Top));
    }

    private int Rows => Intensities.GetLength(0);
    private int Columns => Intensities.GetLength(1);

    void IPlottable.Draw(Frame frame)
    {
        if (Intensities.Length == 0) return;
        var extent = GetAlignedExtent();
        // Edges between columns and rows in the order of the matrix, in pixels; only what is seen becomes the image.
        double X(int column) => frame.X(extent.Left + (extent.Right - extent.Left) * column / Columns);
        double Y(int row) => FlipVertically
            ? frame.Y(extent.Bottom + (extent.Top - extent.Bottom) * row / Rows)
            : frame.Y(extent.Top + (extent.Bottom - extent.Top) * row / Rows);
        var (firstColumn, columns) = Seen(X, Columns, frame.Data.Left, frame.Data.Right);
        var (firstRow, rows) = Seen(Y, Rows, frame.Data.Top, frame.Data.Bottom);
        if (columns <= 0 || rows <= 0) return;

        double left = X(firstColumn), right = X(firstColumn + columns), top = Y(firstRow), bottom = Y(firstRow + rows);
        var cells = new byte[rows, columns];
        var range = GetRange();
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                cells[top <= bottom ? i : rows - 1 - i, left <= right ? j : columns - 1 - j] = Level(Intensities[firstRow + i, firstColumn + j], range);
        Color[] palette = [.. Enumerable.Range(0, Levels).Select(i => Colormap.GetColor(i / (Levels - 1.0))), NaNCellColor];
        frame.Canvas.Image(
            new(Math.Min(left, right), Math.Min(top, bottom), Math.Max(left, right), Math.Max(top, bottom)), frame.Data, IndexedPng.Encode(cells, palette));
    }

    /// <summary>The cells of one direction of which at least a part lies between two pixels.</summary>
    private static (int First, int Count) Seen(Func<int, double> edge, int count, double low, double high)
    {
        int first = 0, end = count;
        while (first < end && Outside(first)) first++;
        while (end > first && Outside(end - 1)) end--;
        return (first, end - first);

        bool Outside(int i) => Math.Max(edge(i), edge(i + 1)) <= low || Math.Min(edge(i), edge(i + 1)) >= high;
    }

    private static byte Level(double value, Range range)
    {
        if (double.IsNaN(value)) return Levels;
        // One value everywhere has the colour in the middle.
        double position = range.Max == range.Min ? 0.5 : range.Normalize(value);
        return double.IsNaN(position) ? (byte)Levels : (byte)Math.Round(Math.Clamp(position, 0, 1) * (Levels - 1));
    }
}
