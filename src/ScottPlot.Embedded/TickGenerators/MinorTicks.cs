namespace ScottPlot.TickGenerators;

public class EvenlySpacedMinorTickGenerator(double minorTickPerMajorTick) : IMinorTickGenerator
{
    public double MinorTicksPerMajorTick { get; set; } = minorTickPerMajorTick;

    IEnumerable<double> IMinorTickGenerator.Between(double[] majors, double min, double max)
    {
        int parts = (int)Math.Round(MinorTicksPerMajorTick);
        if (majors.Length < 2 || parts < 2) yield break;
        double step = majors[1] - majors[0];
        for (int major = -1; major < majors.Length; major++)
            for (int i = 1; i < parts; i++)
                yield return (major < 0 ? majors[0] - step : majors[major]) + step * i / parts;
    }
}

/// <summary>Minor ticks of a logarithmic scale, for data plotted as their logarithm to base ten.</summary>
public class LogMinorTickGenerator : IMinorTickGenerator
{
    public int Divisions { get; set; } = 5;

    IEnumerable<double> IMinorTickGenerator.Between(double[] majors, double min, double max) => Logarithmic.Between(majors, min, max, Divisions);
}

public class LogDecadeMinorTickGenerator : IMinorTickGenerator
{
    public int TicksPerDecade { get; set; } = 10;

    IEnumerable<double> IMinorTickGenerator.Between(double[] majors, double min, double max) => Logarithmic.Between(majors, min, max, TicksPerDecade);
}

file static class Logarithmic
{
    internal static IEnumerable<double> Between(double[] majors, double min, double max, int divisions)
    {
        double step = majors.Length < 2 ? 1 : majors[1] - majors[0];
        double first = majors.Length < 2 ? Math.Floor(min) : majors[0] - step;
        // Where decades are left out, the ones between carry the minor ticks.
        if (step > 1.5)
        {
            for (double v = first + 1; v < max; v++)
                if (Array.IndexOf(majors, v) < 0) yield return v;
            yield break;
        }
        for (double major = first; major < max; major += step)
            for (int i = 1; i < divisions; i++)
                if (10 * i > divisions) yield return major + step * Math.Log10(10.0 * i / divisions);
    }
}
