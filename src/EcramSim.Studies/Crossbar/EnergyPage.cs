using System.Globalization;
using EcramSim.Crossbar.Ledger;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary><c>report.html</c> of <c>ecram crossbar energy</c>.</summary>
internal static class EnergyPage
{
    private const string Command = "ecram crossbar energy --config run.json";

    internal static string Of(EnergyStudy study, RunRecord record)
    {
        var plan = study.Plan;
        var estimated = study.Array.Parameters.Count(p => p.Status == "estimated");
        return new HtmlReport($"The energy of a training step of {study.Network.Shape}",
            $"{plan.Steps} steps of {plan.Batch} image{(plan.Batch == 1 ? "" : "s")} of {plan.Data} were run on each device in {study.Array.Id} ({study.Array.Options.Technology!.Node}); every read, conversion, line and pulse was counted and priced.",
            [
                new ReportSection("By cause",
                    new Figure("energy", "Where the energy of a training step goes", "Shares of the causes; the total stands below the name. Ions are the writes themselves, channel is the read current.", EnergyFigures.Shares(study), EnergyTables.Energy(study), Command),
                    Causes(study), Totals(study)),
                new ReportSection("By operation", Operations(study)),
                new ReportSection("Mapping", new Table("How the layers fill tiles.", [new("layer"), new("weights"), new("tiles", true), new("cells per weight", true), new("cells used", true)],
                    [.. study.Mapping.Select(m => new TableRow([m.Layer, $"{m.Outputs} × {m.Inputs}", $"{m.Down} × {m.Across}", m.CellsPerWeight.ToString(CultureInfo.InvariantCulture), Engineering.Percent(m.Used) + " %"]))])),
                new ReportSection("Where the prices come from",
                    new Note($"{estimated} of the {study.Array.Parameters.Count} parameters of the array are estimates without a measurement; the totals are no better than they."),
                    new Table("What each entry rests on.", [new("cause"), new("reads"), new("updates")],
                        [.. CostSplit.Causes.Select(c => new TableRow([c, Rests(c, "forward"), Rests(c, "update")]))]),
                    new Table("Every parameter of array and devices.", [new("file"), new("parameter"), new("value", true), new("status"), new("source")],
                        [.. study.Parameters.Select(p => new TableRow([Path.GetFileNameWithoutExtension(p.File), p.Path, p.Text, p.Status, p.Source]))])),
            ],
            [$"EcramSim {record.Version}, run {record.Identity[..8]}, seed {record.Seeds[0]}. Again: {Command}"],
            [new Attachment(RunRecord.FileName, "The whole configuration (run.json)", "application/json", record.ToJson())]).Render();
    }

    private static string Rests(string cause, string operation) => PriceTrace.Of(cause, operation, "device") is { Count: > 0 } keys ? string.Join("; ", keys) : "–";

    private static Table Causes(EnergyStudy study) => new("Energy of one training step by cause.",
        [new("device"), .. CostSplit.Causes.Select(c => new TableColumn(c, true)), new("total", true)],
        [.. study.Results.Select(r => new TableRow([r.Device.Id, .. r.PerStep.Energy.Parts.Select(J), J(r.PerStep.Energy.Total)]))]);

    private static Table Totals(EnergyStudy study) => new("Totals, time with operations one after the other and layers too, and area.",
        [new("device"), new("learning rate", true), new("pulses per step", true), new("per inference", true), new("its time", true), new("per step", true), new("its time", true), new("per epoch", true), new("its time", true), new("area (mm²)", true)],
        [.. study.Results.Select(r => new TableRow([r.Device.Id, r.LearningRate.ToString("G4", CultureInfo.InvariantCulture), Engineering.Significant((double)r.Pulses / r.Steps),
            J(r.PerInference.Energy.Total), Engineering.Duration(r.PerInference.Time.Total), J(r.PerStep.Energy.Total), Engineering.Duration(r.PerStep.Time.Total),
            J(r.PerEpoch.Energy.Total), Engineering.Duration(r.PerEpoch.Time.Total), Engineering.Significant(1e6 * r.Bill.Area.Total)]))]);

    private static Table Operations(EnergyStudy study) => new("One training step by operation and cause.",
        [new("device"), new("operation"), .. CostSplit.Causes.Select(c => new TableColumn(c, true)), new("total", true), new("time", true)],
        [.. study.Results.SelectMany(r => r.Operations.Select(o => new TableRow([r.Device.Id, o.Operation, .. o.Cost.Energy.Parts.Select(J), J(o.Cost.Energy.Total), Engineering.Duration(o.Cost.Time.Total)])))]);

    private static TableCell J(double value) => new(Engineering.WithUnit(value, "J"), SortBy: value);
}
