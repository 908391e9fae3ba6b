using System.Diagnostics;
using System.Text.Json.Nodes;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Studies.Infer;

namespace EcramSim.Cli.Commands;

/// <summary>Course and output of <c>ecram infer</c>.</summary>
internal static class InferOutput
{
    internal static int Run(RunChoices choices, CheckpointChoices checkpoints, InferPlan plan)
    {
        var library = choices.Library();
        var prepared = InferStudy.Prepare(plan with { Seed = choices.Seeds[0], Seeds = choices.Seeds.Count }, library, choices.Settings, choices.Stored);
        choices.CheckSettings(library);
        if (!choices.Quiet) foreach (var remark in prepared.Remarks) Console.Error.WriteLine($"note: {remark}");
        InferStudy? study = null;
        var clock = Stopwatch.StartNew();
        var path = Computation.Run(choices, prepared.Record, checkpoints, (folder, kept, progress, cancellation) =>
        {
            study = InferStudy.Run(prepared, choices.Threads, progress, kept, cancellation);
            folder.Write("results.csv", InferTables.Results(study));
            folder.Write("summary.csv", InferTables.Summary(study));
            folder.Write("layers.csv", InferTables.Layers(study));
            if (study.Programming.Count > 0) folder.Write("programming.csv", InferTables.Programming(study));
            folder.Write("report.html", InferPage.Render(study));
            var timing = new JsonObject { ["wall_s"] = Math.Round(clock.Elapsed.TotalSeconds, 3), ["threads"] = choices.Threads };
            folder.Write("timing.json", timing.ToJsonString() + "\n");
        });
        if (choices.Json) WriteJson(Console.Out, study!, path);
        else WriteText(Console.Out, study!, path);
        return ExitCode.Done;
    }

    private static void WriteText(TextWriter output, InferStudy study, string path)
    {
        if (study.Programming.Count > 0)
        {
            output.WriteLine("Writing, mean over seeds; errors in units of the half window:");
            var programming = new TextTable([.. InferView.ProgrammingHead]);
            foreach (var row in InferView.ProgrammingRows(study)) programming.Add([.. row]);
            programming.Write(output);
            output.WriteLine();
        }
        var table = new TextTable([.. InferView.Head(study)]);
        foreach (var row in InferView.Rows(study)) table.Add([.. row]);
        table.Write(output);
        output.WriteLine($"{study.Input.Plan.Seeds} seed{(study.Input.Plan.Seeds == 1 ? "" : "s, mean ± 95 % interval")}; errors (root mean square, mean) and drift of the weights in units of the half window.");
        output.WriteLine();
        output.WriteLine($"written to {path}");
    }

    private static void WriteJson(TextWriter output, InferStudy study, string path)
    {
        foreach (var r in study.Summary)
            output.WriteLine(JsonLine.Of(("event", "time"), ("device", r.Device), ("compensation", r.Compensation), ("after_s", r.After), ("test_accuracy_mean", r.Accuracy?.Mean), ("test_accuracy_ci95", r.Accuracy?.HalfWidth),
                ("digital_accuracy_mean", r.Digital?.Mean), ("weight_error_rms", r.Error?.RootMeanSquare), ("weight_drift_rms", r.Error?.Drift), ("energy_per_inference_J", r.PerImage.Energy), ("time_per_inference_s", r.PerImage.Time)));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }
}
