using System.CommandLine;
using System.Text.Json.Nodes;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Characterize;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram characterize DEVICE…</c></summary>
internal static class CharacterizeCommand
{
    private const string Name = "characterize";

    internal static Command Create()
    {
        var ids = ModelArgument.Several("DEVICES", "DEVICE", "Devices side by side, each an id or the path of a file; at least one.", ModelKind.Device);
        var all = new Option<bool>("--all") { Description = "Every device of the library in place of DEVICES. [default: off]" };
        var options = new RunOptions(3, "Number of single cells drawn with spread and noise beside the mean response");
        var command = new ExplainedCommand(Name, "Data sheets: pulses on one cell, states, labels, energy, time, settling, retention, disturb, scaling, noise; a page per device and a comparison of several.",
            "ecram characterize lixwo3-lipon lixcoo2-lipon", "ecram characterize ./my-device.json --set device.channel.thickness=\"20 nm\" --out thin", "ecram characterize --all --out library")
        {
            ids, all,
        };
        options.AddTo(command);
        command.SetAction(parse => Run(options.Read(parse), parse.GetRequiredValue(ids), parse.GetValue(all)));
        return command;
    }

    private static int Run(RunChoices choices, string[] ids, bool all)
    {
        var library = choices.Library();
        if (all && ids.Length > 0) throw new InputException($"ecram {Name}: either DEVICES or --all");
        if (all) ids = [.. library.Ids(ModelKind.Device)];
        if (ids.Length == 0)
            throw new InputException($"ecram {Name}: needs at least one DEVICE, an id or a path, or --all (valid: {string.Join(", ", library.Ids(ModelKind.Device))})");
        CellDevice[] devices = [.. DeviceNames.Distinct(ids).Select(id => CellDevice.Read(library, id, choices.Settings))];
        choices.CheckSettings(library);
        var configuration = new JsonObject { ["devices"] = new JsonArray([.. devices.Select(d => (JsonNode)d.Id)]) };
        choices.AddTo(configuration);
        var record = new RunRecord(Name, configuration, choices.Seeds, library.Used, devices.SelectMany(d => d.Parameters));

        Characterization? result = null;
        var path = Computation.Run(choices, record, (folder, progress, cancellation) => result = Characterization.Run(devices, record, folder, choices.Threads, progress, cancellation));
        if (choices.Json) CharacterizeOutput.WriteJson(Console.Out, result!, path);
        else CharacterizeOutput.WriteText(Console.Out, result!, path);
        return ExitCode.Done;
    }
}
