using System.CommandLine;
using System.Globalization;
using EcramSim.Cli.Options;
using EcramSim.Crossbar.Programming;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Learning.Inference;
using EcramSim.Learning.Training;
using EcramSim.Studies.Infer;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram infer --device --network --after --temperature</c></summary>
internal static class InferCommand
{
    private const string Name = "infer", WriteVerified = "write-verify", Exact = "exact";

    internal static Command Create()
    {
        var plan = new InferPlan();
        string[] baselines = [.. Hardware.Baselines.Skip(1).Select(b => b.Name)];
        var device = TextList.Create("--device", $"Devices (ids or paths) or baselines ({string.Join(", ", baselines)})", "DEVICE", plan.Devices[0], _ => { }, holdsPaths: true);
        device.Aliases.Add("--devices");
        device.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Device, baselines));
        var after = TextList.Create("--after", "Times since the weights were written or trained, each with its unit: s, min, h, d, month (30 d), y (365 d)", "0s,1h,1y", string.Join(',', plan.After),
            text => InferPlan.Seconds("--after", text, Interval.NotNegative));
        var temperature = QuantityOption.Optional("--temperature", "Temperature at which cells are written, wait and are read: the response and the drift of a physical device are compiled for it; 150 to 1500 K", "the device file's", Dimension.Kelvin, Interval.Closed(150, 1500));
        var weights = new Option<string?>("--weights") { Description = "Weights of the network, a safetensors file with the names of its state dictionary (layer1.weight, layer1.bias, …). [default: none; a digital network is trained]", HelpName = "model.safetensors" };
        var run = new Option<string?>("--run") { Description = "Folder of a finished 'ecram train' whose weights are taken, seed by seed. [default: none]", HelpName = "DIR" };
        var inArray = new Option<bool>("--trained-in-array") { Description = "Train the weights in the array by its own cells (--algorithm, --lr, …); the state of the cells at the end of the training is what ages. [default: off]" };
        var programming = new Option<string>("--programming") { Description = $"How weights are written: {WriteVerified} by pulses, or {Exact} (but for the programming error of the array file).", HelpName = "NAME", DefaultValueFactory = _ => WriteVerified };
        programming.CompletionSources.Add(WriteVerified, Exact);
        var tolerance = NumberOption.RealOr("--tolerance", "Largest error that passes verification, in units of the half window", "0.01", new Interval(0, 2, false, true));
        var budget = NumberOption.Whole("--budget", "Most pulses of a cell", WriteVerify.Default.Budget, 1, 100_000_000);
        var noise = NumberOption.RealOr("--verify-noise", "Standard deviation of one verifying reading of one cell, in units of the half window", "0", Interval.Closed(0, 2));
        var burst = NumberOption.Whole("--burst", "Most pulses between two verifications", WriteVerify.Default.Burst, 1, 1_000_000);
        var compensation = TextList.Create("--compensation", $"Digital corrections of drift to compare: {string.Join(", ", DriftCompensation.All.Select(c => c.Name))}", "NAME", string.Join(',', plan.Compensation), text => DriftCompensation.Of(text));
        compensation.CompletionSources.Add(DriftCompensation.All.Select(c => c.Name).ToArray());
        var vectors = NumberOption.Whole("--calibration-vectors", "Known vectors that each layer reads for a correction", plan.CalibrationVectors, 2, 1_000_000);
        var recalibrate = QuantityOption.Optional("--recalibrate", "Write the weights again by pulses after every interval", "never", Dimension.Second, Interval.Positive);
        var ranges = new Option<string>("--ranges")
        {
            Description = $"Ranges of converters: {InferPlan.WaysOfRanges[0]}, those of the array file; {InferPlan.WaysOfRanges[1]}, by layer from 100 training images at the first time (the 99.9th percentile of what comes by); {InferPlan.WaysOfRanges[2]}, so again at every time.",
            HelpName = "WHEN", DefaultValueFactory = _ => plan.Ranges,
        };
        ranges.CompletionSources.Add(InferPlan.WaysOfRanges.ToArray());
        var reads = NumberOption.Whole("--reads", "Readings of the test set at each time", plan.Reads, 1, 10_000);
        var clip = new Option<bool>("--clip") { Description = "Weights outside the window of the cells take its edge instead of being an error. [default: off]" };
        var training = new TrainingOptions(plan.Array, choosesConversion: false);
        var checkpoints = new CheckpointOptions();
        var options = new RunOptions(3, "Number of arrays: first seed, first seed + 1, …");
        var command = new ExplainedCommand(Name, "A trained network in arrays of cells, and what time, temperature, writing and corrections do to its accuracy.",
            "ecram infer --device hxwo3-psg --after 0s,1s,1h,1d,1month,1y --temperature 330K",
            "ecram infer --device lixwo3-lipon,pedot-pss --weights model.safetensors --compensation none,global,per-column",
            "ecram infer --device tio2-x-ysz --trained-in-array --algorithm tiki-taka-v2 --lr 0.4 --after 0s,1d --recalibrate 1h")
        {
            device, after, temperature, weights, run, inArray, programming, tolerance, budget, noise, burst, compensation, vectors, recalibrate, ranges, reads, clip,
        };
        training.AddTo(command);
        checkpoints.AddTo(command);
        options.AddTo(command);
        command.SetAction(parse =>
        {
            double Real(Option<string?> option, double otherwise) => parse.GetValue(option) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
            var how = new WriteVerify(Real(tolerance, WriteVerify.Default.Tolerance), parse.GetValue(budget), Real(noise, WriteVerify.Default.ReadNoise), parse.GetValue(burst));
            var written = parse.GetRequiredValue(programming);
            if (written is not (WriteVerified or Exact)) throw InputException.UnknownName("--programming", "way of writing", written, [WriteVerified, Exact]);
            var trained = training.Read(parse);
            if (trained.SearchLearningRate) throw new InputException("--lr: auto is not available here; ecram train --lr auto finds a rate");
            // A finished training says what it trained; only a network that is named beside it is held against it.
            if (parse.GetValue(run) is { } folder && !training.NamesNetwork(parse) && WeightsFile.TaskOf(folder) is { } task) trained = trained with { Network = task.Network, Data = trained.Data ?? task.Data };
            return InferOutput.Run(options.Read(parse), checkpoints.Read(parse), plan with
            {
                Devices = DeviceNames.Distinct(parse.GetRequiredValue(device)), LayerDevices = trained.LayerDevices, Network = trained.Network, Data = trained.Data, Array = trained.Array, Scaling = trained.Scaling, Clip = parse.GetValue(clip),
                First = trained.First, Algorithm = trained.Algorithm, Epochs = trained.Epochs, Batch = trained.Batch, LearningRate = trained.LearningRate,
                After = parse.GetRequiredValue(after), Temperature = parse.GetValue(temperature), Weights = parse.GetValue(weights), Run = parse.GetValue(run), TrainedInArray = parse.GetValue(inArray),
                How = written == Exact ? null : how, Compensation = parse.GetRequiredValue(compensation), CalibrationVectors = parse.GetValue(vectors),
                Recalibrate = parse.GetValue(recalibrate), Ranges = parse.GetRequiredValue(ranges), Reads = parse.GetValue(reads),
            });
        });
        return command;
    }
}
