using System.Net;
using System.Net.Http.Headers;

namespace EcramSim.Learning.Data;

/// <summary>
/// Brings one file from the first mirror that gives it: what came before a connection broke is kept (NAME.partial) and gone on from with a range request, also from
/// another mirror and after the program was killed; the file takes its name only when its checksum is right.
/// </summary>
/// <param name="client">Follows redirects; its own timeout must be infinite.</param>
/// <param name="limits">Patience.</param>
public sealed class Download(HttpClient client, DownloadLimits limits)
{
    private const int Buffer = 1 << 16;

    // What a server says about itself that another attempt will not change.
    private sealed class Refused(string reason) : Exception(reason);

    // What another attempt may change.
    private sealed class Broken(string reason) : Exception(reason);

    /// <summary>Brings a file into a folder.</summary>
    /// <param name="file">The file.</param>
    /// <param name="mirrors">Addresses before its name.</param>
    /// <param name="folder">Made if need be.</param>
    /// <param name="progress">Told with every piece; may be null.</param>
    /// <param name="cancellation">Stops; what has come is kept.</param>
    /// <exception cref="IOException">No mirror gave it; one reason per mirror.</exception>
    public async Task<string> Get(DatasetFile file, IReadOnlyList<Uri> mirrors, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(mirrors);
        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, file.Name);
        var reasons = new List<string>();
        foreach (var mirror in mirrors)
        {
            var address = new Uri(mirror, file.Name);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await Fetch(file, address, target + ".partial", progress, cancellation).ConfigureAwait(false);
                    Check(file, target + ".partial");
                    File.Move(target + ".partial", target, overwrite: true);
                    return target;
                }
                catch (Refused e)
                {
                    reasons.Add($"{mirror}: {e.Message}");
                    break;
                }
                catch (Broken e) when (attempt == limits.Attempts)
                {
                    reasons.Add($"{mirror}: {e.Message}");
                    break;
                }
                catch (Broken)
                {
                    await Task.Delay(limits.Pause * Math.Pow(2, attempt - 1), cancellation).ConfigureAwait(false);
                }
            }
        }
        // Nothing came: nothing is left, not even the folder if it was made for this.
        if (new FileInfo(target + ".partial") is { Exists: true, Length: 0 } nothing) nothing.Delete();
        if (isNew && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        throw new IOException($"{file.Name}: no mirror gave the file: {string.Join("; ", reasons)}");
    }

    private async Task Fetch(DatasetFile file, Uri address, string partial, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        FileStream open;
        try
        {
            open = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException e) when (File.Exists(partial))
        {
            throw new IOException($"{partial}: another process is downloading it", e);
        }
        await using var stream = open;
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(limits.Stall);
        try
        {
            if (file.Bytes is { } whole && stream.Length == whole) return;
            var here = file.Bytes is { } most && stream.Length > most ? 0 : stream.Length;
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (here > 0) request.Headers.Range = new RangeHeaderValue(here, null);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            if (here > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // Either all of it is here, which the checksum will tell, or it is not of this file.
                if (response.Content.Headers.ContentRange?.Length == here) return;
                stream.SetLength(0);
                throw new Broken("416: the part that is here does not belong to its file");
            }
            if ((int)response.StatusCode is >= 500 or 408 or 429) throw new Broken($"{(int)response.StatusCode} {response.ReasonPhrase}");
            if (!response.IsSuccessStatusCode) throw new Refused($"{(int)response.StatusCode} {response.ReasonPhrase}");
            var goesOn = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == here;
            // A server that knows no ranges sends everything.
            if (!goesOn) stream.SetLength(0);
            stream.Seek(0, SeekOrigin.End);
            var total = response.Content.Headers.ContentLength is { } rest ? stream.Length + rest : file.Bytes;
            var body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            var buffer = new byte[Buffer];
            for (int count; (count = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false)) > 0;)
            {
                stall.CancelAfter(limits.Stall);
                stream.Write(buffer, 0, count);
                progress?.Report(new DownloadProgress(file.Name, stream.Length, total, address.Host));
                if (file.Bytes is not { } limit || stream.Length <= limit) continue;
                stream.SetLength(0);
                throw new Broken($"more than the {limit} bytes of the file");
            }
            if (total is { } expected && stream.Length < expected) throw new Broken($"ended after {stream.Length} of {expected} bytes");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new Broken(FormattableString.Invariant($"nothing came for {limits.Stall.TotalSeconds} s, after {stream.Length} bytes"));
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or IOException { InnerException: System.Net.Sockets.SocketException })
        {
            throw new Broken($"{e.Message.TrimEnd('.')}, after {stream.Length} bytes");
        }
    }

    private static void Check(DatasetFile file, string partial)
    {
        var found = FileChecksum.Of(file.Kind, partial);
        if (found == file.Checksum) return;
        File.Delete(partial);
        throw new Broken($"{file.Kind} {file.Checksum} expected, {found} found");
    }
}
