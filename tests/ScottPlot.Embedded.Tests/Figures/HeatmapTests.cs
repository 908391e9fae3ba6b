using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ScottPlot.Tests.Figures;

public class HeatmapTests
{
    /// <summary>The image of a heat map: where it lies, and the colour of each of its cells.</summary>
    private sealed record Image(double Left, double Top, double Width, double Height, Color[,] Cells);

    private static Plot Framed(double left, double right, double bottom, double top)
    {
        var plot = new Plot();
        plot.Axes.SetLimits(left, right, bottom, top);
        plot.Layout.Fixed(new PixelPadding(100, 100, 100, 100));
        return plot;
    }

    private static Image Drawn(Plot plot, int rows, int columns)
    {
        var svg = Picture.Of(plot, 600, 500);
        var image = svg.Elements("image").First();
        double x = 0, y = 0;
        foreach (var panel in image.Ancestors().Where(a => a.Attribute("x") is not null)) (x, y) = (x + Picture.Number(panel, "x"), y + Picture.Number(panel, "y"));
        return new(x + Picture.Number(image, "x"), y + Picture.Number(image, "y"), Picture.Number(image, "width"), Picture.Number(image, "height"),
            Decode(Convert.FromBase64String(image.Attribute("href")!.Value.Split(',')[1]), rows, columns));
    }

    /// <summary>Reads the file back with the runtime's own unpacker, checks the sums, and one pixel in the middle of each cell.</summary>
    private static Color[,] Decode(byte[] png, int rows, int columns)
    {
        Assert.Equal("\u0089PNG\r\n\u001a\n", Encoding.Latin1.GetString(png, 0, 8));
        var chunks = new Dictionary<string, byte[]>();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add(Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            uint crc = uint.MaxValue;
            foreach (byte b in png.AsSpan(at + 4, length + 4))
                for (int bit = 0; bit < 8; bit++) crc = ((crc ^ (uint)(b >> bit)) & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            Assert.Equal(~crc, BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            at += 12 + length;
        }
        Assert.Equal(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"], chunks.Keys);
        int width = BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"]), height = BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"].AsSpan(4));
        using var unpacked = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        var raw = new byte[height * (width + 1)];
        unpacked.ReadExactly(raw);
        Assert.Equal(-1, unpacked.ReadByte());
        Assert.Equal((0, 0), (width % columns, height % rows));
        var cells = new Color[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                int index = raw[(height / rows * i + height / rows / 2) * (width + 1) + 1 + width / columns * j + width / columns / 2];
                cells[i, j] = new(chunks["PLTE"][3 * index], chunks["PLTE"][3 * index + 1], chunks["PLTE"][3 * index + 2], chunks["tRNS"][index]);
            }
        return cells;
    }

    [Fact]
    public void Cells_lie_about_whole_numbers_with_the_first_row_on_top()
    {
        var plot = new Plot();
        var map = plot.Add.Heatmap(new[,] { { 0.0, 1, 2 }, { 3, 4, 5 } });
        map.Colormap = new Colormaps.Grayscale();
        Assert.Equal(new AxisLimits(-0.5, 2.5, -0.5, 1.5), map.GetAxisLimits());
        plot.Axes.TightMargins();
        plot.Layout.Fixed(new PixelPadding(100, 100, 100, 100));
        var image = Drawn(plot, 2, 3);
        Assert.Equal((100, 100, 400, 300), (image.Left, image.Top, image.Width, image.Height));
        // 0, 1/5 … 5/5 of 255.
        Assert.Equal([0, 51, 102, 153, 204, 255], image.Cells.Cast<Color>().Select(c => (int)c.R));

        map.FlipVertically = true;
        Assert.Equal([153, 204, 255, 0, 51, 102], Drawn(plot, 2, 3).Cells.Cast<Color>().Select(c => (int)c.R));
        plot.Axes.InvertY();
        plot.Axes.InvertX();
        Assert.Equal([102, 51, 0, 255, 204, 153], Drawn(plot, 2, 3).Cells.Cast<Color>().Select(c => (int)c.R));
    }

    [Fact]
    public void What_is_outside_the_axes_is_cut_off()
    {
        double[,] values = new double[4, 10];
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 10; j++) values[i, j] = 10 * i + j;
        var plot = Framed(2.25, 4.25, 0.5, 1.5);      // a quarter of column 2, column 3, most of column 4; row 2 (from the top) alone
        var map = plot.Add.Heatmap(values);
        (map.Colormap, map.ManualRange) = (new Colormaps.Grayscale(), new(0, 254));
        var image = Drawn(plot, 1, 3);
        Assert.Equal((-50, 600), (image.Left, image.Width));     // 200 pixels a column; three quarters of the first are hidden
        Assert.Equal((100, 300), (image.Top, image.Height));
        Assert.Equal([22, 23, 24], image.Cells.Cast<Color>().Select(c => (int)c.R));
        var clip = Picture.Of(plot, 600, 500).Elements("image").Single().Parent!;
        Assert.Equal((100, 400), (Picture.Number(clip, "x"), Picture.Number(clip, "width")));

        var away = Framed(100, 110, 0, 1);
        away.Add.Heatmap(values);
        Assert.Empty(Picture.Of(away).Elements("image"));
    }

    [Fact]
    public void Cells_without_a_value_are_blank_and_infinite_ones_have_the_end_colours()
    {
        var plot = new Plot();
        var map = plot.Add.Heatmap(new[,] { { double.NaN, double.NegativeInfinity, 1, 3, double.PositiveInfinity } });
        map.Colormap = new Colormaps.Grayscale();
        Assert.Equal((1, 3), (map.GetRange().Min, map.GetRange().Max));
        Assert.Equal(["#00000000", "#000000", "#000000", "#FFFFFF", "#FFFFFF"], Drawn(plot, 1, 5).Cells.Cast<Color>().Select(c => c.Alpha == 0 ? "#00000000" : c.ToHex()));
        map.NaNCellColor = Colors.Red;
        Assert.Equal(Colors.Red, Drawn(plot, 1, 5).Cells[0, 0]);
        map.Intensities[0, 2] = -5;
        map.Update();
        Assert.Equal(-5, map.GetRange().Min);
    }

