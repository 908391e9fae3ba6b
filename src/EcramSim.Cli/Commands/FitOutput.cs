using System.Globalization;
using EcramSim.Cli.Output;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Fit;

namespace EcramSim.Cli.Commands;

/// <summary>What <c>ecram fit</c> prints at its end.</summary>
internal static class FitOutput
{
    internal static void WriteText(TextWriter output, FitStudy study, string path)
    {
        var data = study.Data;
        output.WriteLine($"{data.Name}: {data.Layout}, {study.Chosen.Fits.Sum(f => f.Steps)} steps in {study.Branches.Count} branches of {study.Chosen.Fits.Count} cell{(study.Chosen.Fits.Count == 1 ? "" : "s")}; direction from {data.Direction}");
        foreach (var note in data.Notes) output.WriteLine($"  {note}");
        output.WriteLine();
        var laws = new TextTable("law", "parameters", "BIC", "AIC", "curve error (% of range)");
        foreach (var c in study.Candidates)
            laws.Add(ReferenceEquals(c, study.Chosen) ? c.Name + " *" : c.Name, c.Parameters.ToString(CultureInfo.InvariantCulture), F(c.Bic), F(c.Aic), (100 * c.CurveError).ToString("F2", CultureInfo.InvariantCulture));
        laws.Write(output);
        output.WriteLine();
        var table = new TextTable("parameter", "value", "95 % interval", "unit", "");
        foreach (var (p, text) in study.PrintedRows()) table.Add(p.Device.Length > 0 ? $"{p.Device} {p.Name}" : p.Name, text.Value, text.Interval, text.Unit, p.Problem);
        table.Write(output);
        if (study.Evolution.Length > 0) output.WriteLine($"between pulses: {study.Evolution}");
        foreach (var warning in study.Warnings) output.WriteLine($"warning: {warning}");
        output.WriteLine();
        output.WriteLine($"written to {path}; the device file is {Path.Combine(path, "device.json")}");
    }

    internal static void WriteJson(TextWriter output, FitStudy study, string path)
    {
        foreach (var c in study.Candidates)
            output.WriteLine(JsonLine.Of(("event", "law"), ("law", c.Name), ("parameters", c.Parameters), ("bic", c.Bic), ("aic", c.Aic), ("curve_error", c.CurveError), ("chosen", ReferenceEquals(c, study.Chosen))));
        foreach (var p in study.ParameterRows())
            output.WriteLine(JsonLine.Of(("event", "parameter"), ("device", p.Device), ("parameter", p.Name), ("value", p.Value), ("low95", Finite(p.Low)), ("high95", Finite(p.High)), ("unit", p.Unit), ("problem", p.Problem)));
        foreach (var warning in study.Warnings) output.WriteLine(JsonLine.Of(("event", "warning"), ("text", warning)));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path), ("layout", study.Data.Layout), ("direction", study.Data.Direction)));
    }

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    private static string F(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
