using System.Text.Json.Nodes;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Training;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Tests.Runs;

/// <summary>The folder of an unfinished run: what it refuses, what it offers, and that finished trainings are not done again.</summary>
public sealed class RunCheckpointsTests : IDisposable
{
    private static readonly CheckpointInterval Every = new(20, null);
    private static readonly EvaluationPlan Plan = new() { Command = "evaluate", Devices = ["float32", "ideal"], Seeds = 2, First = 100, Epochs = 2, Causes = false };

    private readonly string _folder = Directory.CreateTempSubdirectory("ecram-run-checkpoints-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Checkpoints => Path.Combine(_folder, "run.checkpoint");

    private string File1 => Path.Combine(Checkpoints, "training-1.checkpoint");

    private static RunRecord Record(int epochs = 2) => new("evaluate", new JsonObject { ["epochs"] = epochs }, [1], new Dictionary<string, JsonObject>(), []);

    private RunFolder Results() => RunFolder.Open(Path.Combine(_folder, "run"), force: false);

    private RunCheckpoints Resume(RunFolder results, bool previous = false, int epochs = 2) => RunCheckpoints.Resume(results, Record(epochs), Every, [], previous);

    // Stops after the first training and some of the second.
    private void Interrupted()
    {
        using var results = Results();
        using var kept = RunCheckpoints.Start(results, Record(), Every, ["--threads=1"], force: false);
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Evaluation.Run(Prepared(), 1, new Immediate(p =>
        {
            if (p.RunsDone == 1 && p.Fraction > 0.3) source.Cancel();
        }), kept, source.Token));
    }

    private static Evaluation.Prepared Prepared() => Evaluation.Prepare(Plan, ModelLibrary.Shipped(), []);

    [Fact]
    public void Finished_trainings_are_kept_and_the_result_is_the_same()
    {
        var undisturbed = Evaluation.Run(Prepared(), 1);
        Interrupted();
        Assert.StartsWith("finished", CheckpointFile.Read(File1).Moment, StringComparison.Ordinal);
        Assert.Equal(["--threads=1"], RunCheckpoints.StoredOptions(Checkpoints));
        using var results = Results();
        using var kept = Resume(results);
        var told = new List<EvaluationProgress>();
        var result = Evaluation.Run(Prepared(), 1, new Immediate(told.Add), kept);
        Assert.Equal(undisturbed.Rows, result.Rows);
        // The first one is told as done, and nothing of its way.
        Assert.Equal((1, 2), (told[0].RunsDone, told[0].Epoch));
        kept.Remove();
        Assert.False(kept.Exists);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_with_its_reason_and_the_one_before_is_offered()
    {
        Interrupted();
        var whole = File.ReadAllBytes(File1);
        var previous = File.ReadAllBytes(CheckpointFile.Previous(File1));
        void Write(byte[] bytes) => File.WriteAllBytes(File1, bytes);
        using var results = Results();
        using var kept = Resume(results);
        string Message(RunCheckpoints from) => Assert.Throws<InputException>(() => from.For("training-1")).Message;
        Write(whole[..^100]);
        Assert.Matches(@"training-1\.checkpoint: truncated: \d+ bytes of \d+; it ends within part '.*'; the one before it is whole \(epoch 2 of 2, image \d+ of 85\): ecram evaluate --resume .*run\.checkpoint --previous$", Message(kept));
        var newer = (byte[])whole.Clone();
        newer[8] = 9;
        Write(newer);
        Assert.Contains("version 9 of the form; this program reads version 1; the one before it is whole", Message(kept), StringComparison.Ordinal);
        var flipped = (byte[])whole.Clone();
        flipped[^3] ^= 16;
        Write(flipped);
        Assert.Matches("damaged: part '.*' .*: checksum [0-9a-f]{8} expected, [0-9a-f]{8} found; the one before it is whole", Message(kept));
        kept.Dispose();
        // Those who take it go on from it; where that one is damaged too there is no way but the beginning.
        using (var older = Resume(results, previous: true)) Assert.NotNull(older.For("training-1"));
        previous[^1] ^= 1;
        File.WriteAllBytes(CheckpointFile.Previous(File1), previous);
        using (var older = Resume(results, previous: true)) Assert.Matches("there is no whole one before it. To begin anew: ecram evaluate --config .*run.checkpoint/run.json --out DIR$", Message(older));
        // That of another training is as good as damaged.
        File.Copy(Path.Combine(Checkpoints, "training-2.checkpoint"), File1, overwrite: true);
        using (var other = Resume(results)) Assert.Contains("is the checkpoint of another run or training", Message(other), StringComparison.Ordinal);
        // A kill between two renames leaves the previous one alone.
        File.WriteAllBytes(CheckpointFile.Previous(File1), whole);
        File.Delete(File1);
        using (var between = Resume(results)) Assert.NotNull(between.For("training-1"));
    }

    [Fact]
    public void An_unfinished_run_is_not_lost_by_accident_and_belongs_to_one_process()
    {
        Interrupted();
        using var results = Results();
        Assert.Contains("an unfinished run stands in", Assert.Throws<InputException>(() => RunCheckpoints.Start(results, Record(), Every, [], force: false)).Message, StringComparison.Ordinal);
        Assert.Contains("holds a run with other options", Assert.Throws<InputException>(() => Resume(results, epochs: 3)).Message, StringComparison.Ordinal);
        using (Resume(results))
        {
            Assert.Contains("another process is at work on this run", Assert.Throws<InputException>(() => Resume(results)).Message, StringComparison.Ordinal);
            Assert.Contains("another process is at work on this run", Assert.Throws<InputException>(() => RunCheckpoints.Start(results, Record(), Every, [], force: true)).Message, StringComparison.Ordinal);
        }
        using var anew = RunCheckpoints.Start(results, Record(), Every, [], force: true);
        Assert.False(anew.Exists);
        // What was killed before its first state is in nobody's way.
        Directory.CreateDirectory(Checkpoints);
        using var after = RunCheckpoints.Start(results, Record(), Every, [], force: false);
        Assert.False(after.Exists);
    }

    private sealed class Immediate(Action<EvaluationProgress> tell) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => tell(value);
    }
}
