using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Learning.Data;
using EcramSim.Learning.Networks;
using EcramSim.Studies.Crossbar;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram calibrate ARRAY</c></summary>
internal static class CalibrateCommand
{
    private const string Name = "calibrate";

    internal static Command Create()
    {
        var array = ModelArgument.One("ARRAY", "The array whose ranges are set: id of models/arrays, or path of a file.", ModelKind.Array);
        var device = new Option<string?>("--device") { Description = "Device that holds the weights: id or path. [default: exact weights]", HelpName = "DEVICE" };
        var network = new Option<string>("--network") { Description = "Network that is trained digitally first: an id of models/networks or the path of a file.", HelpName = "NETWORK", DefaultValueFactory = _ => "digits-mlp" };
        var data = new Option<string?>("--data") { Description = $"Data set ({string.Join(", ", ImageDataset.Names)}) or a folder with its files. [default: the network's; digits-mlp: digits]", HelpName = "DATA" };
        var epochs = NumberOption.WholeOr("--epochs", "Passes of the digital training", "the network file's; digits-mlp: 20", 1, TrainingDefaults.MostEpochs);
        var images = NumberOption.Whole("--images", "Training images that are looked at", 200, 1, 1_000_000);
        var percentile = NumberOption.RealOr("--percentile", "The range holds this percentage of the values; max: all of them", "99.9", new Interval(0, 100, false, true), "max");
        var perLayer = new Option<bool>("--per-layer") { Description = "Ranges for each layer by itself (\"layers\" of the array file); the range of the file stays that of the layer which asks for most. [default: off]" };
        device.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Device));
        network.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Network));
        data.CompletionSources.Add(ImageDataset.Names.ToArray());
        var options = new RunOptions();
        var command = new ExplainedCommand(Name, "Ranges of converters from data: an array file with its ranges set.",
            "ecram calibrate default --out calibrated", "ecram calibrate default --per-layer --network lenet-5", "ecram calibrate offset-ramp --device lixwo3-lipon --percentile max", "ecram evaluate lixwo3-lipon --array calibrated/array.json")
        {
            array, device, network, data, epochs, images, percentile, perLayer,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            var p = parse.GetValue(percentile);
            return Run(options.Read(parse), new CalibrationPlan(parse.GetRequiredValue(array), parse.GetValue(device), parse.GetRequiredValue(network), parse.GetValue(data), parse.GetValue(epochs), parse.GetValue(images),
                p switch { null => 99.9, "max" => 100, _ => double.Parse(p, CultureInfo.InvariantCulture) }, parse.GetValue(perLayer)));
        });
        return command;
    }

    private static int Run(RunChoices choices, CalibrationPlan plan)
    {
        var library = choices.Library();
        var prepared = CalibrationStudy.Prepare(plan, library, choices.Settings);
        choices.CheckSettings(library);
        var configuration = new JsonObject
        {
            ["array"] = prepared.Array.Id, ["network"] = prepared.Network.Id, ["data"] = prepared.Data.Name, ["epochs"] = plan.Epochs ?? prepared.Network.Training.Epochs, ["images"] = plan.Images, ["percentile"] = plan.Percentile, ["per_layer"] = plan.PerLayer,
        };
        if (prepared.Device is { } device) configuration["device"] = device.Id;
        choices.AddTo(configuration);
        var record = new RunRecord(Name, configuration, choices.Seeds, library.Used, prepared.Array.Parameters.Concat(prepared.Network.Parameters).Concat(prepared.Device?.Parameters ?? []));
        CalibrationStudy? study = null;
        var path = Computation.Run(choices, record, (folder, progress, cancellation) =>
        {
            study = CalibrationStudy.Run(prepared, choices.Seeds[0], progress, cancellation);
            study.Write(folder);
        });
        if (choices.Json) WriteJson(Console.Out, study!, path);
        else WriteText(Console.Out, study!, path);
        return ExitCode.Done;
    }

    private static void WriteText(TextWriter output, CalibrationStudy study, string path)
    {
        var table = new TextTable("range", "layer", "median", "99 %", "99.9 %", "largest", "asked", "set", "beyond (%)", "was");
        foreach (var stage in study.Stages)
            for (var k = 0; k < stage.Layers.Count; k++)
            {
                var sorted = stage.Layers[k].Sorted;
                string At(double share) => Engineering.Significant(CalibratedStage.Quantile(sorted, share));
                table.Add(stage.Key, stage.Layers[k].Label, At(0.5), At(0.99), At(0.999), At(1), Engineering.Significant(stage.Asked(k)), Engineering.Significant(stage.Set(k)),
                    Engineering.Significant(100 * stage.Beyond(k)), stage.Before is { } b ? Engineering.Significant(b) : "a word");
            }
        table.Write(output);
        output.WriteLine();
        output.WriteLine($"written to {path}; the array file is {Path.Combine(path, "array.json")}");
    }

    private static void WriteJson(TextWriter output, CalibrationStudy study, string path)
    {
        foreach (var stage in study.Stages)
        {
            output.WriteLine(JsonLine.Of(("event", "range"), ("range", stage.Key), ("before", stage.Before), ("set", stage.Range)));
            if (study.Plan.PerLayer)
                foreach (var name in stage.Layers.Select(l => l.Name).Distinct())
                    output.WriteLine(JsonLine.Of(("event", "layer_range"), ("range", stage.Key), ("layer", name), ("set", stage.RangeOf(name))));
        }
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }
}
