using System.Globalization;
using System.Text;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Studies.Runs;
using EcramSim.Studies.Trainings;

namespace EcramSim.Studies.Results;

/// <summary><c>trainings.csv</c> and <c>accuracies.csv</c>: what the document is made of.</summary>
public static class ResultsTable
{
    private const string Columns = "data,device,algorithm,batch,learning_rate,rate_found,peer,seed,train_loss,validation_accuracy,test_accuracy,energy_J,time_s,pulses,training,diverged,scaling";

    /// <summary>One row per training.</summary>
    public static string Trainings(IEnumerable<ResultCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var text = new StringBuilder(Columns + "\n");
        foreach (var c in cells)
            for (var k = 0; k < c.Seeds.Count; k++)
            {
                var t = c.Trainings[k];
                Csv.Line(text, c.Task.Name, c.Device, c.Rule, Whole(c.Batch), Csv.Cell(c.Rate), c.IsFound ? "true" : "false", c.Peer?.Peer ?? "", c.Seeds[k].ToString(CultureInfo.InvariantCulture),
                    Csv.Cell(t.Loss), Csv.Cell(t.Validation), Csv.Cell(t.Test), Csv.Cell(t.Energy), Csv.Cell(t.Time), Whole(t.Pulses), c.Keys[k], (t.Diverged ?? "").ReplaceLineEndings(" "), c.Scaling);
            }
        return text.ToString();
    }

    /// <summary>The trainings of a file that <see cref="Trainings"/> wrote, by what they are known by: a table that was published need not be trained again to be continued.</summary>
    /// <exception cref="InputException">No such file, or a row that is not one of these.</exception>
    public static IReadOnlyDictionary<string, StoredTraining> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
        if (lines.Length == 0 || lines[0] != Columns) throw new InputException($"{path}: row 1: is not the head of a table of trainings ({Columns}); name another document, or remove the file");
        var names = Columns.Split(',');
        var known = new Dictionary<string, StoredTraining>(StringComparer.Ordinal);
        for (var row = 1; row < lines.Length; row++)
        {
            try
            {
                var cells = Csv.Cells(lines[row]);
                if (cells.Count != names.Length) throw new FormatException($"{cells.Count} cells instead of {names.Length}");
                string Of(string name) => cells[Array.IndexOf(names, name)];
                double? Number(string name) => Of(name).Length == 0 ? null : double.Parse(Of(name), NumberStyles.Float, CultureInfo.InvariantCulture);
                known[Of("training")] = new StoredTraining(Number("validation_accuracy"), Number("test_accuracy"), Number("train_loss"), Number("energy_J"), Number("time_s"),
                    Of("pulses").Length == 0 ? null : long.Parse(Of("pulses"), CultureInfo.InvariantCulture), Of("diverged").Length == 0 ? null : Of("diverged"));
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new InputException($"{path}: row {row + 1}: {e.Message}", e);
            }
        }
        return known;
    }

    /// <summary>A newer table with those rows of an older one whose place (data, device, rule, batch, peer, seed) it leaves empty: a part that is computed anew does not cost the rest.</summary>
    public static string Merged(string newer, string older)
    {
        ArgumentNullException.ThrowIfNull(newer);
        ArgumentNullException.ThrowIfNull(older);
        var places = Rows(newer).Select(Place).ToHashSet(StringComparer.Ordinal);
        return newer + string.Concat(Rows(older).Where(row => !places.Contains(Place(row))).Select(row => row + "\n"));

        static IEnumerable<string> Rows(string text) => text.Split('\n').Skip(1).Where(row => row.Length > 0);

        static string Place(string row)
        {
            var cells = Csv.Cells(row);
            return string.Join('\n', cells[0], cells[1], TrainingRules.NameOf(cells[2]), cells[3], cells[6], cells[7]);
        }
    }

    /// <summary>One row per cell of the tables.</summary>
    public static string Accuracies(IEnumerable<ResultCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var text = new StringBuilder("data,device,algorithm,batch,learning_rate,rate_found,peer,seeds,test_accuracy_mean,test_accuracy_ci95,scaling\n");
        foreach (var c in cells)
            Csv.Line(text, c.Task.Name, c.Device, c.Rule, Whole(c.Batch), Csv.Cell(c.Rate), c.IsFound ? "true" : "false", c.Peer?.Peer ?? "", Whole(c.Seeds.Count), Csv.Cell(c.Accuracy?.Mean), Csv.Cell(c.Accuracy?.HalfWidth), c.Scaling);
        return text.ToString();
    }

    private static string Whole(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
