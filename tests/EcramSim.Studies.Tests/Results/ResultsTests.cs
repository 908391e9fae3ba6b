using EcramSim.Insertion.Models;
using EcramSim.Studies.Results;
using EcramSim.Studies.Trainings;

namespace EcramSim.Studies.Tests.Results;

public sealed class ResultsTests : IDisposable
{
    private static readonly IReadOnlyList<Setting> OneEpoch = [new(ModelKind.Network, "training.epochs", "1")];
    private static readonly ResultsPlan Small = new() { Tasks = ["digits"], Devices = ["float32", "tang-2018"], Rules = ["sgd", "mixed-precision"], Batches = [64], Peers = false, Seeds = 2 };

    private readonly string _folder = Directory.CreateTempSubdirectory("results").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ResultsStudy Study(ResultsPlan plan) => ResultsStudy.Prepare(plan, () => ModelLibrary.Shipped(), OneEpoch);

    [Fact]
    public void A_part_today_and_the_rest_tomorrow_give_the_whole()
    {
        var store = new TrainingStore(_folder);
        var part = Study(Small with { Seeds = 1 }).Run(store, null, false, 2);
        // float32 knows no rule but sgd.
        Assert.Equal(3, part.Count);
        Assert.Equal(3, Directory.GetFiles(_folder).Length);
        var stored = Study(Small).Run(store, null, onlyStored: true, 1);
        Assert.All(stored, c => Assert.Single(c.Seeds));
        var whole = Study(Small).Run(store, null, false, 2);
        Assert.Equal(6, Directory.GetFiles(_folder).Length);
        for (var k = 0; k < part.Count; k++) Assert.Equal(part[k].Trainings[0], whole[k].Trainings[0]);
        Assert.Equal(ResultsTable.Trainings(whole), ResultsTable.Trainings(Study(Small).Run(store, null, false, 1)));

        var tang0 = whole.Single(c => c is { Device: "tang-2018", Rule: "sgd" });
        // A published table stands for its trainings: a store that is empty gets none.
        var path = Path.Combine(_folder, "results.csv");
        File.WriteAllText(path, ResultsTable.Trainings(whole));
        var empty = Path.Combine(_folder, "empty");
        var again = Study(Small).Run(new TrainingStore(empty), ResultsTable.Read(path), false, 1);
        Assert.False(Directory.Exists(empty));
        Assert.Equal(File.ReadAllText(path), ResultsTable.Trainings(again));
        // The same places once more, and one that the newer table does not have.
        var older = ResultsTable.Trainings([tang0 with { Batch = 128 }, tang0]);
        Assert.Equal(ResultsTable.Trainings(whole) + older.Split('\n')[1] + "\n" + older.Split('\n')[2] + "\n", ResultsTable.Merged(ResultsTable.Trainings(whole), older));
        File.WriteAllText(path, File.ReadAllText(path).Replace("digits,tang-2018,sgd,64,", "digits,tang-2018,sgd,", StringComparison.Ordinal));
        Assert.Contains($"{path}: row 4", Assert.Throws<InputException>(() => ResultsTable.Read(path)).Message, StringComparison.Ordinal);

        // A rate belongs to the batch of its file: 8.
        var tang = whole.Single(c => c is { Device: "tang-2018", Rule: "sgd", Batch: 64 });
        Assert.Equal(0.4 * 64 / 8, tang.Rate, 12);
        Assert.True(tang.IsFound);

        var text = ResultsDocument.Text(Small, stored, null);
        Assert.Contains("3 trainings of the tables are missing.", text, StringComparison.Ordinal);
        Assert.Contains(" [1]", text, StringComparison.Ordinal);
        var document = ResultsDocument.Text(Small, whole, text.Replace("## Notes\n", "## Notes\n\nWritten by hand.\n", StringComparison.Ordinal));
        Assert.Contains("No training is missing.", document, StringComparison.Ordinal);
        Assert.EndsWith("## Notes\n\nWritten by hand.\n", document, StringComparison.Ordinal);
        Assert.Contains("| float32 | ", document, StringComparison.Ordinal);
        Assert.Contains(System.FormattableString.Invariant($"{100 * tang.Accuracy!.Mean:F1} ± {100 * tang.Accuracy.HalfWidth:F1}"), document, StringComparison.Ordinal);
    }

    [Fact]
    public void Peers_are_compared_at_their_settings()
    {
        var study = ResultsStudy.Prepare(new ResultsPlan { Tasks = ["digits"], Devices = ["ideal"], Rules = ["sgd"], Batches = [8], Seeds = 1 }, () => ModelLibrary.Shipped(), []);
        // One cell of the table, and CrossSim's ideal one at 10 epochs.
        Assert.Equal(2, study.Cells);
        var peer = PeerFigure.All.Single(p => p is { Peer: "CrossSim 2.0", Device: "ideal" });
        ResultCell Cell(params double[] accuracies) => new(TableTask.Of("digits"), "ideal", "sgd", 8, 0.4, true, "fit", [1, 2, 3], [.. accuracies.Select(a => new StoredTraining(a, a, 0.1, null, null, null, null))], ["a", "b", "c"], peer);
        string Row(ResultCell cell) => ResultsDocument.Text(Small, [cell], null).Split('\n').Single(l => l.StartsWith("| CrossSim", StringComparison.Ordinal));
        Assert.EndsWith("| 91–93 | 95.0 95.2 95.4 | +3.2 | yes |", Row(Cell(0.95, 0.952, 0.954)), StringComparison.Ordinal);
        Assert.EndsWith("| 92.0 92.2 92.4 | +0.2 | no |", Row(Cell(0.92, 0.922, 0.924)), StringComparison.Ordinal);
        Assert.All(PeerFigure.All, p => _ = TableTask.Of(p.Task));
    }

