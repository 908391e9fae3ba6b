using ScottPlot.Panels;

namespace ScottPlot.Svg;

/// <summary>A colour bar measured against a data area: a strip as long as the side it stands at, and its axis.</summary>
internal sealed class ColorBarBlock
{
    private const double Gap = 12;
    private const int Steps = 256;

    private readonly ColorBar bar;
    private readonly Box strip;

    /// <param name="bar">The colour bar.</param>
    /// <param name="data">The data area.</param>
    /// <param name="distance">Pixels between the data area and what already stands at this side of it.</param>
    /// <param name="canvas">The figure.</param>
    internal ColorBarBlock(ColorBar bar, Box data, double distance, Canvas canvas)
    {
        this.bar = bar;
        double near = distance + Gap, far = near + bar.Width;
        strip = bar.Edge switch
        {
            Edge.Left => new(data.Left - far, data.Top, data.Left - near, data.Bottom),
            Edge.Right => new(data.Right + near, data.Top, data.Right + far, data.Bottom),
            Edge.Bottom => new(data.Left, data.Bottom + near, data.Right, data.Bottom + far),
            _ => new(data.Left, data.Top - far, data.Right, data.Top - near),
        };
        var range = bar.Source.GetRange();
        var values = new Extent();
        values.Include(range.Min, range.Max);
        (bar.Axis.Min, bar.Axis.Max) = values.WithMargins(0, 0);
        Axis = new(bar.Axis, strip, used: double.IsFinite(range.Min + range.Max), canvas);
    }

    internal AxisBlock Axis { get; }

    internal Edge Edge => bar.Edge;

    internal double Depth => Math.Clamp(Gap + bar.Width + Axis.Depth, bar.MinimumSize, bar.MaximumSize);

    internal void Draw(Canvas canvas)
    {
        bool upright = bar.Edge is Edge.Left or Edge.Right;
        var cells = new byte[upright ? Steps : 1, upright ? 1 : Steps];
        for (int i = 0; i < Steps; i++)
            if (upright) cells[Steps - 1 - i, 0] = (byte)i;
            else cells[0, i] = (byte)i;
        canvas.Image(strip, strip, IndexedPng.Encode(cells, [.. Enumerable.Range(0, Steps).Select(i => bar.Source.Colormap.GetColor(i / (Steps - 1.0)))]));
        canvas.Rect(strip, null, bar.Axis.FrameLineStyle);
        Axis.Draw(canvas);
    }
}