    [Fact]
    public void One_value_or_none_is_still_a_figure()
    {
        foreach (var values in new[] { new double[0, 0], new double[2, 2], new[,] { { double.NaN } }, new[,] { { 1e300, -1e300 } } })
        {
            var plot = new Plot();
            foreach (var edge in Enum.GetValues<Edge>()) plot.Add.ColorBar(plot.Add.Heatmap(values), edge).Label = "A label";
            foreach (int size in new[] { 1, 30, 500 }) Assert.DoesNotContain("NaN", plot.GetSvgXml(size, size));
        }
    }

    [Theory]
    [InlineData(1, 1), InlineData(3, 300), InlineData(128, 128), InlineData(300, 257), InlineData(700, 40)]
    public void Images_of_any_size_read_back_as_drawn(int rows, int columns)
    {
        var values = new double[rows, columns];
        long state = 42;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) values[i, j] = (state = state * 48271 % 2147483647) % 3 == 0 && j > 0 ? values[i, j - 1] : state % 255;
        var plot = new Plot();
        var map = plot.Add.Heatmap(values);
        (map.Colormap, map.ManualRange) = (new Colormaps.Grayscale(), new(0, 254));
        var cells = Drawn(plot, rows, columns).Cells;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                Assert.Equal((int)Math.Round(values[i, j] / 254 * 255, MidpointRounding.ToEven), cells[i, j].R);
    }

    [Fact]
    public void Large_maps_are_small_files()
    {
        Assert.InRange(Size(256, noise: 1), 10_000, 130_000);
        Assert.InRange(Size(512, noise: 0), 1_000, 350_000);

        static int Size(int n, double noise)
        {
            var values = new double[n, n];
            long state = 7;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) values[i, j] = (i + j) / (2.0 * n) + noise * ((state = state * 48271 % 2147483647) / 2147483647.0);
            var plot = new Plot();
            plot.Add.Heatmap(values);
            return plot.GetSvgXml(600, 500).Length;
        }
    }

    [Theory]
    [InlineData(Edge.Right), InlineData(Edge.Left), InlineData(Edge.Top), InlineData(Edge.Bottom)]
    public void A_colour_bar_says_what_the_colours_mean(Edge edge)
    {
        var plot = new Plot();
        var map = plot.Add.Heatmap(new[,] { { 0, 2e-9 }, { 3e-9, 4e-9 } });
        plot.Add.ColorBar(map, edge).Label = "Current (A)";
        plot.Title("A title");
        plot.XLabel("x");
        plot.YLabel("y");
        map.ManualRange = new(0, 5e-9);
        var svg = Picture.Of(plot, 500, 400);
        Tidy.Require(svg, 500, 400);
        Assert.Contains("Current (A)", svg.Texts);
        Assert.Contains("×10−9", svg.Texts);
        // The map's own axes have 0 and 1; 5 is on the bar alone, at its far end.
        var image = svg.Elements("image").Last();
        var five = svg.Labels.Single(l => l.Text == "5");
        double x = Picture.Number(image, "x"), y = Picture.Number(image, "y");
        if (edge is Edge.Left or Edge.Right) Assert.Equal(y, (five.Top + five.Bottom) / 2, 2.0);
        else Assert.Equal(x + Picture.Number(image, "width"), (five.Left + five.Right) / 2, 1.0);
        Assert.Equal(16, Picture.Number(image, edge is Edge.Left or Edge.Right ? "width" : "height"));
    }

    [Fact]
    public void Two_colour_bars_at_one_side_stand_beside_each_other()
    {
        var plot = new Plot();
        var map = plot.Add.Heatmap(new[,] { { 0.0, 1 } });
        plot.Add.ColorBar(map).Label = "first";
        plot.Add.ColorBar(map).Label = "second";
        plot.Axes.Right.Label.Text = "axis";
        plot.Add.Scatter(0, 0).Axes.YAxis = plot.Axes.Right;
        plot.ShowLegend([new LegendItem { LabelText = "item", LineWidth = 1 }]);
        Tidy.Require(Picture.Of(plot, 600, 400), 600, 400);
    }

    /// <summary>Luminance by WCAG 2.1 of the sRGB colours.</summary>
    [Fact]
    public void Viridis_grows_lighter_all_the_way()
    {
        var map = new Plot().Add.Heatmap(new double[1, 1]).Colormap;
        Assert.IsType<Colormaps.Viridis>(map);
        Assert.Equal(("#440154", "#21918C", "#FDE725"), (map.GetColor(-1).ToHex(), map.GetColor(0.5).ToHex(), map.GetColor(7).ToHex()));
        double[] light = [.. Enumerable.Range(0, 256).Select(i => Luminance(map.GetColor(i / 255.0)))];
        // Over four steps, because one step is as small as the rounding to whole numbers.
        for (int i = 4; i < 256; i++) Assert.True(light[i] > light[i - 4], $"step {i}");
        Assert.True(light[^1] - light[0] > 0.75);

        static double Luminance(Color c) => 0.2126 * Linear(c.R) + 0.7152 * Linear(c.G) + 0.0722 * Linear(c.B);
        static double Linear(byte b) => b / 255.0 is var s && s <= 0.04045 ? s / 12.92 : Math.Pow((s + 0.055) / 1.055, 2.4);
    }
}
