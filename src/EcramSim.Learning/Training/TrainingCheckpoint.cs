using System.Diagnostics;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Training;

/// <summary>The file in which one training keeps its state while it runs, and its result when it has ended.</summary>
/// <param name="path">The file; need not be there yet.</param>
/// <param name="owner">What training it belongs to: another one's file is refused.</param>
/// <param name="every">How often it is written.</param>
/// <param name="begin">Called before the first write: makes the folder.</param>
public sealed class TrainingCheckpoint(string path, string owner, CheckpointInterval every, Action? begin = null)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Checkpoint? _stored;
    private long _steps;
    private bool _begun;

    /// <summary>Goes on from a checkpoint that was read.</summary>
    /// <param name="stored">The checkpoint; of this owner.</param>
    public void Continue(Checkpoint stored) => _stored = stored;

    internal void Restore(TrainingRun run)
    {
        if (_stored is null) return;
        StateExchange.Restore(run, _stored.Parts, path);
        _stored = null;
    }

    internal void AfterStep(TrainingRun run)
    {
        _steps++;
        if (!every.IsDue(_steps, _clock.Elapsed)) return;
        Save(run);
        _steps = 0;
        _clock.Restart();
    }

    /// <summary>Writes the state as it is now.</summary>
    internal void Save(TrainingRun run)
    {
        if (every.IsNever) return;
        if (!_begun) begin?.Invoke();
        _begun = true;
        CheckpointFile.Write(path, new Checkpoint(owner, run.Moment, StateExchange.Save(run)));
    }
}
