using System.Globalization;
using EcramSim.Ecram;
using EcramSim.Studies.Characterize;
using EcramSim.Studies.Report;

namespace EcramSim.Studies.Evaluate;

/// <summary>The page of an evaluation: the table, who is ahead and why, each device's steps, published figures, where the numbers come from.</summary>
public static class EvaluationReport
{
    /// <summary>The HTML document; equal results give equal bytes.</summary>
    public static string Render(EvaluationResult result)
    {
        var devices = result.Hardware.Where(h => h.Device is not null).Select(h => h.Device!).ToArray();
        List<ReportSection> sections = [Results(result)];
        if (OfTheArray(result, Evaluation.Wires, "What the wires cost", "through wires", "without wires") is { } wires) sections.Add(wires);
        if (OfTheArray(result, Evaluation.HalfSelect, "What half-selection costs", "without selectors", "with selectors") is { } half) sections.Add(half);
        if (Why(result) is { } why) sections.Add(why);
        if (devices.Length > 0) sections.Add(Steps(result, devices));
        if (devices.SelectMany(PublishedRatio.Of).ToArray() is { Length: > 0 } ratios) sections.Add(Published(ratios));
        if (LedgerTable.Of(result) is { } ledger) sections.Add(new ReportSection("Where energy, time and area go", new Paragraph(LedgerTable.Explanation), ledger));
        sections.Add(Method(result));
        if (devices.Length > 0) sections.Add(Sources(result));
        return new HtmlReport("What the devices do in training", Lead(result), sections,
            [$"EcramSim {result.Record.Version}; configuration {result.Record.Identity[..8]}; seeds {string.Join(", ", result.Plan.AllSeeds)}."],
            [new Attachment("run.json", "The whole configuration (run.json): input of --config", "application/json", result.Record.ToJson())]).Render();
    }

