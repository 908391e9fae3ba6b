using EcramSim.Insertion.Numerics;
using EcramSim.Tests.Reference;

namespace EcramSim.EndToEnd.CommandLine;

/// <summary>Damaged pulse and device files through the whole program: a result, or exit code 2 with one line and nothing written.</summary>
public sealed class DamagedFileTests
{
    private static readonly int Count = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 200 : 10;

    [Fact]
    public void A_damaged_file_ends_in_a_result_or_in_one_line_and_no_file()
    {
        using var folder = new TemporaryFolder();
        var pulses = Path.Combine(ReferenceData.RepositoryRoot, "datasets", "pulses", "columns.csv");
        var device = Path.Combine(ReferenceData.RepositoryRoot, "models", "devices", "lixwo3-lipon.json");
        for (var n = 0; n < Count; n++)
        {
            var draw = new RandomStream((ulong)n, "test/damaged");
            var isDevice = n % 2 == 0;
            var file = Path.Combine(folder.Path, isDevice ? $"m{n}.json" : $"m{n}.csv");
            if (isDevice) File.WriteAllText(file, Mutation.Json(File.ReadAllText(device), draw));
            else File.WriteAllBytes(file, Mutation.Bytes(File.ReadAllText(pulses), draw));
            string[] command = isDevice ? ["characterize", file, "--seeds", "1"] : ["fit", file, "--law", "linear-step"];
            var run = Ecram.RunHere(folder.Path, [.. command, "--out", "result", "--quiet"]);
            File.Delete(file);
            var result = Path.Combine(folder.Path, "result");
            if (run.ExitCode == 0)
            {
                Assert.True(File.Exists(Path.Combine(result, "run.json")), $"number {n}");
                Directory.Delete(result, recursive: true);
            }
            else Refusal.Check(run, $"m{n}");
            // Nothing half-written, under this name or another.
            Assert.Empty(folder.Entries);
        }
    }
}
