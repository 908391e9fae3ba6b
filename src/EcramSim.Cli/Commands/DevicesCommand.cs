using System.CommandLine;
using System.Globalization;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Training;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram devices list|show|literature</c>.</summary>
internal static class DevicesCommand
{
    internal static Command Create() => new ExplainedCommand("devices", "Cells and update laws: what there is, and where each number comes from.",
        "ecram devices list", "ecram devices show lixwo3-lipon", "ecram devices literature")
    {
        List(), Show(), LiteratureCommand.Create(),
    };

    private static ExplainedCommand List()
    {
        var options = new ListOptions();
        var command = new ExplainedCommand("list", "All devices and baselines, one line each.", "ecram devices list");
        options.AddTo(command);
        command.SetAction(parse => List(Console.Out, options.Library(parse), options.Json(parse)));
        return command;
    }

    private static ExplainedCommand Show()
    {
        var options = new ListOptions();
        var id = ModelArgument.One("DEVICE", "Id of a device, or path of its file.", ModelKind.Device);
        var command = new ExplainedCommand("show", "Every parameter of a device with unit, status and source, its materials included.", "ecram devices show mo-ecram") { id };
        options.AddTo(command);
        command.SetAction(parse => Show(Console.Out, CellDevice.Read(options.Library(parse), parse.GetRequiredValue(id)), options.Json(parse)));
        return command;
    }

    private static void List(TextWriter output, ModelLibrary library, bool json)
    {
        var table = new TextTable(["device", "kind", "title", .. Evidence.Statuses]);
        foreach (var baseline in Hardware.Baselines)
        {
            if (json) output.WriteLine(JsonLine.Of(("id", baseline.Name), ("kind", "baseline"), ("title", baseline.Title)));
            table.Add(baseline.Name, "baseline", baseline.Title, "", "", "");
        }
        foreach (var id in library.Ids(ModelKind.Device))
        {
            var device = CellDevice.ReadEntry(library, id);
            if (json)
                output.WriteLine(JsonLine.Of(("id", id), ("kind", device.Kind), ("title", device.Title), ("measured", Evidence.Of(device.Parameters, "measured")),
                    ("fitted", Evidence.Of(device.Parameters, "fitted")), ("estimated", Evidence.Of(device.Parameters, "estimated"))));
            table.Add([id, device.Kind, device.Title, .. Evidence.Counts(device.Parameters)]);
        }
        if (!json) table.Write(output);
    }

    private static void Show(TextWriter output, CellDevice device, bool json)
    {
        if (json)
        {
            Evidence.WriteJson(output, device.Id, device.Parameters);
            return;
        }
        output.WriteLine($"{device.Id}: {device.Title} ({device.Kind})");
        if (device.Description.Length > 0) output.WriteLine(device.Description);
        output.WriteLine();
        Evidence.Write(output, device.Parameters);
        if (device.LearningRates.Count > 0) output.WriteLine();
        foreach (var rate in device.LearningRates)
            output.WriteLine($"learning rate {rate.Rate.ToString("R", CultureInfo.InvariantCulture)} for {rate.Network} on {(rate.First is { } n ? $"the first {n} images of " : "")}{rate.Data} with {rate.Algorithm}{(rate.Parameters.Length > 0 ? ":" + rate.Parameters : "")}{(rate.Scaling.Length > 0 ? ", scaling " + rate.Scaling : "")} ({rate.Status}: {rate.Source})");
        if (device.Published.Count > 0) output.WriteLine();
        foreach (var figure in device.Published)
            output.WriteLine($"published {figure.Quantity.Name} {(figure.Bound == "about" ? "" : figure.Bound + " ")}{figure.Text}{(figure.At.Text.Length > 0 ? " at " + figure.At.Text : "")} ({figure.Mark}: {figure.Source}{(figure.Note.Length > 0 ? $"; {figure.Note}" : "")})");
    }
}
