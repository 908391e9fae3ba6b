using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Crossbar.Ledger;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Learning.Networks;
using EcramSim.Studies.Crossbar;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram crossbar energy [DEVICE…]</c></summary>
internal static class CrossbarEnergyCommand
{
    private const string Name = "crossbar energy";

    internal static Command Create()
    {
        var ids = ModelArgument.Several("DEVICES", "DEVICE", $"Devices with volts and joules, each an id or the path of a file. [default: {string.Join(" ", EnergyPlan.UsualDevices)}]", ModelKind.Device);
        var array = new Option<string>("--array") { Description = "Array with a technology: an id of models/arrays or the path of a file.", HelpName = "ARRAY", DefaultValueFactory = _ => "cmos-65" };
        var network = new Option<string>("--network") { Description = "Network: an id of models/networks or the path of a file.", HelpName = "NETWORK", DefaultValueFactory = _ => "fashion-mlp" };
        var data = new Option<string>("--data") { Description = $"Data set ({string.Join(", ", ImageDataset.Names)}) or a folder with its files; smaller images are enlarged to the network's input.", HelpName = "DATA", DefaultValueFactory = _ => "digits" };
        var steps = NumberOption.Whole("--steps", "Training steps that are run and averaged over", 200, 1, 1_000_000);
        var batch = NumberOption.Whole("--batch", "Images per step", 1, 1, TrainingDefaults.LargestBatch);
        var rate = NumberOption.RealOr("--lr", "Learning rate, a pure number: it decides how many pulses a step takes", "the device file's for this network and data, or else the network file's; fashion-mlp: 0.1", TrainingDefaults.Rates);
        array.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Array));
        network.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Network));
        data.CompletionSources.Add(ImageDataset.Names.ToArray());
        var options = new RunOptions();
        var command = new ExplainedCommand("energy", "Energy, time and area of a training step by cause: ions, read current, wires, drivers, DAC, ADC, digital; each price with its source.",
            "ecram crossbar energy", "ecram crossbar energy lixwo3-lipon --array cmos-28 --batch 8", "ecram crossbar energy --set array.technology.adc_energy_per_step=\"2 fJ\" --out better-adc")
        {
            ids, array, network, data, steps, batch, rate,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            var named = parse.GetRequiredValue(ids);
            var lr = parse.GetValue(rate);
            return Run(options.Read(parse), new EnergyPlan(DeviceNames.Distinct(named.Length > 0 ? named : [.. EnergyPlan.UsualDevices]), parse.GetRequiredValue(array), parse.GetRequiredValue(network),
                parse.GetRequiredValue(data), parse.GetValue(steps), parse.GetValue(batch), lr is null ? null : double.Parse(lr, CultureInfo.InvariantCulture)));
        });
        return command;
    }

    private static int Run(RunChoices choices, EnergyPlan plan)
    {
        var library = choices.Library();
        var prepared = EnergyStudy.Prepare(plan, library, choices.Settings);
        choices.CheckSettings(library);
        var configuration = new JsonObject
        {
            ["devices"] = new JsonArray([.. prepared.Devices.Select(d => (JsonNode)d.Id)]), ["array"] = prepared.Array.Id, ["network"] = prepared.Network.Id, ["data"] = plan.Data, ["steps"] = plan.Steps, ["batch"] = plan.Batch,
        };
        if (plan.LearningRate is { } lr) configuration["lr"] = lr;
        choices.AddTo(configuration);
        var record = new RunRecord(Name, configuration, choices.Seeds, library.Used, prepared.Array.Parameters.Concat(prepared.Devices.SelectMany(d => d.Parameters)));
        EnergyStudy? study = null;
        var path = Computation.Run(choices, record, (folder, progress, cancellation) =>
        {
            study = EnergyStudy.Run(prepared, choices.Seeds[0], progress, cancellation);
            study.Write(folder, record);
        });
        if (choices.Json) WriteJson(Console.Out, study!, path);
        else WriteText(Console.Out, study!, path);
        return ExitCode.Done;
    }

    private static void WriteText(TextWriter output, EnergyStudy study, string path)
    {
        var plan = study.Plan;
        output.WriteLine($"one training step of {study.Network.Shape}, batch {plan.Batch}, mean of {plan.Steps} steps on {plan.Data}; {study.Array.Id}, {study.Array.Options.Technology!.Node}");
        output.WriteLine();
        var causes = new TextTable(["device", .. CostSplit.Causes, "total"]);
        foreach (var r in study.Results) causes.Add([r.Device.Id, .. r.PerStep.Energy.Parts.Select(e => Engineering.WithUnit(e, "J")), Engineering.WithUnit(r.PerStep.Energy.Total, "J")]);
        causes.Write(output);
        output.WriteLine();
        var totals = new TextTable("device", "learning rate", "pulses/step", "per inference", "time", "per step", "time", "per epoch", "time", "area");
        foreach (var r in study.Results)
            totals.Add(r.Device.Id, r.LearningRate.ToString("G4", CultureInfo.InvariantCulture), Engineering.Significant((double)r.Pulses / r.Steps),
                Engineering.WithUnit(r.PerInference.Energy.Total, "J"), Engineering.Duration(r.PerInference.Time.Total), Engineering.WithUnit(r.PerStep.Energy.Total, "J"), Engineering.Duration(r.PerStep.Time.Total),
                Engineering.WithUnit(r.PerEpoch.Energy.Total, "J"), Engineering.Duration(r.PerEpoch.Time.Total), $"{Engineering.Significant(1e6 * r.Bill.Area.Total)} mm²");
        totals.Write(output);
        output.WriteLine();
        output.WriteLine($"{study.Array.Parameters.Count(p => p.Status == "estimated")} of {study.Array.Parameters.Count} parameters of the array are estimates; each figure's source stands in sources.csv and report.html");
        output.WriteLine($"written to {path}");
    }

    private static void WriteJson(TextWriter output, EnergyStudy study, string path)
    {
        foreach (var r in study.Results)
            output.WriteLine(JsonLine.Of([("event", "device"), ("device", r.Device.Id), ("energy_per_step_J", r.PerStep.Energy.Total), ("time_per_step_s", r.PerStep.Time.Total),
                ("energy_per_inference_J", r.PerInference.Energy.Total), ("area_m2", r.Bill.Area.Total), .. CostSplit.Causes.Select((c, k) => ($"{c}_J", (JsonNode?)r.PerStep.Energy.Parts[k]))]));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }
}
