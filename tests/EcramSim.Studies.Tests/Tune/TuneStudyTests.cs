using System.Text.Json.Nodes;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Training;
using EcramSim.Studies.Trainings;
using EcramSim.Studies.Tune;

namespace EcramSim.Studies.Tests.Tune;

public sealed class TuneStudyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tune").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static readonly TunePlan Small = new() { Devices = ["float32", "tang-2018"], Rates = [0.2, 0.4], First = 200, Epochs = 1, Seeds = 2, Seed = 5 };

    private static ModelLibrary Library() => ModelLibrary.Shipped();

    private IReadOnlyList<TuneResult> Run(TunePlan plan, int threads, string store = "store") => TuneStudy.Prepare(plan, Library, []).Run(new TrainingStore(Path.Combine(_folder, store)), threads);

    [Fact]
    public void Threads_and_the_store_change_nothing()
    {
        var one = Run(Small, 1);
        var files = Directory.GetFiles(Path.Combine(_folder, "store")).ToDictionary(f => f, File.GetLastWriteTimeUtc);
        Assert.NotEmpty(files);
        // Again from the store, and on two threads without it.
        Assert.Equal(TuneResult.TrialTable(one), TuneResult.TrialTable(Run(Small, 2)));
        Assert.All(files, f => Assert.Equal(f.Value, File.GetLastWriteTimeUtc(f.Key)));
        Assert.Equal(TuneResult.TrialTable(one), TuneResult.TrialTable(Run(Small, 2, "other")));
        // The accuracies are those of trainings on their own, on the validation part.
        var trial = one[1].Trials.Single(t => t.Rate == 0.4);
        var setup = TrainingSetup.Read(Library(), "digits-mlp", "default", "tang-2018", Learning.Data.ImageDataset.Load("digits", 200), []);
        Assert.Equal(Trainer.Run(setup.Plan("sgd", 5) with { LearningRate = 0.4, Epochs = 1 }).Epochs[^1].ValidationAccuracy, trial.Accuracies[0]);
    }

    [Fact]
    public void A_damaged_training_is_named()
    {
        Run(Small with { Devices = ["float32"] }, 1);
        var file = Directory.GetFiles(Path.Combine(_folder, "store"))[0];
        File.WriteAllText(file, "{");
        Assert.Contains(file, Assert.Throws<InputException>(() => Run(Small with { Devices = ["float32"] }, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_of_a_baseline_go_into_the_network_file_and_are_used()
    {
        var path = Path.Combine(_folder, "mine.json");
        File.Copy(Path.Combine(ModelLibrary.ShippedFolder("models"), "networks", "digits-mlp.json"), path);
        TuneResult Found(string device, string rule, double rate) => new(device, "mine", "digits", rule, new Trial("", rate, [0.9]), [new Trial("", rate, [0.9])], 20, [1]);
        RateEntry.Write(path, [Found("ideal", "tiki-taka", 0.3)], isBaseline: true);
        RateEntry.Write(path, [Found("ideal", "tiki-taka", 0.03), Found("exact", "tiki-taka", 0.04)], isBaseline: true);
        double Rate(string device, string rule) => TrainingSetup.Read(Library(), path, "default", device, Learning.Data.ImageDataset.Load("digits", 200), []).Plan(rule, 1).Rate;
        Assert.Equal((0.03, 0.04), (Rate("ideal", "tiki-taka"), Rate("exact", "tiki-taka")));
        // What was not searched has the network's.
        Assert.Equal((0.4, 0.4), (Rate("ideal", "sgd"), Rate("float32", "sgd")));
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"exact\"", "\"exat\"", StringComparison.Ordinal));
        Assert.Contains("'exact'", Assert.Throws<InputException>(() => Rate("ideal", "sgd")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_and_parameters_go_into_a_device_file_and_are_used()
    {
        var path = Path.Combine(_folder, "mine.json");
        var before = ModelLibrary.Document(Path.Combine(ModelLibrary.ShippedFolder("models"), "devices", "tang-2018.json"));
        // One rate that is replaced, and one that comes new.
        before["learning_rates"] = new JsonArray([.. before["learning_rates"]!.AsArray().Where(e => (string?)e!["algorithm"] == "sgd" && (string?)e["network"] == "digits-mlp").Select(e => e!.DeepClone())]);
        File.WriteAllText(path, before.ToJsonString());
        TuneResult Found(string rule, double rate, string parameters) => new("mine", "digits-mlp", "digits", rule, new Trial(parameters, rate, [0.9, 0.92]), [new Trial("", 0.2, [0.8]), new Trial(parameters, rate, [0.9, 0.92])], 20, [1, 2]);
        RateEntry.Write(path, [Found("sgd", 0.3, ""), Found("tiki-taka-v2", 0.25, "transfer_rate=0.1")]);
        RateEntry.Write(path, [Found("tiki-taka-v2", 0.5, "transfer_rate=0.3,kept=0.1")]);
        var after = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.Equal(["sgd", "tiki-taka-v2"], after["learning_rates"]!.AsArray().Select(e => (string)e!["algorithm"]!));
        foreach (var (key, value) in before.Where(p => p.Key != "learning_rates")) Assert.True(JsonNode.DeepEquals(value, after[key]), key);
        var device = CellDevice.Read(Library(), path);
        Assert.Equal(0.3, device.LearningRateFor("digits-mlp", "digits", "sgd")!.Rate);
        var plan = TrainingSetup.Read(Library(), "digits-mlp", "default", path, Learning.Data.ImageDataset.Load("digits", 200), []).Plan("tiki-taka-v2", 1);
        Assert.Equal((0.5, "tiki-taka-v2:transfer_rate=0.3,kept=0.1"), (plan.Rate, plan.Rule));
        Assert.Equal("tiki-taka-v2:kept=0.2", (plan with { Algorithm = "tiki-taka-v2:kept=0.2" }).Rule);
        Assert.Contains("80.00 % at 0.2 (seed 1 alone)", device.LearningRateFor("digits-mlp", "digits", "tiki-taka-v2")!.Source, StringComparison.Ordinal);
        Assert.Contains("91.00 % at 0.5", device.LearningRateFor("digits-mlp", "digits", "tiki-taka-v2")!.Source, StringComparison.Ordinal);
        // A parameter that the rule does not know is told with its file.
        File.WriteAllText(path, File.ReadAllText(path).Replace("kept=0.1", "kep=0.1", StringComparison.Ordinal));
        var bad = TrainingSetup.Read(Library(), "digits-mlp", "default", path, Learning.Data.ImageDataset.Load("digits", 200), []).Plan("tiki-taka-v2", 1);
        Assert.Contains("device mine: learning_rates: parameters", Assert.Throws<InputException>(bad.Check).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scaling_is_chosen_by_validation_accuracy_written_and_used()
    {
        var plan = Small with { Devices = ["tang-2018"], Scalings = ["fit", "omega:0.5"], First = 400, Epochs = 3 };
        var found = Assert.Single(Run(plan, 1));
        Assert.Equal(["fit", "omega:0.5"], found.Trials.Select(t => t.Scaling).Distinct());
        double Best(string scaling) => found.Trials.Where(t => t.Scaling == scaling && t.Accuracies.Count == 2).Max(t => t.Mean);
        Assert.Equal(Best("omega:0.5") > Best("fit") + 2 * TuneSearch.Equal ? "omega:0.5" : "fit", found.Best.Scaling);
        // The same search of either alone has the same trainings.
        var alone = Assert.Single(Run(plan with { Scalings = ["omega:0.5"] }, 1));
        Assert.Equal(found.Trials.Where(t => t.Scaling == "omega:0.5").Select(t => (t.Rate, t.Mean)), alone.Trials.Select(t => (t.Rate, t.Mean)));
        Assert.Contains("with scaling omega:0.5: ", alone.Evidence, StringComparison.Ordinal);

        var path = Path.Combine(_folder, "mine.json");
        File.Copy(Path.Combine(ModelLibrary.ShippedFolder("models"), "devices", "tang-2018.json"), path);
        RateEntry.Write(path, [alone]);
        TrainingPlan Plan(string rule) => TrainingSetup.Read(Library(), "digits-mlp", "default", path, Learning.Data.ImageDataset.Load("digits", 400), []).Plan(rule, 1);
        Assert.Equal(("omega:0.5", "fit"), (Plan("sgd").Scale.Name, Plan("mixed-precision").Scale.Name));
        // The command line goes first.
        Assert.Equal("none", (Plan("sgd") with { Scaling = Learning.Layers.WeightScaling.None }).Scale.Name);
        // And it decides the training: that of the search at the same rate and size.
        var setup = TrainingSetup.Read(Library(), "digits-mlp", "default", path, Learning.Data.ImageDataset.Load("digits", 400), []);
        Assert.Equal(alone.Best.Accuracies[0], Trainer.Run(setup.Plan("sgd", 5) with { Epochs = 3 }).Epochs[^1].ValidationAccuracy);
        File.WriteAllText(path, File.ReadAllText(path).Replace("omega:0.5\"", "omega:7\"", StringComparison.Ordinal));
        Assert.Contains("device mine: learning_rates: scaling: omega: value 7 is outside the allowed range (0, 1]", Assert.Throws<InputException>(Plan("sgd").Check).Message, StringComparison.Ordinal);
        File.WriteAllText(path, File.ReadAllText(path).Replace("omega:7\"", "omego:1\"", StringComparison.Ordinal));
        Assert.Contains("device mine: learning_rates: scaling: ", Assert.Throws<InputException>(Plan("sgd").Check).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_of_a_part_of_the_images_stand_beside_those_of_all()
    {
        var path = Path.Combine(_folder, "mine.json");
        var device = ModelLibrary.Document(Path.Combine(ModelLibrary.ShippedFolder("models"), "devices", "tang-2018.json"));
        device["learning_rates"] = new JsonArray();
        File.WriteAllText(path, device.ToJsonString());
        TuneResult Found(double rate, int? first) => new("mine", "digits-mlp", "digits", "sgd", new Trial("", rate, [0.9]), [new Trial("", rate, [0.9])], 20, [1], first);
        double Rate(int? images) => TrainingSetup.Read(Library(), "digits-mlp", "default", path, Learning.Data.ImageDataset.Load("digits", images), []).Plan("sgd", 1).Rate;
        RateEntry.Write(path, [Found(0.11, 300)]);
        // The only one there is serves for all.
        Assert.Equal((0.11, 0.11, 0.11), (Rate(300), Rate(200), Rate(null)));
        RateEntry.Write(path, [Found(0.12, 500)]);
        Assert.Equal((0.11, 0.12, 0.12, 0.12), (Rate(300), Rate(500), Rate(200), Rate(null)));
        RateEntry.Write(path, [Found(0.13, null)]);
        Assert.Equal((0.11, 0.12, 0.13, 0.13), (Rate(300), Rate(500), Rate(200), Rate(null)));
        // Each is replaced by its own kind.
        RateEntry.Write(path, [Found(0.14, 300), Found(0.15, null)]);
        Assert.Equal((0.14, 0.12, 0.15), (Rate(300), Rate(500), Rate(null)));
        Assert.Equal(3, ModelLibrary.Document(path)["learning_rates"]!.AsArray().Count);
        Assert.Contains("on the first 300 images", CellDevice.Read(Library(), path).LearningRateFor("digits-mlp", "digits", "sgd", 300)!.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_parameter_to_be_tried_belongs_to_its_rule()
    {
        foreach (var rule in Learning.Algorithms.TrainingRules.Names)
            foreach (var (key, _, values) in Learning.Algorithms.TrainingRules.TriedOf(rule))
                foreach (var value in values) _ = Learning.Algorithms.TrainingRules.Of(FormattableString.Invariant($"{rule}:{key}={value}"));
        Assert.NotEmpty(Learning.Algorithms.TrainingRules.TriedOf("agad"));
    }
}
