using System.Globalization;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary><c>report.html</c> of <c>ecram crossbar disturb</c>.</summary>
internal static class DisturbPage
{
    private const string Command = "ecram crossbar disturb --config run.json";

    internal static string Of(DisturbStudy study, RunRecord record)
    {
        var plan = study.Plan;
        var limit = (100 * plan.Limit).ToString("G3", CultureInfo.InvariantCulture);
        var size = plan.Size.ToString(CultureInfo.InvariantCulture);
        return new HtmlReport("What half-selected cells bear",
            $"Pulses at a half and a third of the voltage move cells that were not meant. The limit is {limit} % of the range, reached from the worst state of the used window with all pulses in the worse direction; without selectors.",
            [
                new ReportSection("Disturb",
                    new Table($"Of n × n cells written one after the other, a cell shares a line with 2(n − 1) others (V/2), or all n² − 1 others disturb it (V/3). The last columns count the pulses that each cell of a {size} × {size} array bears.",
                        [new("device"), new("scheme"), new("step, up (%)", true, "step at the part of the voltage over the whole step, at w = 0"), new("step, down (%)", true, "the same, depressing"),
                            new("pulses", true, $"until {limit} % of the range, all in one direction"), new("in turn", true, "the same with pulses up and down in turn"),
                            new("largest n", true, "every cell written with one pulse"), new("largest n, 1000", true, "every cell written with a thousand pulses"), new($"pulses per cell, n = {size}", true)],
                        [.. study.Rows.Select(r => new TableRow([r.Device.Id + (r.IsAssumed ? " *" : ""), r.SchemeName, Engineering.Percent(r.RatioUp), Engineering.Percent(r.RatioDown),
                            N(r.Budget.SameDirection), N(r.Budget.Alternating), N(r.LargestArray), N(r.LargestArrayOften), N(r.Updates)]))]),
                    new Note("* The device is known by its update law alone: an ohmic cell is assumed, whose step is proportional to the voltage.")),
                new ReportSection("What arrives at the gates",
                    new Table(FormattableString.Invariant($"Lines of {plan.WordResistance} and {plan.BitResistance} ohm per cell, capacitance of {plan.Technology.Node}. The gate conducts its mean current over its voltage."),
                        [new("device"), new("scheme"), new("gate (S)", true), new($"voltage at the far corner, n = {size} (%)", true), new("largest n by drop", true, "a whole line of pulsed gates loses 1 % at its end"), new("largest n by delay", true, "the Elmore delay of the line is a tenth of the pulse"), new("pulse width", true)],
                        [.. study.Rows.Where(r => !r.IsAssumed).Select(r => new TableRow([r.Device.Id, r.SchemeName, Engineering.Significant(r.GateConductance), Engineering.Percent(r.Selected), N(r.LargestByDrop), N(r.LargestByDelay), Engineering.WithUnit(r.PulseWidth, "s")]))])),
            ],
            [$"EcramSim {record.Version}, run {record.Identity[..8]}. Again: {Command}"],
            [new Attachment(RunRecord.FileName, "The whole configuration (run.json)", "application/json", record.ToJson())]).Render();
    }

    private static string N(double? value) => DisturbRow.Count(value);
}
