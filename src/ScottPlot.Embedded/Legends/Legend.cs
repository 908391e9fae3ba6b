namespace ScottPlot;

public class Legend(Plot plot)
{
    private Alignment? alignment;

    public Plot Plot { get; } = plot;
    public bool IsVisible { get; set; }

    /// <summary>Where in the data area. Left alone, it is the corner that covers the fewest data.</summary>
    public Alignment Alignment { get => alignment ?? Alignment.LowerRight; set => alignment = value; }
    public Orientation Orientation { get; set; } = Orientation.Vertical;

    public List<LegendItem> ManualItems { get; set; } = [];
    public bool DisplayPlottableLegendItems { get; set; } = true;
    public bool ShowItemsFromHiddenPlottables { get; set; }

    public float? FontSize { get; set; }
    public string? FontName { get; set; }
    public Color? FontColor { get; set; }

    public FillStyle BackgroundFillStyle { get; } = new(Colors.White.WithAlpha(.9));
    public Color BackgroundColor { get => BackgroundFillStyle.Color; set => BackgroundFillStyle.Color = value; }
    public LineStyle OutlineStyle { get; set; } = new(0.75f, Color.Gray(0xB8));
    public Color OutlineColor { get => OutlineStyle.Color; set => OutlineStyle.Color = value; }
    public float OutlineWidth { get => OutlineStyle.Width; set => OutlineStyle.Width = value; }
    public LinePattern OutlinePattern { get => OutlineStyle.Pattern; set => OutlineStyle.Pattern = value; }

    public PixelPadding Margin { get; set; } = new(8);
    public PixelPadding Padding { get; set; } = new(8, 6);
    public PixelPadding InterItemPadding { get; set; } = new(14, 5);
    public float SymbolWidth { get; set; } = 26;
    public float SymbolHeight { get; set; } = 10;
    public float SymbolPadding { get; set; } = 6;

    public IEnumerable<LegendItem> LegendItems => GetItems();

    public virtual LegendItem[] GetItems()
    {
        var shown = Plot.PlottableList.Where(p => p.IsVisible || ShowItemsFromHiddenPlottables);
        IEnumerable<LegendItem> own = DisplayPlottableLegendItems ? shown.SelectMany(p => p.LegendItems) : [];
        return own.Concat(ManualItems).Where(i => i.IsVisible && !string.IsNullOrEmpty(i.LabelText)).ToArray();
    }

    /// <summary>The side outside the data area that holds the legend, if it is not inside.</summary>
    internal Edge? Outside { get; set; }

    internal bool IsPlacedByHand => alignment is not null;

    internal void PlaceFreely() => alignment = null;
}
