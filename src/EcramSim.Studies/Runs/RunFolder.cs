using System.Text;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Runs;

/// <summary>
/// The folder that holds the results of one run: either whole or not there. Files are written to a hidden folder beside it,
/// which <see cref="Commit"/> renames; without that call <see cref="Dispose"/> removes every trace. Nothing is created on
/// disk before the first file is written, so that a run that dies while it computes leaves nothing either.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private readonly bool _force;
    private readonly string _temporary;
    private readonly List<string> _created = [];
    private bool _begun;
    private bool _committed;

    private RunFolder(string target, string shown, bool force)
    {
        Target = target;
        Shown = shown;
        _force = force;
        _temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Environment.ProcessId}.tmp");
    }

    /// <summary>Absolute path of the finished folder.</summary>
    public string Target { get; }

    /// <summary>The path as a person wrote it, for messages.</summary>
    public string Shown { get; }

    /// <summary>The folder of a run when none is named: <c>runs/COMMAND-xxxxxxxx</c> under the current folder.</summary>
    /// <param name="command">The command that makes the run.</param>
    /// <param name="identity"><see cref="RunRecord.Identity"/>; its first eight digits are used.</param>
    public static string DefaultPath(string command, string identity) => Path.Combine("runs", $"{command.Replace(' ', '-')}-{identity[..8]}");

    /// <summary>Checks that the folder can be written, before anything is computed.</summary>
    /// <param name="path">The folder, absolute or under the current folder.</param>
    /// <param name="force">Whether an older run there is replaced.</param>
    /// <exception cref="InputException">It exists (and <paramref name="force"/> is not given, or it is no run), or it cannot be written.</exception>
    public static RunFolder Open(string path, bool force)
    {
        string target;
        try
        {
            target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        }
        catch (ArgumentException e)
        {
            throw new InputException($"--out: '{path}' is not a path", e);
        }
        if (Path.GetDirectoryName(target) is null || IsAtOrAbove(target, Environment.CurrentDirectory))
            throw new InputException($"--out: '{path}' is the current folder or lies above it; name a new folder");
        var folder = new RunFolder(target, path, force);
        folder.CheckTarget();
        folder.Begin();
        folder.RollBack();
        return folder;
    }

    /// <summary>Removes what killed processes left of the same results; nobody else may be at work on them.</summary>
    public void RemoveLeftovers()
    {
        if (Path.GetDirectoryName(Target) is not { } parent || !Directory.Exists(parent)) return;
        foreach (var left in Directory.GetDirectories(parent, $".{Path.GetFileName(Target)}.*.tmp"))
            if (left != _temporary) Directory.Delete(left, recursive: true);
    }

    /// <summary>Writes a text file, UTF-8 without byte-order mark.</summary>
    /// <param name="name">File name inside the folder, "/" between sub-folders.</param>
    /// <param name="text">Its text, as it shall stand there.</param>
    public void Write(string name, string text) => Write(name, new UTF8Encoding(false).GetBytes(text));

    /// <summary>Writes a file.</summary>
    /// <param name="name">File name inside the folder, "/" between sub-folders.</param>
    /// <param name="bytes">Its content.</param>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_committed, this);
        if (!_begun) Begin();
        var path = Path.Combine(_temporary, name);
        if (File.Exists(path)) throw new InvalidOperationException($"'{name}' is written twice");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
    }

    /// <summary>Puts the whole folder in its place.</summary>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_committed, this);
        if (!_begun) Begin();
        CheckTarget();
        try
        {
            var old = _temporary + ".old";
            var replaces = Directory.Exists(Target);
            if (replaces) Directory.Move(Target, old);
            try
            {
                Directory.Move(_temporary, Target);
            }
            catch when (replaces)
            {
                Directory.Move(old, Target);
                throw;
            }
            _committed = true;
            if (replaces) Directory.Delete(old, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
    }

    /// <summary>Removes everything that was not committed, folders made on the way included.</summary>
    public void Dispose()
    {
        if (!_committed) RollBack();
    }

    private void CheckTarget()
    {
        if (File.Exists(Target)) throw new InputException($"--out: '{Shown}' is a file; name a folder");
        if (!Directory.Exists(Target) || !Directory.EnumerateFileSystemEntries(Target).Any()) return;
        if (!_force) throw new InputException($"--out: folder '{Shown}' exists; --force replaces it, --out DIR names another");
        if (!File.Exists(Path.Combine(Target, RunRecord.FileName)))
            throw new InputException($"--out: folder '{Shown}' holds no {RunRecord.FileName}, so it is not a run that --force may replace; name another");
    }

    private void Begin()
    {
        try
        {
            for (var parent = Path.GetDirectoryName(Target); parent is not null && !Directory.Exists(parent); parent = Path.GetDirectoryName(parent))
                _created.Add(parent);
            Directory.CreateDirectory(_temporary);
            _begun = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            RollBack();
            throw NotWritable(e);
        }
    }

    private void RollBack()
    {
        if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
        foreach (var folder in _created)
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        _created.Clear();
        _begun = false;
    }

    private InputException NotWritable(Exception e)
    {
        var file = Target;
        while (file is not null && !File.Exists(file)) file = Path.GetDirectoryName(file);
        var reason = file is not null ? $"'{file}' is a file"
            : e is UnauthorizedAccessException ? "permission denied"
            // The system's words name the temporary folder, which nobody asked for.
            : e.Message.Replace(_temporary, Target, StringComparison.Ordinal);
        return new InputException($"--out: folder '{Shown}' cannot be written: {reason}", e);
    }

    private static bool IsAtOrAbove(string folder, string other) =>
        other == folder || other.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
