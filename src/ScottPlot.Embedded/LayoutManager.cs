namespace ScottPlot;

public class LayoutManager
{
    internal LayoutManager() { }

    internal PixelPadding? Padding { get; private set; }

    /// <summary>Sizes the space around the data area by its labels.</summary>
    public void Default() => Padding = null;

    /// <summary>Sets the space around the data area, so that panels of one figure align.</summary>
    public void Fixed(PixelPadding padding) => Padding = padding;
}
