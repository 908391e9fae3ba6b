using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli;

/// <summary>The course of every command that computes: check the folder, compute, write, put it in place – or leave nothing.</summary>
internal static class Computation
{
    /// <returns>The folder with the results.</returns>
    internal static string Run(RunChoices choices, RunRecord record, Action<RunFolder, IProgress<RunProgress>, CancellationToken> compute)
    {
        using var interruption = new Interruption();
        if (choices.Stored is { } stored && stored.Version != record.Version && !choices.Quiet)
            Console.Error.WriteLine($"note: the stored run was made by version {stored.Version}, this is {record.Version}; equal numbers are promised within one version only");
        using var folder = RunFolder.Open(choices.Out ?? RunFolder.DefaultPath(record.Command, record.Identity), choices.Force);
        using (var progress = new ProgressReport(choices.Quiet, choices.Json)) compute(folder, progress, interruption.Token);
        folder.Write(RunRecord.FileName, record.ToJson());
        interruption.Token.ThrowIfCancellationRequested();
        folder.Commit();
        return folder.Target;
    }
}
