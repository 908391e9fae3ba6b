using EcramSim.Studies.Report;

namespace ScottPlot.Tests.Gallery;

internal static class Curves
{
    [Recipe("Points and a line", "Measured points and the law through them. The legend takes the corner that covers the fewest data.")]
    internal static string Scatter()
    {
        double[] x = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95];
        double[] measured = [2.872, 2.794, 2.76, 2.708, 2.682, 2.622, 2.591, 2.554, 2.487, 2.43];
        double[] grid = [.. Enumerable.Range(1, 199).Select(i => i / 200.0)];

        Plot plot = new();
        var points = plot.Add.ScatterPoints(x, measured);
        points.LegendText = "measured";
        points.MarkerSize = 8;
        var line = plot.Add.ScatterLine(grid, grid.Select(v => 2.65 - 0.0257 * (Math.Log(v / (1 - v)) + 12 * (v - 0.5))).ToArray());
        line.LegendText = "regular solution";
        plot.XLabel("Filling x in LiₓWO₃");
        plot.YLabel("Open-circuit voltage (V vs Li/Li⁺)");
        plot.ShowLegend();
        return plot.GetSvgXml(600, 400);
    }

    [Recipe("Curves told apart in black and white", "Colour, line pattern and marker change together (`SeriesStyle`), so that six curves stay apart in print.")]
    internal static string Learning_Curves()
    {
        string[] devices = ["float32", "li-lixcoo2-lipon", "mo-ecram", "h-wo3", "reram-hfo2", "pcm-gst"];
        double[] final = [97.9, 97.2, 96.4, 95.1, 91.8, 88.5];
        double[] epochs = [.. Enumerable.Range(1, 20).Select(e => (double)e)];

        Plot plot = new();
        for (int i = 0; i < devices.Length; i++)
        {
            var curve = plot.Add.Scatter(epochs, epochs.Select(e => final[i] - (final[i] - 62 + 4 * i) / (1 + e * e / (3.0 + i))).ToArray());
            SeriesStyle.Apply(curve, i, epochs.Length);
            curve.LinePattern = SeriesStyle.PatternOf(i);
            curve.LegendText = devices[i];
        }
        plot.XLabel("Epoch");
        plot.YLabel("Validation accuracy (%)");
        plot.ShowLegend(Edge.Right);
        return plot.GetSvgXml(680, 400);
    }

    [Recipe("Signal of 100 000 samples", "Of each pixel column only the lowest and the highest sample are drawn: the single spikes stay, the file stays small. Where samples are missing a new signal begins.")]
    internal static string Signal()
    {
        var random = new Lehmer(7);
        double[] current = new double[100_000];
        double level = 0;
        for (int i = 0; i < current.Length; i++)
        {
            if (random.Next() < 0.0002) level = 0.8 - level;                       // a random telegraph
            current[i] = 50 + level + 0.5 * (random.Next() + random.Next() + random.Next() - 1.5);
        }
        (current[31_000], current[72_500]) = (53.2, 47.9);

        Plot plot = new();
        plot.Add.Signal(current[..55_000], period: 1e-5);
        plot.Add.Signal(current[57_000..], period: 1e-5, plot.Add.Palette.GetColor(0)).Data.XOffset = 0.57;   // the meter has changed its range
        plot.XLabel("Time (s)");
        plot.YLabel("Read current (nA)");
        return plot.GetSvgXml(680, 320);
    }

    [Recipe("Error bars and a band", "A mean with its 95 % interval at each point, and the range of all devices as a band.")]
    internal static string Error_Bars()
    {
        double[] pulses = [1, 2, 4, 8, 16, 32, 64, 128];
        double[] x = [.. pulses.Select(Math.Log2)];
        double[] mean = [1.9, 3.7, 7.6, 14.6, 28.5, 52.4, 91.0, 142.0];
        double[] interval = [0.5, 0.7, 1.1, 2.0, 3.1, 5.2, 7.9, 12.5];

        Plot plot = new();
        var band = plot.Add.FillY(x, mean.Select(m => 1.3 * m + 1).ToArray(), mean.Select(m => 0.72 * m).ToArray());
        band.FillColor = Colors.Gray.WithAlpha(0.22);
        band.LineWidth = 0;
        band.LegendText = "all 48 devices";
        var curve = plot.Add.Scatter(x, mean);
        curve.LegendText = "mean and 95 % interval";
        plot.Add.ErrorBar(x, mean, interval).Color = curve.Color;
        plot.Axes.Bottom.SetTicks(x, [.. pulses.Select(p => $"{p:0}")]);
        plot.XLabel("Pulses");
        plot.YLabel("Change of conductance (nS)");
        plot.ShowLegend(Alignment.UpperLeft);
        return plot.GetSvgXml(600, 380);
    }

    [Recipe("Steps, spans and lines", "A pulse train, with spans for its phases and a line for a limit.")]
    internal static string Spans()
    {
        double[] time = [0, 1, 1.5, 2.5, 3, 4, 4.5, 5.5, 6, 8, 9, 9.5, 10.5, 12];
        double[] gate = [0, 2.5, 0, 2.5, 0, 2.5, 0, 2.5, 0, -2.5, 0, -2.5, 0, 0];

        Plot plot = new();
        var up = plot.Add.HorizontalSpan(1, 6);
        up.FillColor = SeriesStyle.ColorOf(0).WithAlpha(0.14);
        up.LegendText = "potentiation";
        var down = plot.Add.HorizontalSpan(8, 10.5);
        (down.FillColor, down.FillHatch, down.FillHatchColor) = (Colors.White, new Hatches.Striped(), SeriesStyle.ColorOf(1).WithAlpha(0.25));
        down.LegendText = "depression";
        var train = plot.Add.ScatterLine(time, gate, Colors.Black);
        train.ConnectStyle = ConnectStyle.StepHorizontal;
        var limit = plot.Add.HorizontalLine(3.4, 1.2f, SeriesStyle.ColorOf(1), LinePattern.Dashed);
        var word = plot.Add.Text("electrolyte stable below", 12, 3.55);
        (word.LabelAlignment, word.LabelFontColor) = (Alignment.LowerRight, limit.Color);
        plot.Axes.SetLimitsY(-4, 5);
        plot.XLabel("Time (ms)");
        plot.YLabel("Gate voltage (V)");
        plot.ShowLegend(Alignment.LowerLeft);
        return plot.GetSvgXml(640, 340);
    }

    [Recipe("Words at points", "Labels give way to each other, to markers and to the frame; annotations keep to a corner.")]
    internal static string Words()
    {
        string[] names = ["Li–LiₓCoO₂", "H–HₓWO₃", "O–WO₃₋ₓ", "PEDOT:PSS", "H–PdHₓ", "Li–LiₓWO₃", "O–SrTiO₃₋ₓ"];
        double[] speed = [-1, -3, -5, -2.4, -5.2, -1.2, -3.1], energy = [-8.2, -12, -13.4, -11, -13.1, -8.6, -11.8];

        Plot plot = new();
        for (int i = 0; i < names.Length; i++)
        {
            plot.Add.ScatterPoints(new[] { speed[i] }, new[] { energy[i] }, SeriesStyle.ColorOf(0)).MarkerSize = 8;
            var word = plot.Add.Text(names[i], speed[i], energy[i]);
            (word.LabelAlignment, word.OffsetX) = (Alignment.MiddleLeft, 8);
        }
        plot.Add.Annotation("one cell, 10 × 10 µm²", Alignment.LowerRight);
        plot.Axes.Bottom.TickGenerator = LogTicks.Powers();
        plot.Axes.Left.TickGenerator = LogTicks.Powers();
        plot.Axes.Margins(0.2, 0.2);
        plot.XLabel("Shortest pulse (s)");
        plot.YLabel("Energy per pulse (J)");
        return plot.GetSvgXml(600, 400);
    }
}
