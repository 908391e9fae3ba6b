using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Studies.Insertion;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram insertion rate HOST</c></summary>
internal static class InsertionRateCommand
{
    internal static Command Create()
    {
        var host = ModelArgument.One("HOST", "The host: id of a material, or path of its file.", ModelKind.Material);
        var filling = new Option<double[]>("--filling")
        {
            Description = "Filling of the host's surface, (0, 1); repeatable.", HelpName = "X", Arity = ArgumentArity.OneOrMore, DefaultValueFactory = _ => [0.5],
            CustomParser = result => [.. result.Tokens.Select(t =>
            {
                if (!double.TryParse(t.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var x)) result.AddError($"--filling: '{t.Value}' is not a number");
                else if (!Interval.Fraction.Contains(x)) result.AddError($"--filling: value {t.Value} is outside the allowed range {Interval.Fraction}");
                return x;
            })],
        };
        var temperature = QuantityOption.Create("--temperature", "Temperature", "298.15 K", Dimension.Kelvin, Interval.Closed(20, 3000));
        var span = QuantityOption.Create("--span", "Largest overpotential, both ways", "0.3 V", Dimension.Volt, new Interval(0, 10, false, true));
        var all = new Option<bool>("--all") { Description = "All rate laws beside the host's, at its exchange current and the middle one of the fillings. [default: off]" };
        var lambda = QuantityOption.Optional("--reorganization-energy", "Reorganization energy of the laws that --all draws", "that of the host, or 0.213 eV", Dimension.Energy,
            new Interval(0, 5 * PhysicalConstants.ElementaryCharge, false, true));
        var options = new RunOptions();
        var command = new ExplainedCommand("rate", "Rate of the interface against overpotential, in the Tafel form too; table, CSV, figures.",
            "ecram insertion rate lifepo4", "ecram insertion rate lixcoo2 --filling 0.5 --filling 0.9 --temperature \"60 C\"", "ecram insertion rate lifepo4 --all --span \"0.8 V\" --out laws")
        {
            host, filling, temperature, span, all, lambda,
        };
        options.AddTo(command);
        command.SetAction(parse => Run(options.Read(parse), parse.GetRequiredValue(host), parse.GetRequiredValue(filling),
            parse.GetRequiredValue(temperature), parse.GetRequiredValue(span), parse.GetValue(all), parse.GetValue(lambda)));
        return command;
    }

    private static int Run(RunChoices choices, string id, double[] fillings, string temperature, string span, bool all, string? lambda)
    {
        var library = choices.Library();
        var host = Host.Load(library, id, choices.Settings);
        choices.CheckSettings(library);
        var configuration = new JsonObject
        {
            ["host"] = host.Id, ["filling"] = new JsonArray([.. fillings.Select(x => (JsonNode)x)]), ["temperature"] = temperature, ["span"] = span, ["all"] = all,
        };
        if (lambda is not null) configuration["reorganization_energy"] = lambda;
        choices.AddTo(configuration);
        var record = new RunRecord("insertion rate", configuration, choices.Seeds, library.Used, host.Parameters);

        RateStudy? study = null;
        var path = Computation.Run(choices, record, (folder, progress, _) =>
            study = RateStudy.Run(host, fillings, QuantityOption.Value(temperature, Dimension.Kelvin), QuantityOption.Value(span, Dimension.Volt), all,
                lambda is null ? null : QuantityOption.Value(lambda, Dimension.Energy) / PhysicalConstants.ElementaryCharge, record, folder, progress));
        if (choices.Json) WriteJson(Console.Out, study!, path);
        else WriteText(Console.Out, study!, path);
        return ExitCode.Done;
    }

    private static void WriteText(TextWriter output, RateStudy study, string path)
    {
        output.WriteLine($"{study.Host.Id}: {study.Host.Title}, {study.Temperature.ToString("G6", CultureInfo.InvariantCulture)} K");
        output.WriteLine();
        Write(output, study.Curves);
        if (study.Comparison.Count > 0)
        {
            output.WriteLine();
            output.WriteLine($"all laws at equal exchange current, without film: alpha = {Text(study.TransferCoefficient)}, lambda = {Text(study.ReorganizationEnergy)} eV");
            Write(output, study.Comparison);
        }
        output.WriteLine($"written to {path}");
    }

    private static void Write(TextWriter output, IReadOnlyList<RateCurve> curves)
    {
        var table = new TextTable("law", "x", "i0, A/m2", "kT/(ze i0), ohm m2", "largest insertion, A/m2", "largest extraction, A/m2", "i at -0.1 V, A/m2", "Tafel slope there, mV/decade");
        foreach (var c in curves)
            table.Add(c.Label, Text(c.State.X), Text(c.ExchangeCurrent), Text(c.Resistance), Limit(c.Limits.Insertion), Limit(c.Limits.Extraction), Text(c.Current(-0.1)), Text(1e3 * c.TafelSlope(-0.1)));
        table.Write(output);
    }

    private static void WriteJson(TextWriter output, RateStudy study, string path)
    {
        foreach (var c in study.Curves.Concat(study.Comparison))
            output.WriteLine(JsonLine.Of(("event", "law"), ("law", c.Label), ("x", c.State.X), ("exchange_current_A_per_m2", c.ExchangeCurrent), ("resistance_ohm_m2", c.Resistance),
                ("largest_insertion_A_per_m2", Finite(c.Limits.Insertion)), ("largest_extraction_A_per_m2", Finite(c.Limits.Extraction))));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Limit(double value) => double.IsFinite(value) ? Text(value) : "none";

    private static string Text(double value) => double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture) : "–";
}
