namespace ScottPlot.Svg;

/// <summary>What stands around a data area, measured: axes, then colour bars, each further out than the one before.</summary>
internal sealed class Surroundings
{
    private readonly Dictionary<IAxis, AxisBlock> axes;
    private readonly List<ColorBarBlock> bars = [];
    private readonly AxisManager manager;

    internal Surroundings(Plot plot, Box data, Canvas canvas)
    {
        manager = plot.Axes;
        axes = manager.GetAxes().ToDictionary(a => a, a => new AxisBlock(a, data, manager.IsUsed(a), canvas));
        foreach (var bar in manager.ColorBars.Where(b => b.IsVisible)) bars.Add(new(bar, data, Depth(bar.Edge), canvas));
    }

    internal AxisBlock this[IAxis axis] => axes[axis];

    /// <summary>Pixels taken at one side of the data area.</summary>
    internal double Depth(Edge edge) =>
        manager.GetAxes(edge).Sum(a => axes[a].Depth) + bars.Where(b => b.Edge == edge).Sum(b => b.Depth);

    /// <summary>Pixels above the data area for the factors of vertical axes.</summary>
    internal double NoteAbove => Blocks(upright: true).Max(b => b.NoteAbove);

    /// <summary>How far the labels of horizontal (or upright) axes reach beyond the two ends of the data area.</summary>
    internal double Before(bool upright) => Blocks(upright).Max(b => b.Before);

    internal double After(bool upright) => Blocks(upright).Max(b => b.After);

    internal void Draw(Canvas canvas)
    {
        foreach (var axis in axes.Values) axis.Draw(canvas);
        foreach (var bar in bars) bar.Draw(canvas);
    }

    private IEnumerable<AxisBlock> Blocks(bool upright) =>
        axes.Where(a => a.Key is IYAxis == upright).Select(a => a.Value)
            .Concat(bars.Where(b => b.Edge is Edge.Left or Edge.Right == upright).Select(b => b.Axis));
}
