using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Data;

/// <summary>A data set as it lies on this machine: what is there, whether it is whole, and how it gets there.</summary>
/// <param name="source">The data set.</param>
/// <param name="folders">Where it is looked for; the first one is where it is put. Null: <see cref="DatasetFolders.Of"/>.</param>
public sealed class DatasetInstallation(DatasetSource source, IReadOnlyList<string>? folders = null)
{
    // SHA-256 of what was unpacked from a verified archive, where its makers publish none.
    private const string NotedFile = "checksums.json";

    private readonly IReadOnlyList<string> _folders = folders ?? DatasetFolders.Of(source.Name);

    /// <summary>The state of one file.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Path">Where it lies; null: nowhere.</param>
    /// <param name="State">"ok", "missing", "no checksum is known", or what is wrong.</param>
    /// <param name="IsWrong">Whether it is there and not what it should be.</param>
    public sealed record FileState(string Name, string? Path, string State, bool IsWrong);

    /// <summary>The first folder with all its files; null: nowhere.</summary>
    public string? Folder => _folders.FirstOrDefault(f => Contents.All(c => Found(f, c.Name) is not null));

    private IEnumerable<(string Name, string? Sha256)> Contents => source.Files.SelectMany(f => f.Content);

    /// <summary>Compares every file with the checksum of its content.</summary>
    public IReadOnlyList<FileState> Verify()
    {
        var states = new List<FileState>();
        foreach (var (name, published) in Contents)
        {
            var path = _folders.Select(f => Found(f, name)).FirstOrDefault(p => p is not null);
            if (path is null)
            {
                states.Add(new FileState(name, null, "missing", false));
                continue;
            }
            var expected = published ?? Noted(Path.GetDirectoryName(path)!).GetValueOrDefault(name);
            string state;
            try
            {
                var found = FileChecksum.OfContent(path);
                state = expected is null ? "no checksum is known" : found == expected ? "ok" : $"damaged: SHA-256 of the content {expected} expected, {found} found";
            }
            catch (InputException e)
            {
                state = e.Message;
            }
            states.Add(new FileState(name, path, state, state is not ("ok" or "no checksum is known")));
        }
        return states;
    }

    /// <summary>Downloads what is missing or damaged into the cache folder, and checks it.</summary>
    /// <param name="mirrors">Tried before those of the source.</param>
    /// <param name="client">As in <see cref="Download"/>.</param>
    /// <param name="limits">Patience.</param>
    /// <param name="progress">May be null.</param>
    /// <param name="cancellation">Stops; what has come is kept.</param>
    /// <returns>Number of files that were brought.</returns>
    /// <exception cref="IOException">A file could not be had.</exception>
    public async Task<int> Get(IReadOnlyList<Uri> mirrors, HttpClient client, DownloadLimits limits, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var whole = Verify().Where(s => s.Path is not null && !s.IsWrong).Select(s => s.Name).ToHashSet();
        var folder = _folders[0];
        var download = new Download(client, limits);
        var brought = 0;
        foreach (var file in source.Files)
        {
            if (file.Content.All(c => whole.Contains(c.Name))) continue;
            var path = await download.Get(file, [.. mirrors, .. source.Mirrors], folder, progress, cancellation).ConfigureAwait(false);
            if (file.Name.EndsWith(".tar.gz", StringComparison.Ordinal)) Unpack(file, path, folder);
            // Packed and plain form of one file would be two truths.
            else foreach (var (name, _) in file.Content) File.Delete(Path.Combine(folder, name));
            brought++;
        }
        return brought;
    }

    private static string? Found(string folder, string name) =>
        new[] { name, name + ".gz", name.Replace("-idx", ".idx", StringComparison.Ordinal), name.Replace("-idx", ".idx", StringComparison.Ordinal) + ".gz" }.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists);

    private static Dictionary<string, string> Noted(string folder)
    {
        var path = Path.Combine(folder, NotedFile);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? [] : [];
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: not valid JSON: {e.Message}", e);
        }
    }

    // Only the files that belong to the set, whatever else the archive holds and wherever it wants to put them.
    private static void Unpack(DatasetFile file, string archive, string folder)
    {
        var wanted = file.Content.Select(c => c.Name).ToHashSet();
        var noted = new Dictionary<string, string>();
        try
        {
            using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
            while (tar.GetNextEntry() is { } entry)
            {
                var name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !wanted.Remove(name)) continue;
                var part = Path.Combine(folder, name + ".part");
                entry.ExtractToFile(part, overwrite: true);
                noted[name] = FileChecksum.Of("sha256", part);
                File.Move(part, Path.Combine(folder, name), overwrite: true);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InputException($"{archive}: cannot be unpacked: {e.Message}", e);
        }
        if (wanted.Count > 0) throw new InputException($"{archive}: {string.Join(", ", wanted.Order())} is not in the archive");
        File.WriteAllText(Path.Combine(folder, NotedFile), JsonSerializer.Serialize(noted));
        File.Delete(archive);
    }
}
