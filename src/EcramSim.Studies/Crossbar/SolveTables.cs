using System.Globalization;
using System.Text;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary>The CSV files of <c>ecram crossbar solve</c>. Matrices have no names of columns, so that they can be read back by the same command.</summary>
internal static class SolveTables
{
    /// <summary>A row per input vector, a column per bit line, A.</summary>
    internal static string Currents(SolveStudy study)
    {
        var text = new StringBuilder();
        foreach (var s in study.Solutions) Row(text, s.BitCurrents);
        return text.ToString();
    }

    /// <summary>A row per input vector, a column per pair of bit lines: the first less the second, A.</summary>
    internal static string Pairs(SolveStudy study)
    {
        var text = new StringBuilder();
        foreach (var s in study.Solutions) Row(text, [.. Enumerable.Range(0, s.BitCurrents.Length / 2).Select(k => s.BitCurrents[2 * k] - s.BitCurrents[2 * k + 1])]);
        return text.ToString();
    }

    /// <summary>A row per input vector: powers, how the solution came about.</summary>
    internal static string Power(SolveStudy study)
    {
        var text = new StringBuilder();
        Csv.Line(text, "input", "source_power_W", "cell_power_W", "wire_power_W", "iterations", "voltage_error_V");
        foreach (var (k, s) in study.Solutions.Index())
            Csv.Line(text, (k + 1).ToString(CultureInfo.InvariantCulture), Csv.Cell(s.SourcePower), Csv.Cell(s.CellPower), Csv.Cell(s.WirePower), s.Iterations.ToString(CultureInfo.InvariantCulture), Csv.Cell(s.ErrorEstimate));
        return text.ToString();
    }

    /// <summary>A row per word line, a column per bit line.</summary>
    internal static string Matrix(int columns, double[] values)
    {
        var text = new StringBuilder(values.Length * 20);
        for (var k = 0; k < values.Length; k += columns) Row(text, values.AsSpan(k, columns));
        return text.ToString();
    }

    private static void Row(StringBuilder text, ReadOnlySpan<double> values)
    {
        for (var j = 0; j < values.Length; j++)
        {
            if (j > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{values[j]:R}");
        }
        text.Append('\n');
    }
}
