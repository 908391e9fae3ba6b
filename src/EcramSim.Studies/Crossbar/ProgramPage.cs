using System.Globalization;
using EcramSim.Crossbar.Ledger;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary><c>report.html</c> of <c>ecram crossbar program</c>.</summary>
internal static class ProgramPage
{
    private const string Command = "ecram crossbar program --config run.json";

    internal static string Of(ProgramStudy study, RunRecord record)
    {
        var (plan, device) = (study.Plan, study.Array.Device!);
        var how = plan.How;
        var yield = study.Results.Average(r => r.Result.Yield);
        return new HtmlReport($"{study.Weights.Rows} × {study.Weights.Columns} weights in {device.Id}",
            FormattableString.Invariant($"{100 * yield:F1} % of the cells hold their weight within {how.Tolerance:G4} of the window's half width after at most {how.Budget} pulses; each reading has a noise of {how.ReadNoise:G4}, at most {how.Burst} pulses lie between two.")
                + (study.Scale == 1 ? "" : FormattableString.Invariant($" Weights were divided by {study.Scale} to fit the window.")),
            [
                new ReportSection("What was reached",
                    new Figure("errors", "Errors of the cells", "Share of all cells with at most this error; the tolerance is the vertical line.", ProgramFigures.Errors(study), ProgramTables.Statistics(study), Command),
                    new Figure("pulses", "Pulses of the cells", "Share of all cells that took at most so many pulses.", ProgramFigures.Pulses(study), "", Command),
                    new Table("One array per seed; errors in units of the window, time one word line after the other.",
                        [new("seed"), new("within tolerance (%)", true), new("mean error", true), new("rms error", true), new("largest", true), new("pulses per cell", true), new("rounds", true), new("energy", true), new("time", true)],
                        [.. study.Results.Select(r => new TableRow([r.Seed.ToString(CultureInfo.InvariantCulture), Engineering.Percent(r.Result.Yield), Engineering.Significant(r.Result.MeanError), Engineering.Significant(r.Result.RootMeanSquareError),
                            Engineering.Significant(r.Result.LargestError), Engineering.Significant(r.Result.MeanPulses), r.Result.Rounds.ToString(CultureInfo.InvariantCulture),
                            Engineering.WithUnit(r.Result.Bill?.Energy.Total ?? r.Result.Energy, "J"), Engineering.Duration(r.Result.Time)]))])),
                .. study.Results[0].Result.Bill is null ? Array.Empty<ReportSection>() :
                [
                    new ReportSection("What it cost", new Table("Energy of the first seed by cause.", [.. CostSplit.Causes.Select(c => new TableColumn(c, true))],
                        [new TableRow([.. study.Results[0].Result.Bill!.Value.Energy.Parts.Select(e => new TableCell(Engineering.WithUnit(e, "J")))])])),
                ],
                new ReportSection("Parameters", new Table("Every parameter of the device.", [new("parameter"), new("value", true), new("status"), new("source")],
                    [.. device.Parameters.Select(p => new TableRow([p.Path, p.Text, p.Status, p.Source]))])),
            ],
            [$"EcramSim {record.Version}, run {record.Identity[..8]}, seeds {string.Join(", ", record.Seeds)}. Again: {Command}"],
            [new Attachment(RunRecord.FileName, "The whole configuration (run.json)", "application/json", record.ToJson())]).Render();
    }
}
