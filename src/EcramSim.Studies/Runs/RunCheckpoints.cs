using System.Text.Json;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Training;

namespace EcramSim.Studies.Runs;

/// <summary>
/// The folder beside the results of a run in which its trainings keep their states until it ends: <c>OUT.checkpoint</c> with <c>run.json</c>, the options that are no part of
/// it, and a file per training (and the one before). It appears with the first state that is written, and goes when the results are in their place.
/// </summary>
public sealed class RunCheckpoints : IDisposable
{
    /// <summary>What the name of the folder adds to that of the results.</summary>
    public const string Ending = ".checkpoint";

    private const string OptionsFile = "options.json", LockFile = "lock";

    private readonly RunRecord _record;
    private readonly CheckpointInterval _every;
    private readonly IReadOnlyList<string> _options;
    private readonly bool _resumes, _previous;
    private readonly Lock _gate = new();
    private FileStream? _lock;

    private RunCheckpoints(string path, string shown, RunRecord record, CheckpointInterval every, IReadOnlyList<string> options, bool resumes, bool previous) =>
        (Path, Shown, _record, _every, _options, _resumes, _previous) = (path, shown, record, every, options, resumes, previous);

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>The folder as a person would write it.</summary>
    public string Shown { get; }

    /// <summary>The line that goes on with the run.</summary>
    public string ResumeLine => $"ecram {_record.Command} --resume {Quoted(Shown)}";

    /// <summary>Whether anything has been kept.</summary>
    public bool Exists => Directory.Exists(Path);

    /// <summary>For a run from its beginning.</summary>
    /// <param name="results">Where its results will stand.</param>
    /// <param name="record">The run.</param>
    /// <param name="every">How often trainings save their state.</param>
    /// <param name="options">Options that a resumed run needs and that are no part of <paramref name="record"/>, as the command line writes them.</param>
    /// <param name="force">Whether an unfinished run there is given up.</param>
    /// <exception cref="InputException">An unfinished run stands there.</exception>
    public static RunCheckpoints Start(RunFolder results, RunRecord record, CheckpointInterval every, IReadOnlyList<string> options, bool force)
    {
        ArgumentNullException.ThrowIfNull(results);
        var kept = new RunCheckpoints(results.Target + Ending, results.Shown + Ending, record, every, options, resumes: false, previous: false);
        if (!kept.Exists) return kept;
        if (!force && File.Exists(System.IO.Path.Combine(kept.Path, RunRecord.FileName)) && Directory.EnumerateFiles(kept.Path, "*" + Ending).Any())
            throw new InputException($"--out: an unfinished run stands in '{kept.Shown}': {kept.ResumeLine} goes on with it; --force gives it up, --out DIR names another folder");
        // Nobody else may be at work on what is given up, or on what was killed before its first state was there.
        kept.Take();
        kept.Remove();
        return kept;
    }

    /// <summary>For a run that goes on.</summary>
    /// <param name="results">Where its results will stand.</param>
    /// <param name="record">The run, made from the stored one.</param>
    /// <param name="every">How often trainings save their state.</param>
    /// <param name="options">As in <see cref="Start"/>.</param>
    /// <param name="previous">Whether a training whose checkpoint is damaged goes on from the one before.</param>
    /// <exception cref="InputException">Another run, or one that another process is at work on.</exception>
    public static RunCheckpoints Resume(RunFolder results, RunRecord record, CheckpointInterval every, IReadOnlyList<string> options, bool previous)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(record);
        var kept = new RunCheckpoints(results.Target + Ending, results.Shown + Ending, record, every, options, resumes: true, previous);
        if (RunRecord.Read(System.IO.Path.Combine(kept.Path, RunRecord.FileName)).Identity != record.Identity)
            throw new InputException($"--resume: {kept.Shown} holds a run with other options; --resume goes on with it as it was: leave out what changes it, or start another with --config {Quoted(kept.Shown + "/" + RunRecord.FileName)} --out DIR");
        kept.Take();
        results.RemoveLeftovers();
        return kept;
    }

    /// <summary>The options that are no part of the record, as they were stored.</summary>
    /// <param name="path">The folder.</param>
    public static IReadOnlyList<string> StoredOptions(string path)
    {
        var file = System.IO.Path.Combine(path, OptionsFile);
        try
        {
            return JsonSerializer.Deserialize<string[]>(File.ReadAllText(file)) ?? throw new InputException($"{file}: must hold a list of texts");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InputException($"{file}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The checkpoint of one training; it goes on from what was kept. All are asked for before anything is computed, so that a damaged one is told at once.</summary>
    /// <param name="name">Unique in the run.</param>
    /// <exception cref="InputException">A checkpoint is damaged; the message offers the one before.</exception>
    public TrainingCheckpoint For(string name)
    {
        var path = System.IO.Path.Combine(Path, name + Ending);
        var owner = $"{_record.Identity}/{name}";
        var checkpoint = new TrainingCheckpoint(path, owner, _every, Begin);
        if (!_resumes) return checkpoint;
        // A kill between two renames leaves the file under its second name alone.
        if (!File.Exists(path)) path = CheckpointFile.Previous(path);
        if (File.Exists(path)) checkpoint.Continue(Stored(path, owner));
        return checkpoint;
    }

    /// <summary>Forgets everything: the run has ended.</summary>
    public void Remove()
    {
        Dispose();
        if (Exists) Directory.Delete(Path, recursive: true);
    }

    /// <summary>Lets another process go on.</summary>
    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private Checkpoint Stored(string path, string owner)
    {
        try
        {
            return Read(path, owner);
        }
        catch (InputException e)
        {
            var before = CheckpointFile.Previous(path);
            Checkpoint? whole = null;
            try
            {
                if (File.Exists(before)) whole = Read(before, owner);
            }
            catch (InputException)
            {
                // The reason that counts is that of the newer one.
            }
            if (whole is not null && _previous) return whole;
            throw new InputException(e.Message + (whole is not null
                ? $"; the one before it is whole ({whole.Moment}): {ResumeLine} --previous"
                : $"; there is no whole one before it. To begin anew: ecram {_record.Command} --config {Quoted(Shown + "/" + RunRecord.FileName)} --out DIR"), e);
        }
    }

    private static Checkpoint Read(string path, string owner) => CheckpointFile.Read(path) is var stored && stored.Owner == owner ? stored
        : throw new InputException($"{path}: is the checkpoint of another run or training");

    // The first state of all: the folder with what a resumed run needs.
    private void Begin()
    {
        lock (_gate)
        {
            if (_lock is not null) return;
            Directory.CreateDirectory(Path);
            Take();
            Store(OptionsFile, JsonSerializer.Serialize(_options));
            Store(RunRecord.FileName, _record.ToJson());
        }
    }

    private void Store(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path + ".part", text);
        File.Move(path + ".part", path, overwrite: true);
    }

    private void Take()
    {
        try
        {
            _lock = new FileStream(System.IO.Path.Combine(Path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InputException($"{Shown}: another process is at work on this run", e);
        }
    }

    private static string Quoted(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || "-_./".Contains(c, StringComparison.Ordinal)) ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
