using System.Globalization;
using System.Text;
using EcramSim.Ecram.Published;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Report;

namespace EcramSim.Studies.Characterize;

/// <summary>Published figures beside the model's as people read them.</summary>
public static class LiteratureTable
{
    /// <summary>What a figure is of, with its conditions.</summary>
    public static string Subject(PublishedRatio row) =>
        row.Published.At.Text.Length == 0 ? row.Published.Quantity.Label : $"{row.Published.Quantity.Label}, {row.Published.At.Text}";

    /// <summary>Model / published in three digits; "–" where there is none.</summary>
    public static string Ratio(PublishedRatio row) => row.Ratio is { } r ? Significant(r) : "–";

    /// <summary>The note, that the value is an input, and why there is no model's value.</summary>
    public static string Remark(PublishedRatio row)
    {
        var parts = new List<string>();
        if (row.Published.Quantity.How == PublishedHow.Input && row.Published.Note != "input" && row.Model is not null) parts.Add("input of the file");
        if (row.Published.Note.Length > 0) parts.Add(row.Published.Note);
        if (row.Why.Length > 0) parts.Add($"not computed: {row.Why}");
        return string.Join("; ", parts);
    }

    /// <summary>The table of a page.</summary>
    public static Table Block(string caption, IReadOnlyList<PublishedRatio> rows) => new(caption,
        [new("device"), new("quantity"), new("published", true), new("model", true), new("model / published", true), new("mark"), new("source")],
        [.. rows.Select(r => new TableRow([r.Device, Subject(r), Published(r), Model(r), Ratio(r), r.Published.Mark,
            Remark(r) is { Length: > 0 } remark ? $"{r.Published.Source} ({remark})" : r.Published.Source]))]);

    /// <summary>The page docs/literature.md.</summary>
    public static string Page(IReadOnlyList<PublishedRatio> rows)
    {
        var computed = rows.Count(r => r.Model is not null);
        return FormattableString.Invariant($"""
            # Library against literature

            Written by `ecram devices literature > docs/literature.md`; a test holds this page to what the program computes. Every figure that the device
            files name is here, {computed} of {rows.Count} with a counterpart of the model; the others say why they have none. Nothing is tuned to these figures,
            except where a parameter of a device file has the status `fitted`: then a ratio near 1 is no evidence, and the remark says so. *recollection*
            marks figures from memory that were not checked against the publication. ≤ and ≥ are bounds. "input" is a value that the file took over.


            """).ReplaceLineEndings("\n") + Markdown(rows);
    }

    /// <summary>The whole table in Markdown, one row per figure.</summary>
    public static string Markdown(IReadOnlyList<PublishedRatio> rows)
    {
        var text = new StringBuilder();
        text.Append("| device | quantity | published | model | model / published | mark | remark | source |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Device}` | {Subject(row)} | {Published(row)} | {Model(row)} | {Ratio(row)} | {row.Published.Mark} | {Remark(row)} | {row.Published.Source} |\n");
        return text.ToString();
    }

    private static string Published(PublishedRatio row) => row.Published.Value is null ? "no number"
        : row.Published.Bound switch { "at most" => "≤ ", "at least" => "≥ ", _ => "" } + row.Published.Text;

    /// <summary>The model's value with a unit that people read.</summary>
    public static string Model(PublishedRatio row)
    {
        if (row.Model is not { } value) return "–";
        if (double.IsInfinity(value)) return "no end";
        var d = row.Published.Quantity.Dimension;
        return d.Name switch
        {
            "number" => Significant(value),
            "time" => Engineering.Duration(value),
            "energy" => Engineering.WithUnit(value, "J"),
            "voltage" => Engineering.WithUnit(value, "V"),
            "current" => Engineering.WithUnit(value, "A"),
            "conductance" => Engineering.WithUnit(value, "S"),
            "frequency" => Engineering.WithUnit(value, "Hz"),
            "length" => Engineering.WithUnit(value, "m"),
            "energy per area" => Significant(value * 1e6) + " aJ/µm²",
            "energy per conductance" => Significant(value * 1e9) + " aJ/nS",
            "energy per area and conductance" => Significant(value * 1e-3) + " aJ/(µm² nS)",
            "area capacitance" => Significant(value * 100) + " µF/cm²",
            _ => throw new InvalidOperationException($"no unit to show a {d.Name} in"),
        };
    }

    private static string Significant(double value) => double.IsInfinity(value) ? "∞" : Engineering.Significant(value);
}
