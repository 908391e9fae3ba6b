using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;

namespace EcramSim.Learning.Tests.Data;

/// <summary>Getting and verifying sets of made-up files, and the table of the real ones.</summary>
public sealed class DatasetInstallationTests : IDisposable
{
    private static readonly DownloadLimits Impatient = new(TimeSpan.FromSeconds(10), 2, TimeSpan.FromMilliseconds(1));

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    private string Place(string name) => Path.Combine(_folder.Path, "cache", name);

    private DatasetInstallation Installation(DatasetSource source) => new(source, [Path.Combine(_folder.Path, "cache"), Path.Combine(_folder.Path, "system")]);

    private static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Packed(byte[] content, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level)) gzip.Write(content);
        return packed.ToArray();
    }

    private static readonly byte[] A = [.. Enumerable.Range(0, 2000).Select(i => (byte)i)], B = [.. Enumerable.Range(0, 500).Select(i => (byte)(3 * i))];

    private static DatasetSource Packed(Uri mirror) => new("made-up", "", "", [mirror],
    [
        new("a.gz", Packed(A, CompressionLevel.Optimal).Length, "sha256", Sha(Packed(A, CompressionLevel.Optimal)), [("a", Sha(A))]),
        new("b.gz", null, "sha256", Sha(Packed(B, CompressionLevel.Optimal)), [("b", Sha(B))]),
    ]);

    [Fact]
    public async Task What_is_missing_or_damaged_is_brought_and_what_is_whole_is_not()
    {
        using var server = new RoughServer((n, s) => s.Send(Packed(s.Path.EndsWith("a.gz", StringComparison.Ordinal) ? A : B, CompressionLevel.Optimal)));
        var installation = Installation(Packed(server.Address));
        Assert.Null(installation.Folder);
        // "a" lies in the system's folder, packed in another way: its content counts.
        Directory.CreateDirectory(Path.Combine(_folder.Path, "system"));
        _folder.Write("system/a.gz", Packed(A, CompressionLevel.NoCompression));
        Assert.Equal(["ok", "missing"], installation.Verify().Select(s => s.State));
        Assert.Equal(1, await installation.Get([], _client, Impatient, null, TestContext.Current.CancellationToken));
        Assert.Equal(Packed(B, CompressionLevel.Optimal), File.ReadAllBytes(Place("b.gz")));
        Assert.All(installation.Verify(), s => Assert.Equal("ok", s.State));
        Assert.Equal(0, await installation.Get([], _client, Impatient, null, TestContext.Current.CancellationToken));
        // A changed byte is found, and mended.
        var damaged = (byte[])B.Clone();
        damaged[9] ^= 1;
        File.Delete(Place("b.gz"));
        File.WriteAllBytes(Place("b"), damaged);
        var state = installation.Verify()[1];
        Assert.True(state.IsWrong);
        Assert.Equal($"damaged: SHA-256 of the content {Sha(B)} expected, {Sha(damaged)} found", state.State);
        File.WriteAllBytes(Path.Combine(_folder.Path, "system", "a.gz"), Packed(A, CompressionLevel.Optimal)[..^9]);
        Assert.Contains("damaged or truncated gzip file", installation.Verify()[0].State, StringComparison.Ordinal);
        Assert.Equal(2, await installation.Get([], _client, Impatient, null, TestContext.Current.CancellationToken));
        Assert.All(installation.Verify(), s => Assert.Equal("ok", s.State));
        Assert.Equal(Path.Combine(_folder.Path, "cache"), installation.Folder);
    }

    [Fact]
    public async Task Only_the_files_of_the_set_leave_an_archive_and_their_checksums_are_noted()
    {
        var archive = Archive(("set/a", A), ("../../b", B), ("set/other", [1, 2, 3]));
        using var server = new RoughServer((_, s) => s.Send(archive));
        using var missing = new RoughServer((_, s) => s.Head("404 Not Found", "Content-Length: 0"));
        var source = new DatasetSource("made-up", "", "", [server.Address], [new("set.tar.gz", archive.Length, "sha256", Sha(archive), [("a", null), ("b", null)])]);
        var installation = Installation(source);
        // A mirror of one's own comes first.
        Assert.Equal(1, await installation.Get([missing.Address], _client, Impatient, null, TestContext.Current.CancellationToken));
        Assert.Single(missing.Ranges);
        Assert.Equal(["a", "b", "checksums.json"], Directory.GetFiles(Path.Combine(_folder.Path, "cache")).Select(Path.GetFileName).Order());
        Assert.Equal(["cache"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.All(installation.Verify(), s => Assert.Equal("ok", s.State));
        File.WriteAllBytes(Place("a"), B);
        Assert.True(installation.Verify()[0].IsWrong);
        File.Delete(Place("checksums.json"));
        Assert.Equal(["no checksum is known", "no checksum is known"], installation.Verify().Select(s => s.State));
        var cut = source with { Files = [source.Files[0] with { Content = [("a", null), ("c", null)] }] };
        Assert.Contains("c is not in the archive", (await Assert.ThrowsAsync<InputException>(() => Installation(cut).Get([], _client, Impatient, null, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_sources_is_well_formed()
    {
        Assert.Equal(["cifar-10", "fashion-mnist", "mnist"], DatasetSource.All.Select(s => s.Name).Order());
        Assert.All(DatasetSource.All.SelectMany(s => s.Files), f => Assert.Matches(f.Kind == "md5" ? "^[0-9a-f]{32}$" : "^[0-9a-f]{64}$", f.Checksum));
        Assert.All(DatasetSource.All.SelectMany(s => s.Mirrors), m => Assert.EndsWith("/", m.ToString(), StringComparison.Ordinal));
        Assert.Contains("did you mean 'mnist'?", Assert.Throws<InputException>(() => DatasetSource.Of("mnits")).Message, StringComparison.Ordinal);
    }

    /// <summary>Where Debian's package is installed, its files have the content that the table names.</summary>
    [Fact]
    public void Files_of_the_system_are_recognised()
    {
        var states = new DatasetInstallation(DatasetSource.Of("fashion-mnist"), ["/usr/share/datasets/fashion-mnist"]).Verify();
        if (states.All(s => s.Path is null)) Assert.Skip("needs Debian's package dataset-fashion-mnist");
        Assert.All(states, s => Assert.Equal("ok", s.State));
    }

    private static byte[] Archive(params (string Name, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        using (var tar = new TarWriter(gzip))
            foreach (var (name, content) in files) tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return packed.ToArray();
    }
}
