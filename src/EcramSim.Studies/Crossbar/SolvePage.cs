using System.Globalization;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary><c>report.html</c> of <c>ecram crossbar solve</c>.</summary>
internal static class SolvePage
{
    private const string Command = "ecram crossbar solve --config run.json";
    private const int MostRows = 50;

    internal static string Of(SolveStudy study, RunRecord record, string map)
    {
        var p = study.Problem;
        var shown = study.Solutions.Take(MostRows).ToArray();
        var title = FormattableString.Invariant($"Array of {p.Rows} word lines and {p.Columns} bit lines");
        var lead = FormattableString.Invariant($"{study.Solutions.Count} input{(study.Solutions.Count == 1 ? "" : "s")}; {p.Wiring.WordResistance} ohm per word segment, {p.Wiring.BitResistance} ohm per bit segment, {p.Wiring.DriverResistance} ohm at drivers, {p.Wiring.SenseResistance} ohm at sinks. Node voltages to {shown.Max(s => s.ErrorEstimate):G2} V.");
        var blocks = new IReportBlock[]
        {
            new Table(FormattableString.Invariant($"Powers of {shown.Length} of {study.Solutions.Count} inputs, and the sum of the currents out of all bit lines against that of the same ohmic cells without wires."),
                [new("input", true), new("sources, W", true), new("cells, W", true), new("wires, W", true), new("in less out", true, "what does not balance, relative to the power of the sources"), new("sum of currents, A", true), new("without wires, A", true), new("iterations", true)],
                [.. shown.Select((s, k) => new TableRow([(k + 1).ToString(CultureInfo.InvariantCulture), Engineering.Significant(s.SourcePower), Engineering.Significant(s.CellPower), Engineering.Significant(s.WirePower),
                    (s.SourcePower == 0 ? 0 : (s.SourcePower - s.DissipatedPower) / s.SourcePower).ToString("0.#e0", CultureInfo.InvariantCulture), Engineering.Significant(s.BitCurrents.Sum()),
                    Engineering.Significant(Enumerable.Range(0, p.Columns).Sum(j => study.IdealCurrent(k, j))), s.Iterations.ToString(CultureInfo.InvariantCulture)]))]),
            new Figure("voltage-drop", "What the wires take from each cell", "Voltage between the sources of a cell's two lines, less the voltage over the cell; first input.", map, "", Command),
        };
        return new HtmlReport(title, lead, [new ReportSection("Solution", blocks)], [$"EcramSim {record.Version}, run {record.Identity[..8]}. Again: {Command}"], []).Render();
    }
}
