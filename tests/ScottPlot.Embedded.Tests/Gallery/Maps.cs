using EcramSim.Studies.Report;

namespace ScottPlot.Tests.Gallery;

internal static class Maps
{
    [Recipe("Heat map", "The voltage across each of 256 × 256 cells: the drop along the wires, a weak word line, and open cells left blank. Row 0 is at the bottom.")]
    internal static string Heat_Map()
    {
        const int n = 256;
        double[,] voltage = new double[n, n];
        var random = new Lehmer(11);
        for (int row = 0; row < n; row++)
            for (int column = 0; column < n; column++)
            {
                double drop = 0.045 * (column * (2.0 * n - column) + (n - row) * (double)(n + row)) / (n * (double)n);
                voltage[row, column] = 0.2 - drop - (row == 100 ? 0.02 : 0) + 0.002 * (random.Next() - 0.5);
                if (random.Next() < 0.0004 || (row is > 180 and < 196 && column is > 200 and < 232)) voltage[row, column] = double.NaN;
            }

        Plot plot = new();
        var map = plot.Add.Heatmap(voltage);
        map.FlipVertically = true;
        plot.Add.ColorBar(map).Label = "Voltage across the cell (V)";
        plot.XLabel("Bit line");
        plot.YLabel("Word line");
        plot.Axes.TightMargins();
        return plot.GetSvgXml(560, 440);
    }

    [Recipe("Heat map about zero", "A map from blue over white to red with limits set by hand, so that zero is white. Values beyond the limits take the colour of the end.")]
    internal static string Diverging_Map()
    {
        double[,] change = new double[9, 14];
        for (int i = 0; i < 9; i++)
            for (int j = 0; j < 14; j++) change[i, j] = 1e-9 * ((i - 4) * (j - 6.5) / 14 + ((7 * i + 5 * j) % 11 - 5) / 9.0);

        Plot plot = new();
        var map = plot.Add.Heatmap(change);
        map.Colormap = new Colormaps.Custom([SeriesStyle.ColorOf(0).Darken(0.3), SeriesStyle.ColorOf(0), Colors.White, SeriesStyle.ColorOf(1), SeriesStyle.ColorOf(1).Darken(0.3)]);
        map.ManualRange = new(-3e-9, 3e-9);
        map.Position = new(left: 100, right: 1400, bottom: 0.5, top: 4.5);    // centres of the outermost cells
        plot.Add.ColorBar(map, Edge.Bottom).Label = "Change of conductance (S)";
        plot.XLabel("Pulse width (µs)");
        plot.YLabel("Gate voltage (V)");
        plot.Axes.TightMargins();
        return plot.GetSvgXml(600, 420);
    }

    [Recipe("Maps in grey", "The default colours (Viridis, left) grow evenly lighter, so that a copy in black and white reads as the map in grey does (right).")]
    internal static string Grey_Map()
    {
        double[,] well = new double[64, 64];
        for (int i = 0; i < 64; i++)
            for (int j = 0; j < 64; j++)
            {
                double x = (j - 31.5) / 16, y = (i - 31.5) / 16;
                well[i, j] = (x * x - 1) * (x * x - 1) + 0.6 * y * y + 0.2 * x;
            }
        IColormap[] maps = [new Colormaps.Viridis(), new Colormaps.Grayscale()];
        return PanelFigure.Compose([.. maps.Select(colors =>
        {
            Plot plot = new();
            var map = plot.Add.Heatmap(well);
            (map.Colormap, map.ManualRange, map.Position) = (colors, new(0, 4), new(-1.97, 1.97, -1.97, 1.97));
            plot.Add.ColorBar(map).Label = "Energy (kT)";
            plot.XLabel("Order parameter");
            plot.YLabel("Strain (%)");
            plot.Axes.TightMargins();
            return plot.GetSvgXml(380, 300);
        })], 2);
    }
}
