using System.Text;
using ScottPlot.Grids;
using ScottPlot.Panels;
using ScottPlot.Svg;

namespace ScottPlot;

#pragma warning disable CA1051 // fields, because ScottPlot's are fields
public class Plot : IDisposable
{
    public Plot()
    {
        Axes = new(this);
        Add = new(this);
        Legend = new(this);
    }

    public PlottableAdder Add { get; }
    public AxisManager Axes { get; }
    public Legend Legend { get; set; }
    public LayoutManager Layout { get; private set; } = new();
    public DefaultGrid Grid => Axes.DefaultGrid;
    public List<IPlottable> PlottableList { get; } = [];

    public BackgroundStyle FigureBackground = new() { Color = Colors.White };
    public BackgroundStyle DataBackground = new() { Color = Colors.Transparent };

    public IEnumerable<IPlottable> GetPlottables() => PlottableList;

    public IEnumerable<T> GetPlottables<T>() where T : IPlottable => PlottableList.OfType<T>();

    public void Clear() => PlottableList.Clear();

    public void Clear<T>() where T : IPlottable => PlottableList.RemoveAll(p => p is T);

    public void Title(string? text = null, float? size = null)
    {
        Axes.Title.Label.Text = text ?? string.Empty;
        Axes.Title.IsVisible = !string.IsNullOrWhiteSpace(text);
        if (size is { } s) Axes.Title.Label.FontSize = s;
    }

    public void Title(bool show) => Axes.Title.IsVisible = show;

    public void XLabel(string label, float? size = null) => SetLabel(Axes.Bottom, label, size);

    public void YLabel(string label, float? size = null) => SetLabel(Axes.Left, label, size);

    public void ShowGrid() => Grid.IsVisible = true;

    public void HideGrid() => Grid.IsVisible = false;

    public Legend ShowLegend()
    {
        (Legend.IsVisible, Legend.Outside) = (true, null);
        return Legend;
    }

    public Legend ShowLegend(Alignment alignment)
    {
        Legend.Alignment = alignment;
        return ShowLegend();
    }

    public Legend ShowLegend(Alignment alignment, Orientation orientation)
    {
        Legend.Orientation = orientation;
        return ShowLegend(alignment);
    }

    public Legend ShowLegend(IEnumerable<LegendItem> items, Alignment location = Alignment.LowerRight)
    {
        Legend.ManualItems = [.. items];
        Legend.DisplayPlottableLegendItems = false;
        return ShowLegend(location);
    }

    public LegendPanel ShowLegend(Edge edge)
    {
        ShowLegend();
        Legend.Outside = edge;
        if (edge is Edge.Top or Edge.Bottom) Legend.Orientation = Orientation.Horizontal;
        return new(Legend);
    }

    public Legend HideLegend()
    {
        Legend.IsVisible = false;
        return Legend;
    }

    /// <summary>The figure as an SVG document. The same plot gives the same text.</summary>
    public string GetSvgXml(int width, int height)
    {
        IsRendering = true;
        try { return FigureRenderer.Render(this, width, height); }
        finally { IsRendering = false; }
    }

    public string GetSvgHtml(int width, int height) => GetSvgXml(width, height);

    public SavedImageInfo SaveSvg(string filePath, int width, int height)
    {
        byte[] bytes = new UTF8Encoding(false).GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + GetSvgXml(width, height));
        File.WriteAllBytes(filePath, bytes);
        return new(Path.GetFullPath(filePath), bytes.Length);
    }

    public void Dispose() => GC.SuppressFinalize(this);

    internal bool IsRendering { get; private set; }

    private static void SetLabel(IAxis axis, string label, float? size)
    {
        axis.Label.Text = label ?? string.Empty;
        if (size is { } s) axis.Label.FontSize = s;
    }
}
