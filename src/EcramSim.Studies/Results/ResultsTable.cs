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
        try
        {
            var known = new Dictionary<string, StoredTraining>(StringComparer.Ordinal);
            foreach (var cell in Rows(path, File.ReadAllText(path))) known[cell.Keys[0]] = cell.Trainings[0];
            return known;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The cells of a text that <see cref="Trainings"/> or <see cref="Merged"/> wrote.</summary>
    /// <param name="path">What an error names.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">A row that is not one of these.</exception>
    public static IReadOnlyList<ResultCell> Cells(string path, string text) =>
    [
        .. Rows(path, text).GroupBy(c => (c.Task, c.Device, c.Rule, c.Batch, c.Rate, c.IsFound, c.Scaling, c.Peer)).Select(rows => rows.First() with
        {
            Seeds = [.. rows.Select(r => r.Seeds[0])], Trainings = [.. rows.Select(r => r.Trainings[0])], Keys = [.. rows.Select(r => r.Keys[0])],
        }),
    ];

    // Each row as a cell of one seed.
    private static IEnumerable<ResultCell> Rows(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        if (lines[0] != Columns) throw new InputException($"{path}: row 1: is not the head of a table of trainings ({Columns}); name another document, or remove the file");
        for (var row = 1; row < lines.Length; row++)
        {
            if (row == lines.Length - 1 && lines[row].Length == 0) break;
            ResultCell cell;
            try
            {
                cell = Row(Csv.Cells(lines[row]));
            }
            catch (Exception e) when (e is FormatException or OverflowException or InputException)
            {
                throw new InputException($"{path}: row {row + 1}: {e.Message}", e);
            }
            yield return cell;
        }
    }

    private static ResultCell Row(IReadOnlyList<string> cells)
    {
        var names = Columns.Split(',');
        if (cells.Count != names.Length) throw new FormatException($"{cells.Count} cells instead of {names.Length}");
        string Of(string name) => cells[Array.IndexOf(names, name)];
        double? Number(string name) => Of(name).Length == 0 ? null : double.Parse(Of(name), NumberStyles.Float, CultureInfo.InvariantCulture);
        var training = new StoredTraining(Number("validation_accuracy"), Number("test_accuracy"), Number("train_loss"), Number("energy_J"), Number("time_s"),
            Of("pulses").Length == 0 ? null : long.Parse(Of("pulses"), CultureInfo.InvariantCulture), Of("diverged").Length == 0 ? null : Of("diverged"));
        var (task, device, rule, peer) = (TableTask.Of(Of("data")), Of("device"), Of("algorithm"), Of("peer"));
        return new ResultCell(task, device, rule, int.Parse(Of("batch"), CultureInfo.InvariantCulture), Number("learning_rate") ?? throw new FormatException("no learning rate"), Of("rate_found") == "true", Of("scaling"),
            [ulong.Parse(Of("seed"), CultureInfo.InvariantCulture)], [training], [Of("training")],
            peer.Length == 0 ? null : PeerFigure.All.FirstOrDefault(p => p.Peer == peer && p.Task == task.Name && p.Device == device && p.Rule == TrainingRules.NameOf(rule)) ?? throw new FormatException($"no figure of '{peer}' for {device} with {TrainingRules.NameOf(rule)} is known"));
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
