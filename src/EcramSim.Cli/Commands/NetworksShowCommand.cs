using System.CommandLine;
using System.Globalization;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Crossbar;
using EcramSim.Crossbar.Mapping;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Networks;
using EcramSim.Studies.Crossbar;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram networks show NETWORK</c></summary>
internal static class NetworksShowCommand
{
    private const string Usual = "lixwo3-lipon";

    internal static Command Create()
    {
        var network = ModelArgument.One("NETWORK", "Id of models/networks, or path of a file.", ModelKind.Network);
        var array = new Option<string>("--array") { Description = "Array whose tiles are filled: an id of models/arrays or the path of a file.", HelpName = "ARRAY", DefaultValueFactory = _ => "cmos-65" };
        var device = new Option<string>("--device") { Description = "Device for the energy: an id or the path of a file.", HelpName = "DEVICE", DefaultValueFactory = _ => Usual };
        array.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Array));
        device.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Device));
        var options = new ListOptions();
        var command = new ExplainedCommand("show", "What one network is made of: layers, parameters, tiles, cells, utilisation, estimated energy of a training step.",
            "ecram networks show lenet-5", "ecram networks show ./my-network.json --array cmos-28 --device hxwo3-psg")
        {
            network, array, device,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            var library = options.Library(parse);
            var file = ArrayFile.Read(library, parse.GetRequiredValue(array));
            var summary = NetworkSummary.Of(Network.Read(library, parse.GetRequiredValue(network)));
            file.Options.CheckLayers([.. summary.OnTiles.Select(m => m.Module).Distinct()]);
            var energy = file.Options.Technology is null ? null : NetworkEnergy.Of(summary.Network, CellDevice.Read(library, parse.GetRequiredValue(device)), file);
            Utilisation[] tiles = [.. summary.OnTiles.Select(m => Utilisation.Of(m.Layer, m.Outputs, m.Inputs, file.Options.Of(m.Module)))];
            if (options.Json(parse)) WriteJson(Console.Out, summary, tiles, energy);
            else WriteText(Console.Out, summary, tiles, energy, file);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteText(TextWriter output, NetworkSummary summary, Utilisation[] tiles, NetworkEnergy? energy, ArrayFile array)
    {
        output.WriteLine($"{summary.Network.Id}: {summary.Network.Title}; data {summary.Network.DataName}; input {summary.Network.Input}");
        output.WriteLine();
        var steps = new TextTable("layer", "kind", "output", "parameters");
        foreach (var s in summary.Steps) steps.Add(s.Name, s.Kind, s.Output, Whole(s.Parameters));
        steps.Write(output);
        output.WriteLine();
        var mapping = new TextTable("on tiles", "outputs", "inputs", "tiles", "cells", "used (%)", "reads/sample");
        foreach (var (t, m) in tiles.Zip(summary.OnTiles))
            mapping.Add(t.Layer, Whole(t.Outputs), Whole(t.Inputs), Whole(t.Tiles), Whole(t.CellsBuilt), Percent(t.Used), Whole(m.Reads));
        mapping.Write(output);
        output.WriteLine();
        output.WriteLine($"{Whole(summary.Parameters)} parameters, {Whole(OnTiles(tiles))} of them weights on {Whole(tiles.Sum(t => t.Tiles))} tiles of {array.Id} with {Whole(tiles.Sum(t => t.CellsBuilt))} cells, {Percent(Used(tiles))} % used");
        if (energy is not null)
            output.WriteLine($"one training step of {energy.Batch} sample on {energy.Device.Id}, random inputs: {Engineering.WithUnit(energy.Step.Energy.Total, "J")} in {Engineering.Duration(energy.Step.Time.Total)}; one sample forward: {Engineering.WithUnit(energy.Inference.Energy.Total, "J")} in {Engineering.Duration(energy.Inference.Time.Total)}; area {Engineering.Significant(1e6 * energy.Area)} mm²");
        else output.WriteLine($"no energy: {array.Id} names no technology (cmos-65 does)");
    }

    private static void WriteJson(TextWriter output, NetworkSummary summary, Utilisation[] tiles, NetworkEnergy? energy)
    {
        foreach (var s in summary.Steps)
            output.WriteLine(JsonLine.Of(("event", "layer"), ("layer", s.Name), ("kind", s.Kind), ("output", s.Output), ("parameters", s.Parameters)));
        foreach (var (t, m) in tiles.Zip(summary.OnTiles))
            output.WriteLine(JsonLine.Of(("event", "matrix"), ("layer", t.Layer), ("outputs", t.Outputs), ("inputs", t.Inputs), ("tiles", t.Tiles), ("cells", t.CellsBuilt), ("used", t.Used), ("reads_per_sample", m.Reads)));
        output.WriteLine(JsonLine.Of(("event", "network"), ("id", summary.Network.Id), ("parameters", summary.Parameters), ("weights_on_tiles", OnTiles(tiles)), ("tiles", tiles.Sum(t => t.Tiles)), ("cells", tiles.Sum(t => t.CellsBuilt)),
            ("used", Used(tiles)), ("energy_per_step_J", energy?.Step.Energy.Total), ("time_per_step_s", energy?.Step.Time.Total), ("energy_per_inference_J", energy?.Inference.Energy.Total), ("area_m2", energy?.Area)));
    }

    private static long OnTiles(Utilisation[] tiles) => tiles.Sum(t => (long)t.Outputs * t.Inputs);

    private static double Used(Utilisation[] tiles) => tiles.Sum(t => t.Used * t.CellsBuilt) / tiles.Sum(t => t.CellsBuilt);

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double fraction) => (100 * fraction).ToString("F1", CultureInfo.InvariantCulture);
}
