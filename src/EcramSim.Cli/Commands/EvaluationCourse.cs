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
        var prepared = Evaluation.Prepare(plan with { Devices = DeviceNames.Distinct(plan.Devices), Seed = choices.Seeds[0], Seeds = choices.Seeds.Count }, library, choices.Settings, choices.Stored);
        choices.CheckSettings(library);
        EvaluationResult? result = null;
        var clock = Stopwatch.StartNew();
        var path = Computation.Run(choices, prepared.Record, checkpoints, (folder, kept, progress, cancellation) =>
        {
            result = Evaluation.Run(prepared, choices.Threads, checkpoints.Followed(new Activity(progress)), kept, cancellation);
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

    // The progress of an evaluation in a few words and figures.
    private sealed class Activity(IProgress<RunProgress> progress) : IProgress<EvaluationProgress>
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly Lock _lock = new();
        private (long Images, TimeSpan Time)? _first;

        public void Report(EvaluationProgress p) => progress.Report(new RunProgress(p.Fraction,
            $"{p.Device}{(p.Removed is null ? "" : $" without {p.Removed}")}, seed {p.Seed}, epoch {p.Epoch} of {p.Epochs}{(p.Runs > 1 ? $"; {p.RunsDone} of {p.Runs} trainings done" : "")}")
        {
            Loss = p.Loss, Accuracy = p.ValidationAccuracy, Energy = p.Energy, ImagesPerSecond = Rate(p.Images),
        });

        // Since the first report: what a resumed run did before took none of this time.
        private double? Rate(long images)
        {
            lock (_lock)
            {
                var now = _clock.Elapsed;
                _first ??= (images, now);
                return images > _first.Value.Images && now > _first.Value.Time ? (images - _first.Value.Images) / (now - _first.Value.Time).TotalSeconds : null;
            }
        }
    }
}
