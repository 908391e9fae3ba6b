using EcramSim.Insertion.Models;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Tests.Runs;

/// <summary>A run's folder is whole or not there.</summary>
public sealed class RunFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ecram run ").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string[] Entries => [.. Directory.EnumerateFileSystemEntries(_root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(e => Path.GetRelativePath(_root, e)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Nothing_is_there_before_the_commit_and_everything_after_it()
    {
        using var folder = RunFolder.Open(Path.Combine(_root, "a", "b"), force: false);
        Assert.Empty(Entries);
        folder.Write("x.csv", "1\n");
        folder.Write("figures/y.svg", "<svg/>");
        Assert.False(Directory.Exists(folder.Target));
        folder.Commit();
        Assert.Equal(["a", "a/b", "a/b/figures", "a/b/figures/y.svg", "a/b/x.csv"], Entries.Select(e => e.Replace('\\', '/')));
        Assert.Equal("1\n"u8.ToArray(), File.ReadAllBytes(Path.Combine(folder.Target, "x.csv")));
    }

    [Fact]
    public void Without_a_commit_no_trace_remains()
    {
        using (var folder = RunFolder.Open(Path.Combine(_root, "a", "b"), force: false)) folder.Write("x.csv", "1\n");
        Assert.Empty(Entries);
    }

    [Fact]
    public void What_was_there_before_stays_when_a_forced_run_fails()
    {
        var target = Path.Combine(_root, "run");
        using (var first = RunFolder.Open(target, force: false))
        {
            first.Write(RunRecord.FileName, "{}");
            first.Commit();
        }
        using (var second = RunFolder.Open(target, force: true)) second.Write("x.csv", "2\n");
        Assert.Equal(["run", "run/run.json"], Entries.Select(e => e.Replace('\\', '/')));
    }

    [Fact]
    public void An_empty_folder_may_be_filled_and_a_filled_one_may_not()
    {
        var target = Directory.CreateDirectory(Path.Combine(_root, "run")).FullName;
        using (var folder = RunFolder.Open(target, force: false))
        {
            folder.Write(RunRecord.FileName, "{}");
            folder.Commit();
        }
        Assert.Throws<InputException>(() => RunFolder.Open(target, force: false));
        RunFolder.Open(target, force: true).Dispose();
        File.Delete(Path.Combine(target, RunRecord.FileName));
        File.WriteAllText(Path.Combine(target, "notes.txt"), "precious");
        Assert.Throws<InputException>(() => RunFolder.Open(target, force: true));
    }

    [Fact]
    public void One_file_is_written_once()
    {
        using var folder = RunFolder.Open(Path.Combine(_root, "run"), force: false);
        folder.Write("x.csv", "1\n");
        Assert.Throws<InvalidOperationException>(() => folder.Write("x.csv", "2\n"));
    }
}