    [Fact]
    public void A_scaling_that_is_not_the_default_stands_with_the_rate()
    {
        ResultCell Cell(string rule, string scaling) => new(TableTask.Of("digits"), "ideal", rule, 64, 0.4, true, scaling, [1], [new StoredTraining(0.9, 0.9, 0.1, null, null, null, null)], ["a"]);
        string Rate(ResultCell cell) => ResultsDocument.Text(Small with { Devices = ["ideal"] }, [cell], null).Split('\n').Last(l => l.StartsWith("| ideal |", StringComparison.Ordinal));
        Assert.Contains("| 0.4 |", Rate(Cell("sgd", "fit")), StringComparison.Ordinal);
        Assert.Contains("| 0.4 (omega:0.2) |", Rate(Cell("sgd", "omega:0.2")), StringComparison.Ordinal);
        Assert.EndsWith(",omega:0.2\n", ResultsTable.Trainings([Cell("sgd", "omega:0.2")]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_is_computed_anew_leaves_the_rest_in_the_document()
    {
        StoredTraining Training(double accuracy) => new(accuracy, accuracy, 0.1, null, 2, 3, null);
        ResultCell Cell(string task, string device, string rule, int batch, double accuracy, PeerFigure? peer = null) =>
            new(TableTask.Of(task), device, rule, batch, 0.4, true, "omega:0.2", [1, 2], [Training(accuracy), Training(accuracy)], [$"{task}{device}{rule}{batch}{peer}a", $"{task}{device}{rule}{batch}{peer}b"], peer);
        var peer = PeerFigure.All[0];
        ResultCell[] before = [Cell("digits", "mo-ecram", "sgd", 8, 0.71), Cell("digits", "mine", "tiki-taka:transfer_rate=0.1", 8, 0.72), Cell("fashion-10k", "ideal", "sgd", 1, 0.73), Cell(peer.Task, peer.Device, peer.Rule, 8, 0.74, peer)];
        var older = ResultsTable.Trainings(before);
        // The file gives back what was written.
        Assert.Equal(older, ResultsTable.Trainings(ResultsTable.Cells("x", older)));
        var merged = ResultsTable.Merged(ResultsTable.Trainings([Cell("digits", "mo-ecram", "sgd", 8, 0.81)]), older);
        var all = ResultsTable.Cells("x", merged);
        var plan = (Small with { Devices = ["mo-ecram"], Rules = ["sgd"], Batches = [8], Seeds = 1 }).With(all);
        Assert.Equal(["digits", "fashion-10k"], plan.Tasks);
        Assert.Equal(["ideal", "mo-ecram", "mine"], plan.Devices);
        Assert.Equal(["sgd", "tiki-taka"], plan.Rules);
        Assert.Equal([8, 1], plan.Batches);
        Assert.Equal((1UL, 2), (plan.Seed, plan.Seeds));
        var document = ResultsDocument.Text(plan, all, null);
        foreach (var kept in new[] { "| mo-ecram | 81.0 ± 0.0 | – |", "| mine | – | 72.0 ± 0.0 |", "| ideal | 73.0 ± 0.0 | – |", "| 74.0 74.0 |" }) Assert.Contains(kept, document, StringComparison.Ordinal);
        Assert.DoesNotContain("71.0", document, StringComparison.Ordinal);
        Assert.Contains("row 3: ", Assert.Throws<InputException>(() => ResultsTable.Cells("x", older.Replace("digits,mo-ecram,sgd,8,0.4,true,,2", "digit,mo-ecram,sgd,8,0.4,true,,2", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diverged_training_is_a_result()
    {
        var cell = new ResultCell(TableTask.Of("digits"), "ideal", "sgd", 64, 9, true, "fit", [1], [new StoredTraining(null, null, null, null, null, null, "the loss is NaN, after 3 steps")], ["0123456789abcdef"]);
        Assert.Null(cell.Accuracy);
        Assert.Contains("| ideal | diverged |", ResultsDocument.Text(Small with { Devices = ["ideal"] }, [cell], null), StringComparison.Ordinal);
        var path = Path.Combine(_folder, "results.csv");
        File.WriteAllText(path, ResultsTable.Trainings([cell]));
        Assert.Equal(cell.Trainings[0], Assert.Single(ResultsTable.Read(path)).Value);
    }
}
