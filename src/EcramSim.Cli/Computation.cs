using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli;

/// <summary>The course of every command that computes: check the folder, compute, write, put it in place – or leave nothing.</summary>
internal static class Computation
{
    /// <returns>The folder with the results.</returns>
    internal static string Run(RunChoices choices, RunRecord record, Action<RunFolder, IProgress<RunProgress>, CancellationToken> compute) =>
        Run(choices, record, null, (folder, _, progress, cancellation) => compute(folder, progress, cancellation));

    /// <summary>The same for a run that keeps its state while it computes.</summary>
    internal static string Run(RunChoices choices, RunRecord record, CheckpointChoices? checkpoints, Action<RunFolder, RunCheckpoints?, IProgress<RunProgress>, CancellationToken> compute)
    {
        using var interruption = new Interruption();
        if (choices.Stored is { } stored && stored.Version != record.Version && !choices.Quiet)
            Console.Error.WriteLine($"note: the stored run was made by version {stored.Version}, this is {record.Version}; equal numbers are promised within one version only");
        using var folder = RunFolder.Open(choices.Out ?? RunFolder.DefaultPath(record.Command, record.Identity), choices.Force);
        using var kept = checkpoints?.Open(folder, choices, record);
        try
        {
            using (var progress = new ProgressReport(choices.Quiet, choices.Json)) compute(folder, kept, progress, interruption.Token);
            folder.Write(RunRecord.FileName, record.ToJson());
            interruption.Token.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (kept is { Exists: true })
        {
            throw new ResumableException(kept.ResumeLine);
        }
        catch (Exception e) when (checkpoints is { Resumes: false } && e is not (OperationCanceledException or IOException))
        {
            // It would end in the same way again.
            kept?.Remove();
            throw;
        }
        folder.Commit();
        kept?.Remove();
        return folder.Target;
    }
}
