using System.Diagnostics;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary>What <c>evaluate</c> and <c>train</c> have in common: resolve, train, write, print.</summary>
internal static class EvaluationCourse
{
    internal static int Run(RunChoices choices, CheckpointChoices checkpoints, EvaluationPlan plan)
    {
        var library = choices.Library();
        var prepared = Evaluation.Prepare(plan with { Devices = DeviceNames.Distinct(plan.Devices), Seed = choices.Seeds[0], Seeds = choices.Seeds.Count }, library, choices.Settings);
        choices.CheckSettings(library);
        EvaluationResult? result = null;
        var clock = Stopwatch.StartNew();
        var path = Computation.Run(choices, prepared.Record, checkpoints, (folder, kept, progress, cancellation) =>
        {
            result = Evaluation.Run(prepared, choices.Threads, new Activity(progress), kept, cancellation);
            folder.Write("results.csv", ResultTables.Results(result.Rows));
            folder.Write("summary.csv", ResultTables.Summary(result.Summary));
            if (result.Removals.Count > 0) folder.Write("removals.csv", ResultTables.Removals(result.Removals));
            if (result.Rows.Any(r => r.Bill is not null)) folder.Write("ledger.csv", ResultTables.Ledger(result.Rows));
            foreach (var (seed, file) in result.Weights) folder.Write(result.Weights.Count == 1 ? "weights.safetensors" : FormattableString.Invariant($"weights-seed{seed}.safetensors"), file);
            folder.Write("report.html", EvaluationReport.Render(result));
            folder.Write("timing.json", TimingFile.Text(result.Timings, choices.Threads, clock.Elapsed.TotalSeconds));
        });
        if (choices.Json) EvaluationOutput.WriteJson(Console.Out, result!, path);
        else EvaluationOutput.WriteText(Console.Out, result!, path);
        return ExitCode.Done;
    }

    // The progress of an evaluation in a few words.
    private sealed class Activity(IProgress<RunProgress> progress) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress p) => progress.Report(new RunProgress(p.Fraction,
            $"{p.Device}{(p.Removed is null ? "" : $" without {p.Removed}")}, seed {p.Seed}, epoch {p.Epoch} of {p.Epochs}; {p.RunsDone} of {p.Runs} trainings done"));
    }
}
