using System.Globalization;
using EcramSim.Cli.Output;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Cli.Commands;

/// <summary>What <c>evaluate</c> and <c>train</c> print at their end.</summary>
internal static class EvaluationOutput
{
    internal static void WriteText(TextWriter output, EvaluationResult result, string path)
    {
        if (result.Plan.Command == "train") WriteEpochs(output, result);
        var table = new TextTable([.. EvaluationTable.Head]);
        foreach (var row in EvaluationTable.Rows(result.Summary)) table.Add([.. row]);
        table.Write(output);
        output.WriteLine($"{result.Plan.Seeds} seed{(result.Plan.Seeds == 1 ? "" : "s, mean ± 95 % interval")}; states, labels, asymmetry and energy of the simulated cells; 'estimated' counts parameters without a measurement.");
        output.WriteLine();
        if (LedgerTable.Rows(result) is { Count: > 0 } rows)
        {
            output.WriteLine("Energy of one training by cause:");
            var ledger = new TextTable([.. LedgerTable.Head]);
            foreach (var row in rows) ledger.Add([.. row]);
            ledger.Write(output);
            output.WriteLine();
        }
        output.WriteLine($"written to {path}");
    }

    internal static void WriteJson(TextWriter output, EvaluationResult result, string path)
    {
        foreach (var r in result.Summary)
            output.WriteLine(JsonLine.Of(("event", "device"), ("device", r.Device), ("algorithm", r.Algorithm), ("seeds", r.TestAccuracy.Count), ("learning_rate", r.LearningRate),
                ("test_accuracy_mean", r.TestAccuracy.Mean), ("test_accuracy_ci95", r.TestAccuracy.HalfWidth), ("energy_J", r.Energy), ("time_s", r.Time)));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }

    private static void WriteEpochs(TextWriter output, EvaluationResult result)
    {
        var table = new TextTable("epoch", "seed", "train loss", "validation (%)", "energy", "time", "pulses");
        foreach (var r in result.Rows)
            table.Add(r.Epoch.ToString(CultureInfo.InvariantCulture), r.Seed.ToString(CultureInfo.InvariantCulture), r.TrainLoss.ToString("F4", CultureInfo.InvariantCulture),
                Engineering.Percent(r.ValidationAccuracy), Engineering.WithUnit(r.Energy, "J"), Engineering.Duration(r.Time), r.Pulses?.ToString(CultureInfo.InvariantCulture) ?? "–");
        table.Write(output);
        output.WriteLine();
    }
}
