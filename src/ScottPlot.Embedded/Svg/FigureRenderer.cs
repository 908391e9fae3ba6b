namespace ScottPlot.Svg;

/// <summary>Lays a plot out and draws it: the data area is what title, axes and legend leave over.</summary>
internal static class FigureRenderer
{
    private const double Edge = 12;

    internal static string Render(Plot plot, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        plot.Axes.ScaleUnset();
        var canvas = new Canvas(width, height);
        canvas.Rect(new(0, 0, width, height), plot.FigureBackground.FillStyle);

        var outside = plot.Legend is { IsVisible: true, Outside: { } side }
            ? new LegendBlock(plot.Legend, side is ScottPlot.Edge.Left or ScottPlot.Edge.Right ? width * 0.5 : width - 2 * Edge, height - 2 * Edge) : null;
        // The room for labels depends on the labels, which depend on the room: it settles in three rounds.
        var data = new Box(60, 30, Math.Max(61, width - 20), Math.Max(31, height - 50));
        for (int round = 0; round < 3; round++) data = Layout(plot, canvas, data, outside);
        if (plot.Layout.Padding is { } p)
            data = new(p.Left, p.Top, Math.Max(p.Left + 1, width - p.Right), Math.Max(p.Top + 1, height - p.Bottom));
        var around = new Surroundings(plot, data, canvas);

        canvas.Rect(data, plot.DataBackground.FillStyle);
        if (plot.Axes.DefaultGrid.IsBeneathPlottables) DrawGrid(plot, canvas, data, around);
        ReserveMarkers(plot, canvas, data);
        canvas.BarDistance = BarDistance(plot, canvas, data);
        foreach (var item in plot.PlottableList)
            if (item.IsVisible) item.Draw(new(canvas, data, item.Axes));
        if (!plot.Axes.DefaultGrid.IsBeneathPlottables) DrawGrid(plot, canvas, data, around);
        around.Draw(canvas);
        DrawTitle(plot, canvas, data, around);
        DrawLegend(plot, canvas, data, around, outside);
        return canvas.ToXml(plot.Axes.Title.Label.Text);
    }

    /// <summary>Keeps texts at data points off the markers of all points, drawn before or after them.</summary>
    private static void ReserveMarkers(Plot plot, Canvas canvas, Box data)
    {
        if (!plot.PlottableList.Any(p => p is Plottables.Text)) return;
        foreach (var curve in plot.PlottableList.OfType<Plottables.Scatter>().Where(s => s.IsVisible && s.MarkerStyle.CanBeRendered))
        {
            var frame = new Frame(canvas, data, curve.Axes);
            foreach (var (x, y) in curve.Points.Take(500).Select(frame.At).Where(p => data.Contains(p.X, p.Y)))
                canvas.Markers.Add(new Box(x, y, x, y).Grown(curve.MarkerSize / 2));
        }
    }

    private static double BarDistance(Plot plot, Canvas canvas, Box data)
    {
        var at = plot.PlottableList.OfType<Plottables.BarPlot>().Where(b => b.IsVisible)
            .SelectMany(p => p.Bars.Where(b => b.Orientation == Orientation.Vertical).Select(b => new Frame(canvas, data, p.Axes).X(b.Position)))
            .Where(double.IsFinite).Order().ToList();
        return at.Zip(at.Skip(1), (a, b) => b - a).Where(d => d > 0.5).DefaultIfEmpty(double.PositiveInfinity).Min();
    }

    private static Box Layout(Plot plot, Canvas canvas, Box data, LegendBlock? outside)
    {
        var around = new Surroundings(plot, data, canvas);
        double l = Math.Max(Math.Max(around.Depth(ScottPlot.Edge.Left), Edge), around.Before(upright: false) + 4);
        double r = Math.Max(Math.Max(around.Depth(ScottPlot.Edge.Right), Edge), around.After(upright: false) + 4);
        double t = Math.Max(Math.Max(around.Depth(ScottPlot.Edge.Top), Edge), around.Before(upright: true) + 2) + around.NoteAbove + TitleHeight(plot, canvas);
        double d = Math.Max(Math.Max(around.Depth(ScottPlot.Edge.Bottom), Edge), around.After(upright: true) + 2);
        if (outside is { IsEmpty: false })
            switch (plot.Legend.Outside)
            {
                case ScottPlot.Edge.Right: r += outside.Width + 4; break;
                case ScottPlot.Edge.Left: l += outside.Width + 4; break;
                case ScottPlot.Edge.Top: t += outside.Height; break;
                default: d += outside.Height; break;
            }
        return new(l, t, Math.Max(l + 1, canvas.Width - r), Math.Max(t + 1, canvas.Height - d));
    }

