using EcramSim.Insertion.Models;
using System.Globalization;
using System.Text;
using EcramSim.Learning.Algorithms;
using EcramSim.Studies.Statistics;

namespace EcramSim.Studies.Results;

/// <summary>The accuracy tables as a Markdown document. What stands under <see cref="Notes"/> in an older one is a person's and stays.</summary>
public static class ResultsDocument
{
    /// <summary>Heading of the part that is kept.</summary>
    public const string Notes = "## Notes";

    /// <summary>The document.</summary>
    /// <param name="plan">What was asked for: its cells without a result are shown as missing.</param>
    /// <param name="cells">What there is.</param>
    /// <param name="older">The text of the document that is replaced; null without one.</param>
    /// <param name="table">Name of the file beside it that holds every training (<see cref="ResultsTable.Trainings"/>); null without one.</param>
    public static string Text(ResultsPlan plan, IReadOnlyList<ResultCell> cells, string? older, string? table = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(cells);
        var text = new StringBuilder("# Accuracy of devices and training rules\n\n");
        text.Append("Test accuracy in %, mean ± 95 % interval over the seeds (Student's t). Written by `ecram results --document docs/results.md`, which continues where it was interrupted: ")
            .Append("finished trainings are kept in a folder (`--store`), and `--data`, `--devices`, `--rules`, `--batches`, `--seeds` name a part.\n\n")
            .Append("15 % of the training images are held out; rates were found on them (`ecram tune`), the test images were read once. Epochs, network and schedule are those of the network files. ")
            .Append("A rate belongs to the batch of the network file (8); at batch 1 it is an eighth of it, so that an image changes a weight by as much. ")
            .Append("`°`: no rate was found for this cell, it has the network's. `[n]`: n of the seeds so far. `–`: not computed.\n");
        if (table is not null) text.Append(CultureInfo.InvariantCulture, $"\nEvery training behind the tables, with loss, pulses, energy and time: [{table}]({table}).\n");
        foreach (var task in plan.Tasks.Select(TableTask.Of))
        {
            var own = cells.Where(c => c.Task == task).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"\n## {task.Title}\n");
            foreach (var batch in plan.Batches) AppendTable(text, plan, [.. own.Where(c => c.Batch == batch && c.Peer is null)], batch);
            AppendPeers(text, plan, [.. own.Where(c => c.Peer is not null).OrderBy(c => PeerFigure.All.ToList().IndexOf(c.Peer!))]);
        }
        var missing = plan.Tasks.Sum(t => plan.Batches.Count * plan.Devices.Sum(d => plan.Rules.Count(r => d != "float32" || r == "sgd"))) * plan.Seeds
            - cells.Where(c => c.Peer is null).Sum(c => c.Seeds.Count);
        text.Append(CultureInfo.InvariantCulture, $"\n{(missing == 0 ? "No training is missing." : $"{missing} trainings of the tables are missing.")} Seeds {string.Join(", ", plan.AllSeeds)}.\n");
        text.Append('\n').Append(KeptNotes(older));
        return text.ToString();
    }

    private static void AppendTable(StringBuilder text, ResultsPlan plan, ResultCell[] cells, int batch)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nBatch {batch}:\n\n| device | {string.Join(" | ", plan.Rules)} |\n|---|{string.Concat(plan.Rules.Select(_ => "---|"))}\n");
        foreach (var device in plan.Devices.Select(ModelLibrary.IdOf))
            text.Append(CultureInfo.InvariantCulture, $"| {device} | {string.Join(" | ", plan.Rules.Select(r => Shown(plan, cells.FirstOrDefault(c => c.Device == device && Same(c.Rule, r)))))} |\n");
        if (cells.Length == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\nLearning rates, batch {batch} (parameters of a rule and scaling of first weights where they are not the defaults):\n\n| device | {string.Join(" | ", plan.Rules)} |\n|---|{string.Concat(plan.Rules.Select(_ => "---|"))}\n");
        foreach (var device in plan.Devices.Select(ModelLibrary.IdOf))
            text.Append(CultureInfo.InvariantCulture, $"| {device} | {string.Join(" | ", plan.Rules.Select(r => Rate(cells.FirstOrDefault(c => c.Device == device && Same(c.Rule, r)))))} |\n");
    }

    private static void AppendPeers(StringBuilder text, ResultsPlan plan, ResultCell[] cells)
    {
        if (cells.Length == 0) return;
        text.Append("\nBeside other simulators, batch 8, at their settings (no weight scaling and all images trained on where a learning rate is given):\n\n| simulator | device | rule | epochs | learning rate | theirs | here | difference | outside the noise |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var c in cells)
        {
            var peer = c.Peer!;
            var theirs = peer.Percent.Average();
            var ours = 100 * c.Accuracy?.Mean;
            var values = string.Join(" ", c.Trainings.Select(t => t.Test is { } v ? (100 * v).ToString("F1", CultureInfo.InvariantCulture) : "diverged"));
            text.Append(CultureInfo.InvariantCulture, $"| {peer.Peer} | {c.Device} | {c.Rule} | {peer.Epochs} | {(peer.Rate is { } r ? r.ToString("R", CultureInfo.InvariantCulture) : "own")} | {Theirs(peer)} | {values} | {(ours - theirs)?.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) ?? ""} | {(Outside(c) switch { true => "yes", false => "no", null => "" })} |\n");
        }
    }

    private static string Theirs(PeerFigure peer) =>
        string.Join(peer.IsRange ? "–" : " ", peer.Percent.Select(p => p.ToString("0.#", CultureInfo.InvariantCulture)));

    // Whether the difference of the means is larger than its own 95 % interval (Welch); a range holds a mean or does not.
    private static bool? Outside(ResultCell cell)
    {
        if (cell.Accuracy is not { HalfWidth: { } half, Mean: var mean }) return null;
        var peer = cell.Peer!;
        if (peer.IsRange) return 100 * (mean + half) < peer.Percent[0] || 100 * (mean - half) > peer.Percent[^1];
        var theirs = MeanInterval.Of(peer.Percent);
        return Math.Abs(100 * mean - theirs.Mean) > Math.Sqrt(Math.Pow(100 * half, 2) + Math.Pow(theirs.HalfWidth!.Value, 2));
    }

    private static bool Same(string rule, string column) => column.Contains(':', StringComparison.Ordinal) ? rule == column : TrainingRules.NameOf(rule) == column;

    private static string Shown(ResultsPlan plan, ResultCell? cell)
    {
        if (cell is null) return "–";
        if (cell.Accuracy is not { } a) return "diverged";
        var interval = a.HalfWidth is { } half ? " ± " + (100 * half).ToString("F1", CultureInfo.InvariantCulture) : "";
        return (100 * a.Mean).ToString("F1", CultureInfo.InvariantCulture) + interval + (cell.IsFound ? "" : "°")
            + (cell.Seeds.Count < plan.Seeds ? $" [{cell.Seeds.Count.ToString(CultureInfo.InvariantCulture)}]" : "");
    }

    private static string Rate(ResultCell? cell)
    {
        if (cell is null) return "–";
        var name = TrainingRules.NameOf(cell.Rule);
        string[] with = [.. new[] { cell.Rule.Length > name.Length ? cell.Rule[(name.Length + 1)..] : "", cell.Scaling == "fit" ? "" : cell.Scaling }.Where(w => w.Length > 0)];
        return cell.Rate.ToString("0.#####", CultureInfo.InvariantCulture) + (with.Length > 0 ? $" ({string.Join(", ", with)})" : "");
    }

    private static string KeptNotes(string? older)
    {
        var at = older?.IndexOf(Notes, StringComparison.Ordinal) ?? -1;
        return at >= 0 ? older![at..] : Notes + "\n";
    }
}
