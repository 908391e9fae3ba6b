using System.Diagnostics;
using EcramSim.Insertion.Numerics;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Runs that are killed at random instants, resumed, killed again: what they end in is bit for bit what the undisturbed run ends in. 5 kills, or 50 where ECRAM_LONG is set.</summary>
public sealed class KillTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1";

    // A state after every step or every other: many of the kills fall into the writing of one.
    private static readonly string[][] Commands =
    [
        ["train", "--device", "mo-ecram", "--algorithm", "tiki-taka-v2:zero_shift_pairs=3", "--array", "cmos-28", "--first", "120", "--epochs", "3", "--checkpoint-every", "1"],
        ["evaluate", "float32", "ideal", "tang-2018", "--causes=false", "--first", "100", "--epochs", "2", "--seeds", "2", "--threads", "2", "--checkpoint-every", "2"],
        ["train", "--device", "lixwo3-lipon", "--algorithm", "agad", "--first", "120", "--epochs", "3", "--checkpoint-every", "2"],
        ["train", "--device", "float32", "--lr", "auto", "--first", "100", "--epochs", "10", "--batch", "5", "--checkpoint-every", "3"],
        ["train", "--device", "gokmen-vlasov", "--algorithm", "mixed-precision", "--first", "120", "--epochs", "3", "--seeds", "2", "--threads", "2", "--checkpoint-every", "2"],
        ["infer", "--device", "tio2-x-ysz", "--layer-devices", "layer2=wo3-x-ysz", "--trained-in-array", "--algorithm", "tiki-taka-v2:zero_shift_pairs=3", "--first", "120", "--epochs", "2", "--after", "0s,10min,1h", "--recalibrate", "20min", "--seeds", "1", "--reads", "1", "--checkpoint-every", "2"],
    ];

    public static TheoryData<int, int> Chains => Long ? new() { { 0, 10 }, { 1, 10 }, { 2, 10 }, { 3, 10 }, { 4, 10 }, { 5, 10 } } : new() { { 0, 4 }, { 5, 1 } };

    [Theory, MemberData(nameof(Chains))]
    public void A_killed_run_resumes_to_the_same_bits(int command, int kills)
    {
        using var folder = new TemporaryFolder();
        var what = Commands[command];
        var random = new RandomStream(11, "kills", (ulong)command);
        var clock = Stopwatch.StartNew();
        var undisturbed = Ecram.Run(folder.Path, [.. what, "--quiet", "--out", "undisturbed"]);
        var (whole, first) = (clock.Elapsed, 0.0);
        Assert.True(undisturbed.ExitCode == 0, undisturbed.Error);
        for (var (done, round) = (0, 0); done < kills;)
        {
            var results = $"run{round}";
            var checkpoints = Path.Combine(folder.Path, results + ".checkpoint");
            // Until the first state is there a kill leaves nothing to go on from; from then on any instant will do, that before a resumed run does anything included.
            // A kill may also come when the results are in their place already, before or while the checkpoints go.
            bool HasState() => Directory.Exists(Path.Combine(folder.Path, results)) || (Directory.Exists(checkpoints) && Directory.EnumerateFiles(checkpoints, "*.checkpoint").Any());
            var resumes = HasState();
            using var process = Ecram.Start(folder.Path, resumes ? [what[0], "--resume", results, "--quiet"] : [.. what, "--quiet", "--out", results]);
            clock.Restart();
            while (!resumes && !process.HasExited && !HasState()) Thread.Sleep(5);
            if (!resumes) first = clock.Elapsed.TotalSeconds;
            Thread.Sleep(TimeSpan.FromSeconds(random.NextDouble() * (resumes ? 0.7 * whole.TotalSeconds : Math.Max(0, 0.5 * (whole.TotalSeconds - first)))));
            if (!process.HasExited)
            {
                process.Kill();
                done++;
            }
            var run = Ecram.Finish(process);
            if (run.ExitCode is 0)
            {
                SameFolders.Check(Path.Combine(folder.Path, "undisturbed"), Path.Combine(folder.Path, results));
                round++;
            }
            else Assert.True(run.ExitCode == 137, $"exit code {run.ExitCode}: {run.Error}");
            if (done < kills) continue;
            // The last one is left alone.
            if (run.ExitCode != 0)
            {
                run = Ecram.Run(folder.Path, HasState() ? [what[0], "--resume", results, "--quiet"] : [.. what, "--quiet", "--out", results]);
                Assert.True(run.ExitCode == 0, run.Error);
            }
            SameFolders.Check(Path.Combine(folder.Path, "undisturbed"), Path.Combine(folder.Path, results));
            // No checkpoint, no temporary folder.
            Assert.All(folder.Entries.Select(e => e.Split('/', '\\')[0]), e => Assert.Matches("^(undisturbed|run[0-9]+)$", e));
        }
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_and_the_one_before_offered()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs SIGTERM");
        using var folder = new TemporaryFolder();
        string[] what = ["train", "--device", "ideal", "--first", "100", "--epochs", "100000", "--checkpoint-every", "200"];
        using (var process = Ecram.Start(folder.Path, [.. what, "--quiet", "--out", "run"]))
        {
            var before = Path.Combine(folder.Path, "run.checkpoint", "training-1.checkpoint.previous");
            while (!File.Exists(before) && !process.HasExited) Thread.Sleep(5);
            Ecram.Interrupt(process);
            var run = Ecram.Finish(process);
            Assert.Equal(130, run.ExitCode);
            Assert.Equal("interrupted; its state is kept. To go on: ecram train --resume run.checkpoint", Assert.Single(run.ErrorLines));
            Assert.DoesNotContain("run", folder.Entries);
        }
        var file = Path.Combine(folder.Path, "run.checkpoint", "training-1.checkpoint");
        var bytes = File.ReadAllBytes(file);
        bytes[^5] ^= 4;
        File.WriteAllBytes(file, bytes);
        Refusal.Check(Ecram.Run(folder.Path, "train", "--resume", "run"), "training-1.checkpoint", "checksum", "expected", "found", "the one before it is whole (epoch", "ecram train --resume run.checkpoint --previous");
        Refusal.Check(Ecram.Run(folder.Path, "train", "--resume", "run", "--previous", "--epochs", "3"), "holds a run with other options");
        Refusal.Check(Ecram.Run(folder.Path, [.. what, "--out", "run"]), "an unfinished run stands in 'run.checkpoint'", "ecram train --resume run.checkpoint", "--force");
        Refusal.Check(Ecram.Run(folder.Path, "train", "--resume", "rum"), "there is no unfinished run in 'rum'");
        Refusal.Check(Ecram.Run(folder.Path, "evaluate", "--resume", "run"), "holds a run of 'ecram train', not of 'ecram evaluate'");
        // With the one before it goes on.
        using var resumed = Ecram.Start(folder.Path, "train", "--resume", "run.checkpoint", "--previous");
        Assert.Matches("ideal, seed 1, epoch [0-9]+ of 100000", resumed.StandardError.ReadLine());
        // Two at a time would write over each other.
        Refusal.Check(Ecram.Run(folder.Path, "train", "--resume", "run"), "another process is at work on this run");
        Ecram.Interrupt(resumed);
        Assert.Equal(130, Ecram.Finish(resumed).ExitCode);
    }
}
