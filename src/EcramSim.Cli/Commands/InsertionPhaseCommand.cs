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

/// <summary><c>ecram insertion phase HOST</c></summary>
internal static class InsertionPhaseCommand
{
    private static readonly Interval Temperatures = Interval.Closed(20, 3000);

    internal static Command Create()
    {
        var host = ModelArgument.One("HOST", "The host: id of a material, or path of its file.", ModelKind.Material);
        var temperature = QuantityOption.Create("--temperature", "Temperature of free energy and voltage", "298.15 K", Dimension.Kelvin, Temperatures);
        var from = QuantityOption.Create("--map-from", "Lowest temperature of the map", "150 K", Dimension.Kelvin, Temperatures);
        var to = QuantityOption.Create("--map-to", "Highest temperature of the map", "800 K", Dimension.Kelvin, Temperatures);
        var options = new RunOptions();
        var command = new ExplainedCommand("phase", "Free energy with common tangents, open-circuit voltage, spinodal and binodal over temperature; tables, CSV, figures.",
            "ecram insertion phase lifepo4", "ecram insertion phase graphite-two-layer --temperature \"298 K\" --out graphite",
            "ecram insertion phase lifepo4 --set material.thermodynamics.omega=\"0.08 eV\"")
        {
            host, temperature, from, to,
        };
        options.AddTo(command);
        command.SetAction(parse => Run(options.Read(parse), parse.GetRequiredValue(host), parse.GetRequiredValue(temperature), parse.GetRequiredValue(from), parse.GetRequiredValue(to)));
        return command;
    }

    private static int Run(RunChoices choices, string id, string temperature, string from, string to)
    {
        double Kelvin(string text) => QuantityOption.Value(text, Dimension.Kelvin);
        if (!(Kelvin(from) < Kelvin(to))) throw new InputException($"--map-to: value {to} must be above --map-from, {from}");
        var library = choices.Library();
        var host = Host.Load(library, id, choices.Settings);
        choices.CheckSettings(library);
        var configuration = new JsonObject { ["host"] = host.Id, ["temperature"] = temperature, ["map_from"] = from, ["map_to"] = to };
        choices.AddTo(configuration);
        var record = new RunRecord("insertion phase", configuration, choices.Seeds, library.Used, host.Parameters);

        PhaseStudy? study = null;
        var path = Computation.Run(choices, record, (folder, progress, cancellation) =>
            study = PhaseStudy.Run(host, Kelvin(temperature), Kelvin(from), Kelvin(to), record, folder, progress, cancellation));
        if (choices.Json) WriteJson(Console.Out, study!, path);
        else WriteText(Console.Out, study!, path);
        return ExitCode.Done;
    }

    private static void WriteText(TextWriter output, PhaseStudy study, string path)
    {
        output.WriteLine($"{study.Host.Id}: {study.Host.Title}, {Text(study.Temperature, "G6")} K");
        output.WriteLine();
        if (study.Plateaus.Count == 0) output.WriteLine("one phase at every filling: no common tangent");
        else
        {
            var table = new TextTable("plateau", "x poor", "x rich", $"U, V ({study.Host.ReferenceElectrode})", "interface, mJ/m2", "width, nm");
            foreach (var p in study.Plateaus)
                table.Add(Text(p.Number, "F0"), Text(p.Gap.Poor, "G7"), Text(p.Gap.Rich, "G7"), Text(p.Voltage, "F5"),
                    p.Interface is { } i ? Text(1e3 * i.Energy, "G4") : "–", p.Interface is { } w ? Text(1e9 * w.Width, "G4") : "–");
            table.Write(output);
        }
        output.WriteLine();
        output.WriteLine(study.Behaviour.Spinodals.Count == 0 ? "spinodals: none" : $"spinodals: x = {string.Join(", ", study.Behaviour.Spinodals.Select(x => Text(x, "G7")))}");
        output.WriteLine(study.HomogeneousGap is { } gap ? $"gap of a uniform filling between charge and discharge at vanishing rate: {Text(1e3 * gap, "G5")} mV" : "gap of a uniform filling at vanishing rate: none");
        if (study.CanBeSuppressed) output.WriteLine($"insertion current above which the filling stays uniform: {(study.Suppression is { } i0 ? $"{Text(i0, "G4")} A/m2" : "none: more current does not help")}");
        output.WriteLine($"critical temperature: {(study.CriticalTemperature is { } critical ? $"{Text(critical, "G6")} K" : study.Map[^1].Spinodals.Count > 0 ? "above the map" : "below the map, or none")}");
        if (study.CoherentMap.Count > 0)
            output.WriteLine($"critical temperature of a coherent particle: {(study.CoherentCriticalTemperature is { } coherent ? $"{Text(coherent, "G6")} K" : "none within the map")}");
        output.WriteLine($"written to {path}");
    }

    private static void WriteJson(TextWriter output, PhaseStudy study, string path)
    {
        foreach (var p in study.Plateaus)
            output.WriteLine(JsonLine.Of(("event", "plateau"), ("host", study.Host.Id), ("temperature_K", study.Temperature), ("x_poor", p.Gap.Poor), ("x_rich", p.Gap.Rich), ("voltage_V", p.Voltage),
                ("interface_energy_J_per_m2", p.Interface?.Energy), ("interface_width_m", p.Interface?.Width)));
        output.WriteLine(JsonLine.Of(("event", "host"), ("host", study.Host.Id), ("spinodals", new JsonArray([.. study.Behaviour.Spinodals.Select(x => (JsonNode)x)])),
            ("homogeneous_gap_V", study.HomogeneousGap), ("suppression_current_A_per_m2", study.Suppression), ("critical_temperature_K", study.CriticalTemperature), ("coherent_critical_temperature_K", study.CoherentCriticalTemperature)));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
