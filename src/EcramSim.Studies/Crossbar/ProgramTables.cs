using System.Globalization;
using System.Text;
using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Programming;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary>The CSV files of <c>ecram crossbar program</c>.</summary>
public static class ProgramTables
{
    /// <summary><c>programmed.csv</c>: the weights that the cells of the first seed hold, in the form of the input: a row per word line.</summary>
    public static string Programmed(ProgramStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var (text, held) = (new StringBuilder(), study.Results[0].Result.Held);
        for (var i = 0; i < study.Weights.Rows; i++)
            Csv.Line(text, [.. Enumerable.Range(0, study.Weights.Columns).Select(j => Csv.Cell(study.Scale * held[j * study.Weights.Rows + i]))]);
        return text.ToString();
    }

    /// <summary><c>cells.csv</c>: every cell of every seed; weights in units of the window.</summary>
    public static string Cells(ProgramStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("seed,word_line,bit_line,target,held,error,pulses\n");
        foreach (var (seed, r) in study.Results)
            for (var i = 0; i < r.Columns; i++)
                for (var j = 0; j < r.Rows; j++)
                {
                    var k = j * r.Columns + i;
                    Csv.Line(text, Whole(seed), Whole(i + 1), Whole(j + 1), Csv.Cell(r.Target[k]), Csv.Cell(r.Held[k]), Csv.Cell(r.Errors[k]), Whole(r.Pulses[k]));
                }
        return text.ToString();
    }

    /// <summary><c>statistics.csv</c>: one row per seed; errors in units of the window.</summary>
    public static string Statistics(ProgramStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder($"seed,cells,within_tolerance,error_mean,error_rms,error_max,pulses_mean,pulses_max,pulses_total,rounds,readings,energy_J,time_s,{string.Join(',', CostSplit.Causes.Select(c => $"energy_{c}_J"))},energy_total_J\n");
        foreach (var (seed, r) in study.Results)
            Csv.Line(text, [Whole(seed), Whole(r.Held.Length), Csv.Cell(r.Yield), Csv.Cell(r.MeanError), Csv.Cell(r.RootMeanSquareError), Csv.Cell(r.LargestError),
                Csv.Cell(r.MeanPulses), Whole(r.Pulses.Max()), Whole(r.TotalPulses), Whole(r.Rounds), Whole(r.Readings), Csv.Cell(r.Energy), Csv.Cell(r.Time),
                .. Enumerable.Range(0, CostSplit.Causes.Count).Select(k => Csv.Cell(r.Bill?.Energy.Parts[k])), Csv.Cell(r.Bill?.Energy.Total)]);
        return text.ToString();
    }

    /// <summary>Fractions of all cells of all seeds, sorted, for figures: errors or pulses.</summary>
    internal static double[] Sorted(ProgramStudy study, Func<ProgrammingResult, IEnumerable<double>> of)
    {
        double[] all = [.. study.Results.SelectMany(r => of(r.Result))];
        Array.Sort(all);
        return all;
    }

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);
    private static string Whole(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