    private static string Fixed(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    private static string Command(EvaluationResult result) => $"ecram {result.Plan.Command} --config run.json";

    private static string Lead(EvaluationResult result)
    {
        var plan = result.Plan;
        var best = result.Summary.Where(r => r.Kind != "baseline").OrderByDescending(r => r.TestAccuracy.Mean).FirstOrDefault();
        var ideal = result.Summary.FirstOrDefault(r => r.Device == "ideal") ?? result.Summary.FirstOrDefault(r => r.Kind == "baseline");
        var text = $"{plan.Network} on {plan.Data}, {plan.Epochs} epochs, batch {plan.Batch}, {plan.Algorithm}, {plan.Seeds} {(plan.Seeds == 1 ? "seed" : "seeds")}.";
        if (best is null) return text;
        text += $" The best device is {best.Device} with {Engineering.Percent(best.TestAccuracy.Mean)} % test accuracy";
        return ideal is null ? text + "." : $"{text}; {ideal.Device} reaches {Engineering.Percent(ideal.TestAccuracy.Mean)} %.";
    }

    private static ReportSection Results(EvaluationResult result)
    {
        var (accuracy, accuracyCsv) = EvaluationFigures.Accuracy(result.Summary);
        var (learning, learningCsv) = EvaluationFigures.Learning(result.Rows);
        TableColumn[] columns =
        [
            new("device"), new("test accuracy (%)", true, "mean over seeds with the half-width of its 95 % interval (Student's t)"),
            new("learning rate", true), new("states by step", true, "range / mean step"), new("states by noise", true, "range / (2σ), σ from pulse to pulse"),
            new("label up", true, "nonlinearity of potentiation: positive saturates, negative is convex"), new("label down", true, "the same for depression"),
            new("asymmetry", true, "⟨|ΔG↑+ΔG↓|⟩ / ⟨ΔG↑−ΔG↓⟩ between 10 and 90 % of the range"), new("symmetry point (%)", true, "state at which up and down steps are equal"),
            new("energy per pulse", true, "dissipated in the cell, mean of both directions over the used window"),
            new("training energy", true, "all programming pulses of one training, and everything else that the array file prices; without a technology there, the cells alone"),
            new("training time", true, "pulse slots and reads of the simulated array"), new("estimated", true, "parameters without a measurement, of all"),
        ];
        var rows = result.Summary.Select(r => new TableRow(
        [
            r.Device,
            new TableCell(r.TestAccuracy.HalfWidth is { } half ? $"{Engineering.Percent(r.TestAccuracy.Mean)} ± {Engineering.Percent(half)}" : Engineering.Percent(r.TestAccuracy.Mean),
                SortBy: r.TestAccuracy.Mean),
            new TableCell(EvaluationTable.Rate(r), SortBy: r.LearningRate),
            new TableCell(Engineering.Significant(r.StatesByStep), SortBy: r.StatesByStep), new TableCell(Engineering.Significant(r.StatesByNoise), SortBy: r.StatesByNoise),
            Fixed(r.NonlinearityUp, "F2"), Fixed(r.NonlinearityDown, "F2"), Fixed(r.Asymmetry, "F3"), Engineering.Significant(r.SymmetryPoint),
            new TableCell(Engineering.WithUnit(r.EnergyPerPulse, "J"), SortBy: r.EnergyPerPulse), new TableCell(Engineering.WithUnit(r.Energy, "J"), SortBy: r.Energy),
            new TableCell(Engineering.Duration(r.Time), SortBy: r.Time), r.Parameters == 0 ? "–" : $"{r.Estimated} of {r.Parameters}",
        ], IsHighlighted: r.Kind == "baseline"));
        return new ReportSection("Results",
            new Table("Every device and baseline (baselines set off). The test set was read once, after the last epoch.", columns, [.. rows]),
            new Figure("accuracy", "Test accuracy", "Mean over seeds with its 95 % interval; open circles are baselines.", accuracy, accuracyCsv, Command(result)),
            new Figure("learning", "Learning curves", "Accuracy on the held-out 15 % of the training set after every epoch, mean over seeds.", learning, learningCsv, Command(result)));
    }

    // The same table for what belongs to the array.
    private static ReportSection? OfTheArray(EvaluationResult result, string removed, string heading, string with, string without)
    {
        var rows = result.Removals.Where(r => r.Removed == removed).ToArray();
        return rows.Length == 0 ? null : new ReportSection(heading,
            new Table($"Test accuracy (%) of the first seed {with}, and of the same training {without}. A difference below about one point is within the noise of one seed.",
                [new("device"), new(with, true), new(without, true), new("cost (points)", true)],
                [.. rows.Select(r => new TableRow([r.Device, Engineering.Percent(r.With), Engineering.Percent(r.Without), Engineering.Percent(r.Without - r.With)]))]));
    }

    private static ReportSection? Why(EvaluationResult result)
    {
        var sentences = OrderOfDevices.Explain(result.Summary, result.Removals);
        if (sentences.Count == 0) return null;
        List<IReportBlock> blocks = [new Paragraph(sentences[0])];
        var devices = result.Summary.Count(r => r.Asymmetry is not null);
        blocks.AddRange(sentences.Skip(1).Take(sentences.Count - 1 - devices).Select(s => new Paragraph(s)));
        if (result.Removals.Count > 0)
        {
            string[] removed = [.. result.Removals.Select(r => r.Removed).Distinct()];
            blocks.Add(new Table("Test accuracy (%) of the first seed as the device is, and with one non-ideality taken away.",
                [new TableColumn("device"), new TableColumn("as it is", true), .. removed.Select(r => new TableColumn("without " + r, true))],
                [.. result.Removals.GroupBy(r => r.Device).Select(d => new TableRow(
                [
                    d.Key, Engineering.Percent(d.First().With),
                    .. removed.Select(name => new TableCell(Engineering.Percent(d.FirstOrDefault(r => r.Removed == name)?.Without))),
                ]))]));
        }
        if (result.Removals.Count > 0)
            blocks.Add(new Paragraph("One seed: a difference below about one point is within its noise. A gain above says what limits the device; a loss says that the non-ideality helps here, as noise sometimes does."));
        blocks.Add(new BulletList([.. sentences.Skip(sentences.Count - devices)]));
        foreach (var (id, column, label, value) in Causes)
            if (result.Summary.Count(r => value(r) is > 1e-4) > 1)
            {
                var (svg, csv) = EvaluationFigures.AgainstCause(result.Summary, column, label, value);
                blocks.Add(new Figure(id, "Accuracy against " + label.ToLowerInvariant(), "One point per device, mean over seeds.", svg, csv, Command(result)));
            }
        return new ReportSection("Why the devices stand in this order", [.. blocks]);
    }

    private static readonly (string Id, string Column, string Label, Func<SummaryRow, double?> Value)[] Causes =
    [
        ("asymmetry", "asymmetry", "Asymmetry", r => r.Asymmetry),
        ("states-by-step", "states_by_step", "States by step", r => r.StatesByStep),
        ("states-by-noise", "states_by_noise", "States by noise", r => r.StatesByNoise),
    ];

    private static ReportSection Steps(EvaluationResult result, CellDevice[] devices)
    {
        var figures = devices.Select((device, i) =>
        {
            var (svg, csv) = EvaluationFigures.Steps(device.DataSheet);
            var writing = device.DataSheet.Writing is { } w
                ? $" {(w.PotentiatingPolarity > 0 ? "Positive" : "Negative")} gate pulses potentiate; {Engineering.WithUnit(w.PulseWidth, "s")} pulses, {Engineering.WithUnit(w.EnergyPerPulse, "J")} each."
                : "";
            // A file of one's own may have any name; the id of a figure must be plain.
            return (IReportBlock)new Figure($"steps-{i + 1}", device.Id, $"{device.Title}.{writing}", svg, csv, $"ecram characterize {device.Id}");
        });
        return new ReportSection("Change per pulse of each device", [.. figures]);
    }

    private static ReportSection Published(PublishedRatio[] ratios) => new("The models against published figures",
        new Paragraph("Nothing in the models is tuned to these figures, except where a parameter of the device file has the status fitted; a ratio far from 1 says what the model does not know."),
        LiteratureTable.Block("Published figures and what the model gives.", ratios));

    private static ReportSection Method(EvaluationResult result) => new("How it was measured", new BulletList(
    [
        "15 % of the training set, fixed by the seed, is held out for validation; learning rates look at it only. The test set is read once, after the last epoch.",
        "For one seed all devices see the same split, the same order of images and the same first weights.",
        "`float32`: digital weights. `exact`: analog layers without quantisation and noise. `ideal`: exact update, real converters and read noise. `gokmen-vlasov`: the idealised resistive device.",
        result.Rows.Any(r => r.Bill is not null)
            ? "Energy and time are those of every read, write and conversion, with the prices of the array file; validation and test are not in it."
            : "Energy is what the programming pulses dissipate in the cells; this array file names no technology, so lines, converters and digital logic are not in it. Time counts pulse slots, for both polarities, and reads.",
        "A cell without a figure for cycle-to-cycle noise has the shot noise of its ions only: its states by noise are an upper bound.",
        result.Plan.SearchLearningRate ? "Learning rates were searched: five values, a tenth of the budget each, best validation accuracy." : "Learning rates, with parameters of the rule and the scaling of first weights, come from the device files, with their evidence, or else from the network file.",
    ]));

    private static ReportSection Sources(EvaluationResult result)
    {
        var count = result.Parameters.GroupBy(p => p.Status).ToDictionary(g => g.Key, g => g.Count());
        int Count(string status) => count.GetValueOrDefault(status);
        var note = $"Of {result.Parameters.Count} parameters of devices, materials and electrolytes, {Count("measured")} are measured, {Count("fitted")} fitted, {Count("estimated")} estimated" +
            (Count("set") > 0 ? $" and {Count("set")} set on the command line." : ".");
        return new ReportSection("Where the numbers come from", new Note(note),
            new Table("Every parameter of the devices.", [new("file"), new("parameter"), new("value", true), new("status"), new("source")],
                [.. result.Parameters.Select(p => new TableRow([Path.GetFileNameWithoutExtension(p.File), p.Path, p.Text, p.Status, p.Source]))]));
    }
}
