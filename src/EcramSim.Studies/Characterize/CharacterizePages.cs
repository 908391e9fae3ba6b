using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Characterize;

/// <summary>The pages of <c>ecram characterize</c>: a data sheet per device, and a comparison of several; each opens from disk.</summary>
internal static class CharacterizePages
{
    internal const string Command = "ecram characterize --config run.json";

    // The list of pages names them all.
    private const int MostNamed = 6;

    /// <summary>File name and text of every page; <c>report.html</c> is the data sheet of a single device, or the comparison of several.</summary>
    internal static IEnumerable<(string File, string Text)> Of(Characterization result, RunRecord record)
    {
        if (result.Behaviours is [var only])
        {
            yield return ("report.html", Sheet(result, only, record, withRecord: true));
            yield break;
        }
        yield return ("report.html", Comparison(result, record));
        foreach (var behaviour in result.Behaviours) yield return (FileOf(behaviour), Sheet(result, behaviour, record, withRecord: false));
    }

    private static string FileOf(Behaviour b) => b.Device.Id + ".html";

    private static string Sheet(Characterization result, Behaviour b, RunRecord record, bool withRecord)
    {
        var estimated = b.Device.Parameters.Count(p => p.Status == "estimated");
        var lead = $"Data sheet of {b.Device.Id}: what one cell does under potentiating and depressing pulses of equal shape. All numbers follow from the model files; none is typed in. {estimated} of {b.Device.Parameters.Count} parameters are estimates without a measurement.";
        return new HtmlReport(b.Device.Title, lead, DeviceSections.Of(result, b), Footer(record),
            withRecord ? [new Attachment(RunRecord.FileName, "The whole configuration (run.json)", "application/json", record.ToJson())] : []).Render();
    }

    private static string Comparison(Characterization result, RunRecord record)
    {
        var all = result.Behaviours;
        var names = string.Join(", ", all.Select(b => b.Device.Id));
        var shape = new List<IReportBlock>
        {
            new PageLinks([.. all.Select(b => (FileOf(b), $"{b.Device.Id}: {b.Device.Title}"))]),
            new Figure("comparison", "Potentiation and depression of all devices",
                "Up the range and down again on common axes: the diagonal is a perfectly linear device, the mirror image of the rise a perfectly symmetric one.",
                CharacterizeFigures.Comparison(result.Devices), CharacterizeTables.Curve(result.Devices, []), Command),
            new Figure("comparison-steps", "Steps of all devices against the state",
                "Each relative to its mean step, up above and down below zero: level lines are linear devices. Lines that leave the frame have steps beyond four times their mean.",
                BehaviourFigures.Steps(all), CharacterizeTables.Steps(result.Devices), Command),
        };
        if (BehaviourFigures.Relaxation(all) is { } relaxation)
            shape.Add(new Figure("comparison-relaxation", "Relaxation with open gate at 25 °C", "The state of each window that loses most, until a tenth of the range and the time constant are passed or a hundred years are over. Devices without a stack are missing.",
                relaxation, BehaviourTables.Relaxation(all), Command));
        var sections = new List<ReportSection> { new("Side by side", [.. shape]), new("Numbers", [.. DeviceSections.Tables(all)]) };
        if (result.Published.Count > 0) sections.Add(new("Published figures", LiteratureTable.Block("Published figures beside the model's. Ratios to look at: nothing is tuned to them.", result.Published)));
        return new HtmlReport($"{all.Count} devices under pulses",
            $"What one cell of {(all.Count > MostNamed ? "each" : names)} does under potentiating and depressing pulses of equal shape. All numbers follow from the model files; none is typed in.",
            sections, Footer(record), [new Attachment(RunRecord.FileName, "The whole configuration (run.json)", "application/json", record.ToJson())]).Render();
    }

    private static string[] Footer(RunRecord record) => [$"EcramSim {record.Version}, run {record.Identity[..8]}, seeds {string.Join(", ", record.Seeds)}. Again: {Command}"];
}
