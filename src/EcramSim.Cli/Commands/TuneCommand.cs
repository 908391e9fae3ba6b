using System.CommandLine;
using System.Globalization;
using EcramSim.Cli.Options;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Data;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Trainings;
using EcramSim.Studies.Tune;

namespace EcramSim.Cli.Commands;

/// <summary><c>ecram tune DEVICE… --algorithm --network --data --rates --write</c></summary>
internal static class TuneCommand
{
    internal static Command Create()
    {
        string[] baselines = [.. Hardware.Baselines.Select(b => b.Name)];
        var devices = ModelArgument.Several("DEVICES", "DEVICE", $"Devices (ids or paths) and baselines ({string.Join(", ", baselines)}).", ModelKind.Device, baselines);
        devices.Arity = ArgumentArity.OneOrMore;
        var algorithm = new Option<string>("--algorithm")
        {
            Description = $"Training rules, several with commas (or with semicolons, where a rule has parameters after a colon): {string.Join(", ", TrainingRules.Names)}.", HelpName = "RULES", DefaultValueFactory = _ => "sgd",
        };
        var rates = new Option<string>("--rates")
        {
            Description = "Learning rates tried first, with commas; pure numbers in (0, 1000]. The search goes on beyond an end that is the best.", HelpName = "X,X,…", DefaultValueFactory = _ => "0.05,0.1,0.2,0.4,0.7",
        };
        var network = new Option<string>("--network") { Description = "Network: an id of models/networks or the path of a file.", HelpName = "NETWORK", DefaultValueFactory = _ => "digits-mlp" };
        network.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Network));
        var array = new Option<string>("--array") { Description = "Array: an id of models/arrays or the path of a file.", HelpName = "ARRAY", DefaultValueFactory = _ => "default" };
        array.CompletionSources.Add(context => ModelArgument.Ids(context, ModelKind.Array));
        var data = new Option<string?>("--data") { Description = $"Data set ({string.Join(", ", ImageDataset.Names)}) or a folder with its files. [default: the network's]", HelpName = "DATA" };
        data.CompletionSources.Add(ImageDataset.Names.ToArray());
        var scaling = new Option<string>("--scaling") { Description = $"Weights of cells from first weights: {string.Join(", ", WeightScaling.Names)}; several with commas: a later one must be better to be chosen.", HelpName = "NAME,…", DefaultValueFactory = _ => WeightScaling.Fit.Name };
        var first = NumberOption.WholeOr("--first", "Train on the first N images only", "all of them", 1);
        var epochs = NumberOption.WholeOr("--epochs", "Passes over the training images", "the network file's", 1, TrainingDefaults.MostEpochs);
        var batch = NumberOption.WholeOr("--batch", "Images per step", "the network file's", 1, TrainingDefaults.LargestBatch);
        var store = StoreOption.Create();
        var write = new Option<bool>("--write") { Description = "Write each rate with its evidence into its device file, in the place of an older one. [default: off]" };
        var options = new RunOptions(3, "Number of seeds that a rate must be the best of in the mean");
        var command = new ExplainedCommand("tune", "Find learning rates, and the main parameters of training rules, on the validation part alone; every value tried is written down.",
            "ecram tune mo-ecram", "ecram tune ./my-device.json --algorithm sgd,tiki-taka-v2 --write", "ecram tune enode --algorithm tiki-taka-v2:transfer_rate=0.1 --rates 0.1,0.2,0.4 --seeds 1",
            "ecram tune tang-2018 --network fashion-mlp --first 10000 --rates 0.02,0.05,0.1 --seeds 1", "ecram tune gokmen-vlasov --network fashion-mlp --first 10000 --scaling fit,omega:0.1,omega:0.2 --seeds 1")
        {
            devices, algorithm, rates, network, data, first, array, scaling, epochs, batch, store, write,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            var choices = options.Read(parse);
            var named = DeviceNames.Distinct(parse.GetRequiredValue(devices));
            if (named.Count == 0) throw new InputException("tune: name at least one device or baseline");
            var plan = new TunePlan
            {
                Devices = named, Algorithms = ListText.Rules("--algorithm", parse.GetRequiredValue(algorithm)), Rates = ListText.Numbers("--rates", parse.GetRequiredValue(rates), TrainingDefaults.Rates),
                Network = parse.GetRequiredValue(network), Data = parse.GetValue(data), First = parse.GetValue(first), Array = parse.GetRequiredValue(array), Scalings = [.. ListText.Words("--scaling", parse.GetRequiredValue(scaling)).Select(s => WeightScaling.Of(s).Name)],
                Epochs = parse.GetValue(epochs), Batch = parse.GetValue(batch), Seed = choices.Seeds[0], Seeds = choices.Seeds.Count,
            };
            var library = choices.Library();
            var files = parse.GetValue(write) ? named.ToDictionary(ModelLibrary.IdOf, d => FileOf(library, baselines.Contains(d) ? (ModelKind.Network, "network", plan.Network) : (ModelKind.Device, "device", d)), StringComparer.Ordinal) : [];
            return Run(choices, plan, parse.GetRequiredValue(store), files);
        });
        return command;
    }

    private static int Run(RunChoices choices, TunePlan plan, string store, Dictionary<string, string> files)
    {
        var study = TuneStudy.Prepare(plan, choices.Library, choices.Settings);
        choices.AddTo(study.Record.Configuration);
        IReadOnlyList<TuneResult> results = [];
        var path = StoreOption.Kept(store, () => Computation.Run(choices, study.Record, (folder, progress, cancellation) =>
        {
            results = study.Run(new TrainingStore(store), choices.Threads, progress, cancellation);
            folder.Write("trials.csv", TuneResult.TrialTable(results));
            folder.Write("rates.csv", TuneResult.RateTable(results));
            folder.Write("evidence.txt", string.Concat(results.Select(r => $"{r.Device}, {r.Algorithm}: {r.Evidence}\n")));
        }));
        foreach (var own in results.GroupBy(r => r.Device))
            if (files.TryGetValue(own.Key, out var file)) RateEntry.Write(file, own, Learning.Training.Hardware.Baselines.Any(b => b.Name == own.Key));
        if (choices.Json) WriteJson(Console.Out, results, path);
        else WriteText(Console.Out, results, files, path);
        return ExitCode.Done;
    }

    private static string FileOf(ModelLibrary library, (ModelKind Kind, string Name, string Id) model) =>
        library.PathOf(model.Kind, model.Id) is { } path && File.Exists(path) ? path : throw InputException.UnknownName($"models/{model.Name}s", model.Name, model.Id, library.Ids(model.Kind));

    private static void WriteText(TextWriter output, IReadOnlyList<TuneResult> results, Dictionary<string, string> files, string path)
    {
        var table = new TextTable("device", "rule", "learning rate", "parameters", "scaling", "validation (%)", "values tried", "trainings");
        foreach (var r in results)
            table.Add(r.Device, r.Algorithm, r.Best.Rate.ToString("R", CultureInfo.InvariantCulture), r.Best.Parameters.Length == 0 ? "defaults" : r.Best.Parameters, r.Best.Scaling, Engineering.Percent(r.Best.Mean),
                r.Trials.Count.ToString(CultureInfo.InvariantCulture), r.Trials.Sum(t => t.Accuracies.Count).ToString(CultureInfo.InvariantCulture));
        table.Write(output);
        foreach (var r in results) output.WriteLine($"{r.Device}, {r.Algorithm}: {r.Evidence}");
        output.WriteLine();
        foreach (var file in files.Values.Distinct()) output.WriteLine($"rates written into {file}");
        output.WriteLine($"written to {path}");
    }

    private static void WriteJson(TextWriter output, IReadOnlyList<TuneResult> results, string path)
    {
        foreach (var r in results)
            output.WriteLine(JsonLine.Of(("event", "rate"), ("device", r.Device), ("algorithm", r.Algorithm), ("parameters", r.Best.Parameters), ("scaling", r.Best.Scaling), ("learning_rate", r.Best.Rate),
                ("validation_accuracy_mean", r.Best.Mean), ("evidence", r.Evidence)));
        output.WriteLine(JsonLine.Of(("event", "done"), ("folder", path)));
    }
}
