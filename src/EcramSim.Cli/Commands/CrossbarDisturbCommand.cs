using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Crossbar;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Studies.Crossbar;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram crossbar disturb [DEVICE…]</c></summary>
internal static class CrossbarDisturbCommand
{
    private const string Name = "crossbar disturb";

    internal static Command Create()
    {
        var ids = ModelArgument.Several("DEVICES", "DEVICE", "Devices, each an id or the path of a file. [default: all of them]", ModelKind.Device);
        var limit = NumberOption.RealOr("--limit", "Part of the range that a cell may move", "0.01", Interval.Open(0, 0.5));
        var size = NumberOption.Whole("--size", "Lines of the square array whose pulses per cell are counted", 128, 2, 4096);
        var word = OhmOption.Create("--word-resistance", "One segment of a gate word line", "1");
        var bit = OhmOption.Create("--bit-resistance", "One segment of a gate bit line", "1");
        var array = new Option<string>("--array") { Description = "Array whose technology gives the capacitance of the lines: an id of models/arrays or the path of a file.", HelpName = "ARRAY", DefaultValueFactory = _ => "cmos-65" };
        array.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Array));
        var options = new RunOptions();
        var command = new ExplainedCommand("disturb", "What half-selected cells bear: largest array and number of pulses before they move by a given part of the range.",
            "ecram crossbar disturb", "ecram crossbar disturb lixwo3-lipon hxwo3-psg --size 256", "ecram crossbar disturb ./my-device.json --limit 0.05 --out mine")
        {
            ids, limit, size, word, bit, array,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            var choices = options.Read(parse);
            var library = choices.Library();
            var named = parse.GetRequiredValue(ids);
            var file = ArrayFile.Read(library, parse.GetRequiredValue(array), choices.Settings);
            if (file.Options.Technology is not { } technology)
                throw new InputException($"--array {file.Id}: names no technology, so its lines have no capacitance; cmos-65 does");
            CellDevice[] devices = [.. DeviceNames.Distinct(named.Length > 0 ? named : [.. library.Ids(ModelKind.Device)]).Select(d => CellDevice.Read(library, d, choices.Settings))];
            choices.CheckSettings(library);
            var least = parse.GetValue(limit) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : 0.01;
            var plan = new DisturbPlan(least, parse.GetValue(size), OhmOption.Value(parse.GetRequiredValue(word)), OhmOption.Value(parse.GetRequiredValue(bit)), technology);
            var configuration = new JsonObject
            {
                ["devices"] = new JsonArray([.. devices.Select(d => (JsonNode)d.Id)]), ["limit"] = plan.Limit, ["size"] = plan.Size,
                ["word_resistance"] = parse.GetRequiredValue(word), ["bit_resistance"] = parse.GetRequiredValue(bit), ["array"] = file.Id,
            };
            choices.AddTo(configuration);
            var record = new RunRecord(Name, configuration, choices.Seeds, library.Used, file.Parameters.Concat(devices.SelectMany(d => d.Parameters)));
            DisturbStudy? study = null;
            var path = Computation.Run(choices, record, (folder, progress, cancellation) =>
            {
                study = DisturbStudy.Of(plan, devices, progress, cancellation);
                study.Write(folder, record);
            });
            if (choices.Json) WriteJson(Console.Out, study!, path);
            else WriteText(Console.Out, study!, path);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteText(TextWriter output, DisturbStudy study, string path)
    {
        var n = study.Plan.Size.ToString(CultureInfo.InvariantCulture);
        var table = new TextTable("device", "scheme", "step up, %", "step down, %", "pulses", "in turn", "largest n", "n at 1000", $"pulses at {n}x{n}", "far corner, %", "n by drop", "n by delay");
        foreach (var r in study.Rows)
            table.Add(r.Device.Id + (r.IsAssumed ? " *" : ""), r.SchemeName, Engineering.Percent(r.RatioUp), Engineering.Percent(r.RatioDown), Count(r.Budget.SameDirection), Count(r.Budget.Alternating),
                Count(r.LargestArray), Count(r.LargestArrayOften), Count(r.Updates), Engineering.Percent(r.Selected), Count(r.LargestByDrop), Count(r.LargestByDelay));
        table.Write(output);
        output.WriteLine($"pulses at a part of the voltage until {(100 * study.Plan.Limit).ToString("G3", CultureInfo.InvariantCulture)} % of the range, worst state and direction (in turn: up and down alternate); largest n x n array with 1 and 1000 pulses per cell;");
        output.WriteLine("voltage at the farthest selected gate; lines at which 1 % is lost, or the line's delay is a tenth of the pulse. * update law alone: ohmic cells assumed.");
        output.WriteLine();
        output.WriteLine($"written to {path}");
    }

    private static void WriteJson(TextWriter output, DisturbStudy study, string path)
    {
        foreach (var r in study.Rows)
            output.WriteLine(JsonLine.Of(("event", "device"), ("device", r.Device.Id), ("scheme", r.SchemeName), ("assumed_ohmic", r.IsAssumed), ("step_ratio_up", Finite(r.RatioUp)), ("step_ratio_down", Finite(r.RatioDown)),
                ("pulses_same_direction", Finite(r.Budget.SameDirection)), ("pulses_alternating", Finite(r.Budget.Alternating)), ("largest_array", Finite(r.LargestArray)), ("pulses_per_cell_at_size", Finite(r.Updates)),
                ("selected_voltage_fraction", r.Selected)));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Count(double? value) => DisturbRow.Count(value);
}
