using System.Globalization;
using System.Text;
using EcramSim.Studies.Runs;
using EcramSim.Studies.Statistics;

namespace EcramSim.Studies.Tune;

/// <summary>What a search for one device and rule found.</summary>
/// <param name="Device">Name of the device or baseline.</param>
/// <param name="Network">Id of the network.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="Algorithm">Name of the rule, without parameters.</param>
/// <param name="Best">The answer; its parameters are the rule's where the search named some.</param>
/// <param name="Trials">Everything tried.</param>
/// <param name="Epochs">Passes of each training.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="First">The first so many training images; null for all of them.</param>
public sealed record TuneResult(string Device, string Network, string Data, string Algorithm, Trial Best, IReadOnlyList<Trial> Trials, int Epochs, IReadOnlyList<ulong> Seeds, int? First = null)
{
    /// <summary>The evidence in one line, as it stands in a device file: every value tried.</summary>
    public string Evidence
    {
        get
        {
            var text = new StringBuilder();
            var seeds = string.Join(", ", Seeds);
            text.Append(CultureInfo.InvariantCulture, $"validation accuracy after {Epochs} epochs{(First is { } n ? $" on the first {n} images" : "")}, {(Seeds.Count == 1 ? "seed" : "mean of seeds")} {seeds}: ");
            var first = true;
            foreach (var group in Trials.GroupBy(t => (t.Parameters, t.Scaling)))
            {
                if (!first) text.Append("; ");
                first = false;
                string[] with = [.. new[] { group.Key.Parameters, group.Key.Scaling == "fit" ? "" : $"scaling {group.Key.Scaling}" }.Where(w => w.Length > 0)];
                if (with.Length > 0) text.Append(CultureInfo.InvariantCulture, $"with {string.Join(" and ", with)}: ");
                text.AppendJoin(", ", group.Select(t => string.Create(CultureInfo.InvariantCulture,
                    $"{100 * t.Mean:F2} % at {t.Rate:R}{(t.Accuracies.Count < Seeds.Count ? $" (seed {Seeds[0]} alone)" : "")}")));
            }
            return text.Append("; the smallest rate within 0.1 points of the best").ToString();
        }
    }

    /// <summary><c>trials.csv</c>: one row per device, rule, value and seed.</summary>
    public static string TrialTable(IEnumerable<TuneResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder("device,algorithm,parameters,scaling,learning_rate,seed,validation_accuracy\n");
        foreach (var r in results)
            foreach (var t in r.Trials)
                for (var k = 0; k < t.Accuracies.Count; k++)
                    Csv.Line(text, r.Device, r.Algorithm, t.Parameters, t.Scaling, Csv.Cell(t.Rate), r.Seeds[k].ToString(CultureInfo.InvariantCulture), Csv.Cell(t.Accuracies[k]));
        return text.ToString();
    }

    /// <summary><c>rates.csv</c>: one row per device and rule.</summary>
    public static string RateTable(IEnumerable<TuneResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder("device,network,data,algorithm,parameters,scaling,learning_rate,seeds,validation_accuracy_mean,validation_accuracy_ci95\n");
        foreach (var r in results)
        {
            var interval = MeanInterval.Of(r.Best.Accuracies);
            Csv.Line(text, r.Device, r.Network, r.Data, r.Algorithm, r.Best.Parameters, r.Best.Scaling, Csv.Cell(r.Best.Rate), interval.Count.ToString(CultureInfo.InvariantCulture), Csv.Cell(interval.Mean), Csv.Cell(interval.HalfWidth));
        }
        return text.ToString();
    }
}