    private static double TitleHeight(Plot plot, Canvas canvas) =>
        plot.Axes.Title is { IsVisible: true, Label: { IsVisible: true, Text.Length: > 0 } label } ? TextSize.Height(Title(plot, canvas), label) + 10 : 0;

    private static string Title(Plot plot, Canvas canvas) => LineBreaks.In(plot.Axes.Title.Label.Text, canvas.Width - 16, plot.Axes.Title.Label);

    private static void DrawTitle(Plot plot, Canvas canvas, Box data, Surroundings around)
    {
        if (TitleHeight(plot, canvas) == 0) return;
        var (label, text) = (plot.Axes.Title.Label, Title(plot, canvas));
        double gap = 8 + around.NoteAbove + Math.Max(0, around.Depth(ScottPlot.Edge.Top) - Edge);
        if (plot.Legend is { IsVisible: true, Outside: ScottPlot.Edge.Top }) gap = double.NaN;
        double y = double.IsNaN(gap) ? Edge + TextSize.Height(text, label) : data.Top - gap;
        // Centred over the data, but moved where it would leave the figure.
        double half = TextSize.Width(text, label) / 2 + 4;
        double x = half * 2 >= canvas.Width ? canvas.Width / 2.0 : Math.Clamp(data.CenterX, half, canvas.Width - half);
        TextBlock.Draw(canvas, label, x, y, Alignment.LowerCenter, 0, text);
    }

    private static void DrawGrid(Plot plot, Canvas canvas, Box data, Surroundings around)
    {
        var grid = plot.Axes.DefaultGrid;
        if (!grid.IsVisible) return;
        foreach (bool major in (ReadOnlySpan<bool>)[false, true])
        {
            var (x, y) = (around[grid.XAxis], around[grid.YAxis]);
            if (grid.XAxisStyle.IsVisible)
                canvas.Path(string.Concat(x.Ticks.Where(t => t.IsMajor == major).Select(t => x.Pixel(t.Position)).Where(p => p > data.Left + 1 && p < data.Right - 1)
                    .Select(p => $"M{Polyline.Point(p, data.Top)}L{Polyline.Point(p, data.Bottom)}")), null, major ? grid.XAxisStyle.MajorLineStyle : grid.XAxisStyle.MinorLineStyle);
            if (grid.YAxisStyle.IsVisible)
                canvas.Path(string.Concat(y.Ticks.Where(t => t.IsMajor == major).Select(t => y.Pixel(t.Position)).Where(p => p > data.Top + 1 && p < data.Bottom - 1)
                    .Select(p => $"M{Polyline.Point(data.Left, p)}L{Polyline.Point(data.Right, p)}")), null, major ? grid.YAxisStyle.MajorLineStyle : grid.YAxisStyle.MinorLineStyle);
        }
    }

    private static void DrawLegend(Plot plot, Canvas canvas, Box data, Surroundings around, LegendBlock? outside)
    {
        if (!plot.Legend.IsVisible) return;
        if (outside is not null)
        {
            (double x, double y) = plot.Legend.Outside switch
            {
                ScottPlot.Edge.Right => (data.Right + Math.Max(around.Depth(ScottPlot.Edge.Right), 8), data.Top),
                ScottPlot.Edge.Left => (4, data.Top),
                ScottPlot.Edge.Top => (data.CenterX - outside.Width / 2, data.Top - Math.Max(around.Depth(ScottPlot.Edge.Top), 4) - around.NoteAbove - outside.Height),
                _ => (data.CenterX - outside.Width / 2, canvas.Height - outside.Height - 4),
            };
            outside.Draw(canvas, x, y, framed: false);
            return;
        }
        var margin = plot.Legend.Margin;
        var block = new LegendBlock(plot.Legend, data.Width - margin.Horizontal, data.Height - margin.Vertical);
        var ink = plot.PlottableList.Where(p => p.IsVisible).SelectMany(p => LegendPlace.Ink(p, new(canvas, data, p.Axes)));
        var place = plot.Legend.IsPlacedByHand ? plot.Legend.Alignment : LegendPlace.Best(block, data, margin, ink);
        (double left, double top) = LegendPlace.At(place, block, data, margin);
        block.Draw(canvas, left, top, framed: true);
    }
}
