using System.Globalization;
using EcramSim.Studies.Characterize;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Fit;

/// <summary><c>report.html</c> of <c>ecram fit</c>.</summary>
internal static class FitPage
{
    private const string Command = "ecram fit --config run.json";

    internal static string Of(FitStudy study, RunRecord record)
    {
        var data = study.Data;
        var lead = FormattableString.Invariant($"{study.Chosen.Name} explains {study.Chosen.Fits.Sum(f => f.Steps)} pulses of {data.Name} best of {study.Candidates.Count} laws; its mean curve lies {100 * study.Chosen.CurveError:F2} % of the range (root mean square) from the readings.");
        var blocks = new List<IReportBlock>
        {
            new Paragraph($"Read as: {data.Layout}; direction from {data.Direction}; values in {(data.Unit == "S" ? "siemens" : "normalised units")}; {study.Branches.Count} branches of {study.Chosen.Fits.Count} cell{(study.Chosen.Fits.Count == 1 ? "" : "s")}."),
        };
        if (data.Notes.Count > 0) blocks.Add(new BulletList(data.Notes));
        if (study.Evolution.Length > 0) blocks.Add(new Paragraph($"Between pulses: {study.Evolution}."));
        foreach (var warning in study.Warnings) blocks.Add(new Note(warning));
        blocks.Add(new Figure("pulses", "Measured pulses and the fitted law", "Each branch begins at its first reading; the line is the mean, without noise.", FitFigures.Pulses(study), FitTables.Residuals(study), Command));
        blocks.Add(new Figure("steps", "Change per pulse against the state", "Differences of neighbouring readings; the band is one standard deviation of such a difference: noise of the pulse and of two readings.", FitFigures.Steps(study), FitTables.Steps(study), Command));
        blocks.Add(new Figure("residuals", "Residuals", "Reading less its prediction, over the standard deviation that the law gives it. Trends show what the law does not know.", FitFigures.Residuals(study), FitTables.Residuals(study), Command));
        if (study.Relaxation is { } r) blocks.Add(new Figure("retention", "Retention", "The record over time and its relaxation towards the convergence point.", FitFigures.Retention(r), FitTables.Retention(r), Command));
        var behaviour = Behaviour.Of(study.Device);
        var numbers = new IReportBlock[]
        {
            new Table("Parameters of the chosen law with 95 % intervals from the likelihood.", [new("device"), new("parameter"), new("value", true), new("interval", true), new("unit"), new("remark")],
                [.. study.PrintedRows().Select(r => new TableRow([r.Row.Device, r.Row.Name, r.Text.Value, r.Text.Interval, r.Text.Unit, r.Row.Problem]))]),
            new Table("Laws, best first. The criterion weighs likelihood against the number of parameters: smaller is better.", [new("law"), new("parameters", true), new("ln L", true), new("AIC", true), new("BIC", true), new("curve error, % of range", true)],
                [.. study.Candidates.Select(c => new TableRow([c.Name, c.Parameters.ToString(CultureInfo.InvariantCulture), F(c.LogLikelihood), F(c.Aic), F(c.Bic), (100 * c.CurveError).ToString("F2", CultureInfo.InvariantCulture)], ReferenceEquals(c, study.Chosen)))]),
            new Table("Variation of the mean step.", [new("direction"), new("branches", true), new("cells", true), new("mean step", true), new("cycle to cycle, %", true), new("device to device, %", true)],
                [.. study.Variations.Select(v => new TableRow([v.Up ? "up" : "down", v.Cycles.ToString(CultureInfo.InvariantCulture), v.Devices.ToString(CultureInfo.InvariantCulture), data.Unit == "1" ? N(v.MeanStep) : Engineering.WithUnit(v.MeanStep, data.Unit), N(100 * v.CycleToCycle), N(100 * v.DeviceToDevice)]))]),
            new Table("Data sheet of the fitted device.", [new("quantity"), new("value", true)],
                [.. Quantity.All.Where(q => q.Value(behaviour) is not null).Select(q => new TableRow([q.Label.Trim(), q.Show(q.Value(behaviour))]))]),
        };
        return new HtmlReport($"Fit of {data.Name}", lead, [new ReportSection("Pulses", [.. blocks]), new ReportSection("Numbers", numbers)],
            [$"EcramSim {record.Version}, run {record.Identity[..8]}. Again: {Command}"],
            [new Attachment("device.json", "The device file (device.json)", "application/json", DeviceFile.Text(study.Document)), new Attachment(RunRecord.FileName, "The whole configuration (run.json)", "application/json", record.ToJson())]).Render();
    }

    private static string N(double? value) => value is { } v && double.IsFinite(v) ? Engineering.Significant(v) : "–";

    private static string F(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
