namespace ScottPlot.Panels;

/// <summary>A legend beside the data area.</summary>
public class LegendPanel(Legend legend)
{
    public Legend Legend { get; } = legend;
    public Alignment Alignment { get; set; } = Alignment.UpperLeft;
    public PixelPadding Padding { get; set; } = new(10, 0);
}
