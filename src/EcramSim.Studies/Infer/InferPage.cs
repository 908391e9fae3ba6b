using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Infer;

/// <summary><c>report.html</c> of <c>ecram infer</c>.</summary>
public static class InferPage
{
    private const string Command = "ecram infer --config run.json";

    /// <summary>The HTML document; equal results give equal bytes.</summary>
    public static string Render(InferStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var (plan, record) = (study.Input.Plan, study.Input.Record);
        List<ReportSection> sections = [Accuracy(study), Weights(study)];
        if (study.Programming.Count > 0)
            sections.Add(new ReportSection("Writing", new Table("Writing by pulses with verification, from cells at the middle of their window; errors in units of the half window; means over seeds.",
                [.. InferView.ProgrammingHead.Select((h, i) => new TableColumn(h, i > 1))], [.. InferView.ProgrammingRows(study).Select(r => new TableRow([.. r.Select(c => new TableCell(c))]))])));
        sections.Add(Method(study));
        sections.Add(new ReportSection("Parameters", new Table("Every parameter of the devices.", [new("file"), new("parameter"), new("value", true), new("status"), new("source")],
            [.. study.Input.Everything.SelectMany(h => h.Device?.Parameters ?? []).Distinct().Select(p => new TableRow([Path.GetFileNameWithoutExtension(p.File), p.Path, p.Text, p.Status, p.Source]))])));
        return new HtmlReport($"{plan.Network} on {plan.Data}, over time", Lead(study), sections,
            [$"EcramSim {record.Version}; configuration {record.Identity[..8]}; seeds {string.Join(", ", plan.AllSeeds)}. Again: {Command}"],
            [new Attachment(RunRecord.FileName, "The whole configuration (run.json): input of --config", "application/json", record.ToJson())]).Render();
    }

    private static string Lead(InferStudy study)
    {
        var plan = study.Input.Plan;
        var how = plan.TrainedInArray ? $"trained in the array ({plan.Algorithm})" : plan.How is null ? "written exactly" : "written by pulses and verified";
        var text = $"Weights {how}; {plan.Seeds} {(plan.Seeds == 1 ? "seed" : "seeds")}, {plan.Reads} {(plan.Reads == 1 ? "reading" : "readings")} of the test set at each time.";
        foreach (var device in study.Summary.Where(r => r.Compensation == plan.Compensation[0] && r.Accuracy is not null).GroupBy(r => r.Device))
        {
            var (first, last) = (device.First(), device.Last());
            text += $" {device.Key}: {Engineering.Percent(first.Accuracy!.Mean)} % {(first.After == 0 ? "at the start" : "after " + InferFigures.Label(first.After))}, {Engineering.Percent(last.Accuracy!.Mean)} % after {InferFigures.Label(last.After)}.";
        }
        return text;
    }

    private static ReportSection Accuracy(InferStudy study)
    {
        List<IReportBlock> blocks = [.. study.Input.Remarks.Select(r => new Note(r))];
        blocks.Add(new Table("Accuracy on the test set by correction, mean over seeds with the half-width of its 95 % interval; weight errors (root mean square, mean) and drift in units of the half window.",
            [.. InferView.Head(study).Select((h, i) => new TableColumn(h, i > 0))], [.. InferView.Rows(study).Select(r => new TableRow([.. r.Select(c => new TableCell(c))]))]));
        var known = study.Summary.Where(r => r.Accuracy is not null).Select(r => r.Device).Distinct().ToArray();
        if (known.Length > 1)
        {
            var (svg, csv) = InferFigures.Devices(study);
            blocks.Add(new Figure("devices", "Accuracy of all devices", $"Mean over seeds, compensation {study.Input.Plan.Compensation[0]}.", svg, csv, Command));
        }
        foreach (var (i, device) in known.Index())
        {
            var (svg, csv) = InferFigures.Accuracy(study, device);
            blocks.Add(new Figure($"accuracy-{i + 1}", $"Accuracy of {device}", "Mean over seeds with its 95 % interval; logarithmic time, the start a decade before the first time.", svg, csv, Command));
        }
        return new ReportSection("Accuracy over time", [.. blocks]);
    }

    private static ReportSection Weights(InferStudy study)
    {
        List<IReportBlock> blocks = [new BulletList([.. study.Input.Everything.Select(h => $"{h.Name}: {RetentionKind.Of(h).Words}{(h.Device?.Stack is { } s ? FormattableString.Invariant($", at {s.Temperature} K, gate {s.Pulse.After.ToString().ToLowerInvariant()} while it waits") : "")}."), .. study.Input.Layers.Select(l => $"Layer {l.Pattern} is held by {l.Hardware.Name}, whatever holds the others.")])];
        if (InferFigures.Drift(study) is { } drift)
            blocks.Add(new Figure("drift", "Drift of the weights", "Root mean square over all weights of all arrays since they were new, in per cent of the half window; both axes are logarithmic.", drift.Svg, drift.Csv, Command));
        foreach (var (i, h) in study.Input.Everything.Index())
            if (h.Device is { } device && InferFigures.Weights(study, device) is { } weights)
                blocks.Add(new Figure($"weights-{i + 1}", $"What becomes of a weight of {h.Name}", "Weight of the nominal cell after each time, over the weight at the start; ±1 are the ends of the used window.", weights.Svg, weights.Csv, Command));
        return new ReportSection("What time does to the weights", [.. blocks]);
    }

    private static ReportSection Method(InferStudy study)
    {
        var plan = study.Input.Plan;
        return new ReportSection("How it was measured", new BulletList(
        [
            "Time counts from the end of the writing or of the training. The drift of a weight is that of the reference cell at the temperature of the run; what a pulse left unsettled decays too. Reading is a look that neither ages nor disturbs the cells, and its converters draw the same noise at every time.",
            $"Corrections read {plan.CalibrationVectors} known vectors per layer when the weights are new and again at each time. `global`: one factor per layer. `per-column`: a factor and a share of the sum of the inputs per output. Their energy and time stand in results.csv.",
            plan.Recalibrate is null ? "Weights were not written again." : $"Weights were written again every {InferFigures.Label(plan.RefreshInterval!.Value)}; a time on which that falls is read after it.",
            study.Summary.Any(r => r.PerImage.Energy is not null) ? "Energy of an inference is that of its reads, conversions and digital corrections with the prices of the array file." : "The array file names no technology, so reads have no price.",
            "`digital (%)` is the network with float32 weights: for weights trained in the array, a digital training of the same seed.",
        ]));
    }
}
