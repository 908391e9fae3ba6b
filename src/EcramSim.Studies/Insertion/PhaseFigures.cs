using EcramSim.Insertion.Thermodynamics;
using EcramSim.Studies.Report;
using ScottPlot;

namespace EcramSim.Studies.Insertion;

/// <summary>The figures of <c>ecram insertion phase</c> as SVG text.</summary>
public static class PhaseFigures
{
    private const int Width = 560, Height = 380;

    /// <summary>
    /// Free energy of mixing against filling with the common tangents: the straight line between the ends of the range is taken off, so that
    /// loops of a few meV are seen.
    /// </summary>
    public static string FreeEnergy(PhaseStudy study)
    {
        var (law, t) = (study.Host.FreeEnergy, study.Temperature);
        double[] x = [.. PhaseTables.Fillings(study)];
        double first = law.FreeEnergy(x[0], t), last = law.FreeEnergy(x[^1], t);
        double Mixing(double at, double g) => 1e3 * (g - first - (last - first) * (at - x[0]) / (x[^1] - x[0]));
        using var plot = BlankPlot.Create();
        Line(plot, x, [.. x.Select(v => Mixing(v, law.FreeEnergy(v, t)))], 0, "uniform filling");
        for (var k = 0; k < study.Behaviour.Gaps.Count; k++)
        {
            var gap = study.Behaviour.Gaps[k];
            double[] ends = [gap.Poor, gap.Rich];
            var tangent = Line(plot, ends, [.. ends.Select(v => Mixing(v, gap.Tangent(law, v, t)))], 1, k == 0 ? "two phases (common tangent)" : "");
            tangent.MarkerShape = MarkerShape.OpenCircle;
            tangent.MarkerSize = 7;
        }
        plot.XLabel("Filling x");
        plot.YLabel("Free energy of mixing (meV per site)");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Voltage of a uniform filling, and with the plateaus of slow charging.</summary>
    public static string Voltage(PhaseStudy study)
    {
        double[] x = [.. PhaseTables.Fillings(study)];
        using var plot = BlankPlot.Create();
        Line(plot, x, [.. x.Select(v => study.Host.OpenCircuitVoltage(v, study.Temperature))], 0, "uniform filling");
        if (study.Plateaus.Count > 0) Line(plot, x, [.. x.Select(v => PhaseTables.EquilibriumVoltage(study, v))], 1, "equilibrium");
        plot.XLabel("Filling x");
        plot.YLabel($"Open-circuit voltage (V, {study.Host.ReferenceElectrode})");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Binodals and spinodals over temperature.</summary>
    public static string Map(PhaseStudy study)
    {
        using var plot = BlankPlot.Create();
        Binodal(study.Map, 0, "binodal (phases in equilibrium)");
        Spinodal(study.Map, 1, "spinodal (limit of stability)");
        Binodal(study.CoherentMap, 2, "binodal of a coherent particle");
        Spinodal(study.CoherentMap, 3, "spinodal of a coherent particle");
        if (study.Map.All(m => m.Gaps.Count == 0)) plot.Add.Annotation("one phase at every filling and temperature of the map", Alignment.MiddleCenter);
        plot.Axes.SetLimits(0, 1, study.Map[0].Temperature, study.Map[^1].Temperature * 1.03);
        plot.XLabel("Filling x");
        plot.YLabel("Temperature (K)");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);

        void Binodal(IReadOnlyList<PhaseBehaviour> map, int index, string label) =>
            Dots(map.SelectMany(m => m.Gaps.SelectMany(g => new[] { (g.Poor, m.Temperature), (g.Rich, m.Temperature) })), index, label);

        void Spinodal(IReadOnlyList<PhaseBehaviour> map, int index, string label) => Dots(map.SelectMany(m => m.Spinodals.Select(x => (x, m.Temperature))), index, label);

        void Dots(IEnumerable<(double X, double Y)> points, int index, string label)
        {
            (double X, double Y)[] all = [.. points];
            if (all.Length == 0) return;
            var dots = plot.Add.ScatterPoints(all.Select(p => p.X).ToArray(), all.Select(p => p.Y).ToArray(), SeriesStyle.ColorOf(index));
            dots.MarkerShape = SeriesStyle.MarkerOf(index);
            dots.MarkerSize = 4;
            dots.LegendText = label;
        }
    }

    /// <summary>Fillings of the layers in equilibrium against the mean filling.</summary>
    /// <exception cref="InvalidOperationException">The host has no layers.</exception>
    public static string Layers(PhaseStudy study)
    {
        if (study.Host.FreeEnergy is not ILayeredFreeEnergy law) throw new InvalidOperationException($"host {study.Host.Id} has no layers");
        double[] x = [.. PhaseTables.Fillings(study)];
        var fillings = x.Select(v =>
        {
            var layers = new double[law.Layers];
            law.Equilibrate(v, study.Temperature, layers);
            return layers;
        }).ToArray();
        using var plot = BlankPlot.Create();
        for (var k = 0; k < law.Layers; k++) Line(plot, x, [.. fillings.Select(f => f[k])], k, FormattableString.Invariant($"layer {k + 1}"));
        plot.XLabel("Mean filling x");
        plot.YLabel("Filling of the layer");
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
    }

    private static ScottPlot.Plottables.Scatter Line(Plot plot, double[] x, double[] y, int index, string label)
    {
        var line = plot.Add.ScatterLine(x, y, SeriesStyle.ColorOf(index));
        line.LineWidth = 2;
        line.LinePattern = SeriesStyle.PatternOf(index);
        line.LegendText = label;
        return line;
    }
}
