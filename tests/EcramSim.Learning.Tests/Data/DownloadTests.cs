using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using EcramSim.Learning.Data;

namespace EcramSim.Learning.Tests.Data;

/// <summary>Downloads from a server that truncates, stalls, corrupts, redirects, refuses and knows no ranges.</summary>
public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 50_000).Select(i => (byte)(i * i >> 3))];

    private static readonly DatasetFile File1 = new("a.bin", Content.Length, "sha256", Convert.ToHexStringLower(SHA256.HashData(Content)), []);

    private static readonly DownloadLimits Impatient = new(TimeSpan.FromSeconds(10), 3, TimeSpan.FromMilliseconds(1));

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    private string Target => Path.Combine(_folder.Path, "a.bin");

    private string Partial => Target + ".partial";

    // Long enough that a busy machine is no stalled server.
    private static readonly DownloadLimits Stalling = Impatient with { Stall = TimeSpan.FromSeconds(1) };

    private Task<string> Get(params Uri[] mirrors) => Get(Impatient, mirrors);

    private Task<string> Get(DownloadLimits limits, params Uri[] mirrors) => new Download(_client, limits).Get(File1, mirrors, _folder.Path, null, TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_good_server_gives_the_file_and_tells_how_far_it_is()
    {
        using var server = new RoughServer((_, s) => s.Send(Content));
        var told = new List<DownloadProgress>();
        var path = await new Download(_client, Impatient).Get(File1, [server.Address], _folder.Path, new Immediate(told.Add), TestContext.Current.CancellationToken);
        Assert.Equal(Content, await System.IO.File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal((50_000L, 50_000L), (told[^1].Bytes, told[^1].Total));
        Assert.Equal(["a.bin"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_broken_connection_is_gone_on_from_where_it_broke()
    {
        using var server = new RoughServer((n, s) => s.Send(Content, from: s.RangeStart, stopAfter: n < 2 ? 20_000 : int.MaxValue));
        await Get(server.Address);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal([null, "bytes=20000-", "bytes=40000-"], server.Ranges);
    }

    [Fact]
    public async Task A_stalled_connection_is_given_up_and_gone_on_from()
    {
        using var server = new RoughServer((n, s) =>
        {
            if (n > 0) s.Send(Content, from: s.RangeStart);
            else s.Send(Content, stopAfter: 10_000, stall: true);
        });
        await Get(Stalling, server.Address);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal([null, "bytes=10000-"], server.Ranges.Take(2));
    }

    [Fact]
    public async Task A_server_without_ranges_sends_everything_again()
    {
        System.IO.File.WriteAllBytes(Partial, Content[..30_000]);
        using var server = new RoughServer((_, s) => s.Send(Content));
        await Get(server.Address);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal(["bytes=30000-"], server.Ranges);
    }

    [Fact]
    public async Task A_part_of_another_file_is_found_by_the_checksum_and_dropped()
    {
        System.IO.File.WriteAllBytes(Partial, new byte[30_000]);
        using var server = new RoughServer((_, s) => s.Send(Content, from: s.RangeStart));
        await Get(server.Address);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal(["bytes=30000-", null], server.Ranges);
    }

    [Fact]
    public async Task A_whole_part_needs_no_server_and_one_that_is_too_long_starts_anew()
    {
        System.IO.File.WriteAllBytes(Partial, Content);
        using var server = new RoughServer((_, s) => s.Send(Content, from: s.RangeStart));
        await Get(server.Address);
        Assert.Empty(server.Ranges);
        System.IO.File.WriteAllBytes(Partial, [.. Content, 1]);
        await Get(server.Address);
        Assert.Equal([null], server.Ranges);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Redirects_are_followed()
    {
        using var last = new RoughServer((_, s) => s.Send(Content));
        using var first = new RoughServer((_, s) => s.Head("302 Found", $"Location: {new Uri(last.Address, "elsewhere")}", "Content-Length: 0"));
        await Get(first.Address);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task A_mirror_that_refuses_corrupts_or_fails_is_passed_over()
    {
        var corrupt = (byte[])Content.Clone();
        corrupt[777] ^= 1;
        using var missing = new RoughServer((_, s) => s.Head("404 Not Found", "Content-Length: 0"));
        using var failing = new RoughServer((_, s) => s.Head("500 Internal Server Error", "Content-Length: 0"));
        using var corrupting = new RoughServer((_, s) => s.Send(corrupt));
        using var good = new RoughServer((_, s) => s.Send(Content));
        await Get(missing.Address, failing.Address, corrupting.Address, good.Address);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        // Not found stays so; other failures get another chance.
        Assert.Equal((1, 3, 3), (missing.Ranges.Count, failing.Ranges.Count, corrupting.Ranges.Count));
    }

    [Fact]
    public async Task When_nobody_gives_it_every_reason_is_told_and_nothing_has_its_name()
    {
        using var missing = new RoughServer((_, s) => s.Head("404 Not Found", "Content-Length: 0"));
        using var corrupting = new RoughServer((_, s) => s.Send(new byte[50_000]));
        using var endless = new RoughServer((_, s) => s.Send(new byte[60_000]));
        using var closed = new RoughServer((_, _) => { });
        closed.Dispose();
        // Those that answer get the time of a busy machine; only the one that falls silent is given a second.
        var error = await Assert.ThrowsAsync<IOException>(() => Get(Impatient with { Attempts = 1 }, missing.Address, corrupting.Address, endless.Address, closed.Address));
        foreach (var word in new[] { "a.bin: no mirror gave the file", "404 Not Found", $"sha256 {File1.Checksum} expected", "more than the 50000 bytes", "refused" })
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(Target));
    }

    [Fact]
    public async Task A_mirror_that_falls_silent_is_named_with_what_came_from_it()
    {
        using var stalling = new RoughServer((_, s) => s.Send(Content, stopAfter: 5, stall: true));
        var error = await Assert.ThrowsAsync<IOException>(() => Get(Stalling with { Attempts = 1 }, stalling.Address));
        Assert.Contains("nothing came for 1 s, after 5 bytes", error.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(Target));
        Assert.Equal(5, new FileInfo(Partial).Length);
    }

    [Fact]
    public async Task Stopped_it_keeps_what_came_and_two_at_a_time_are_refused()
    {
        using var source = new CancellationTokenSource();
        using var server = new RoughServer((n, s) => s.Send(Content, from: s.RangeStart, stopAfter: n == 0 ? 20_000 : int.MaxValue, stall: n == 0));
        var patient = new Download(_client, Impatient with { Stall = TimeSpan.FromMinutes(1) });
        var first = patient.Get(File1, [server.Address], _folder.Path, new Immediate(p => { if (p.Bytes == 20_000) source.Cancel(); }), source.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(Content[..20_000], System.IO.File.ReadAllBytes(Partial));
        using (new FileStream(Partial, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Contains("another process", (await Assert.ThrowsAsync<IOException>(() => Get(server.Address))).Message, StringComparison.Ordinal);
        await Get(server.Address);
        Assert.Equal("bytes=20000-", server.Ranges[^1]);
    }

    private sealed class Immediate(Action<DownloadProgress> tell) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => tell(value);
    }
}
