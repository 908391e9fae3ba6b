using EcramSim.Crossbar;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Data;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Tests.Training;
using EcramSim.Learning.Training;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Networks;

/// <summary>Networks that list their layers: sizes, parameters, first weights, training on tiles, and what is told of a wrong file.</summary>
public sealed class LayeredNetworkTests
{
    private static Network Shipped(string id) => Network.Read(ModelLibrary.Shipped(), id);

    /// <summary>Numbers from the publications, or counted by hand.</summary>
    [Theory]
    // 6·(25+1) + 16·(150+1) + 120·(400+1) + 84·121 + 10·85.
    [InlineData("lenet-5", 61_706, 5, 784, 784)]
    // 3·16·9 + 32 + (2·2304 + 64) + (4608 + 9216 + 512 + 192) + (18432 + 36864 + 2048 + 384) + 650.
    [InlineData("resnet-8", 78_042, 10, 3072, 1024)]
    // 28·16 + 4·64·(16 + 64 + 2) + 28·65.
    [InlineData("lstm-text", 23_260, 3, 32, 32)]
    // 28·32 + 32·32 + 2·(4·32·33 + 64·33 + 32·65 + 4·32) + 64 + 28·33.
    [InlineData("transformer-text", 19_996, 13, 32, 32)]
    [InlineData("digits-mlp", 2_710, 2, 64, 1)]
    public void Parameters_and_matrices_are_those_of_the_form(string id, long parameters, int matrices, int inputs, int reads)
    {
        var summary = NetworkSummary.Of(Shipped(id));
        Assert.Equal((parameters, matrices, inputs), (summary.Parameters, summary.OnTiles.Count, summary.Network.Sizes[0]));
        // Places of the first convolution, or steps of the sequence; the classes once.
        Assert.Equal((reads, 1), (summary.OnTiles[0].Reads, summary.OnTiles[^1].Reads));
    }

    [Theory, InlineData("lenet-5"), InlineData("resnet-8"), InlineData("lstm-text"), InlineData("transformer-text")]
    public void On_exact_tiles_it_computes_and_learns_what_the_digital_network_does(string id)
    {
        using var scope = NewDisposeScope();
        var network = Shipped(id);
        var (digital, analog) = (network.Build(3), Analog.Convert(network.Build(3), AnalogOptions.Exact with { Scaling = WeightScaling.None }));
        Assert.Equal(digital.state_dict().Keys.Order(StringComparer.Ordinal), analog.state_dict().Keys.Order(StringComparer.Ordinal));
        var (sgd, own) = (optim.SGD(digital.parameters(), 0.02), new AnalogSGD(analog, 0.02));
        var x = Samples(network, 2);
        foreach (var (model, optimizer) in new (nn.Module<Tensor, Tensor>, optim.Optimizer)[] { (digital, sgd), (analog, own) })
            for (var step = 0; step < 2; step++)
            {
                optimizer.zero_grad();
                nn.functional.cross_entropy(model.call(x), zeros(2, ScalarType.Int64)).backward();
                optimizer.step();
            }
        AssertClose(digital.call(x).detach(), analog.call(x).detach(), 2e-4);
        var expected = digital.state_dict();
        foreach (var (key, value) in analog.state_dict()) AssertClose(expected[key].detach().to(ScalarType.Float32), value.detach().to(ScalarType.Float32), 1e-4);
    }

    [Fact]
    public void First_weights_come_from_streams_and_not_from_the_generator_of_the_process()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var first = Shipped("transformer-text").Build(5);
        manual_seed(2);
        var (again, other) = (Shipped("transformer-text").Build(5), Shipped("transformer-text").Build(6));
        foreach (var (key, value) in again.state_dict()) Assert.Equal(Values(first.state_dict()[key].detach()), Values(value.detach()));
        Assert.NotEqual(Values(first.state_dict()["next.weight"].detach()), Values(other.state_dict()["next.weight"].detach()));
        // ±√(6/(3·32 + 32)) and ±1/√32, all of the range used.
        Assert.InRange(Values(first.state_dict()["encoder.block1.attended.body.attention.attention.in_proj_weight"].detach()).Max(), 0.2165 * 0.99, 0.2166);
        Assert.InRange(Values(first.state_dict()["next.weight"].detach()).Max(), 0.95 / Math.Sqrt(32), 1 / Math.Sqrt(32));
    }

    [Theory, InlineData("exact"), InlineData("float32"), InlineData("lixwo3-lipon")]
    public void The_common_trainer_trains_convolutions_sequences_and_attention(string hardware)
    {
        foreach (var (layers, batch) in new[] { (Convolutional, 20), (Recurrent, 20), (Attending, 20) })
        {
            var network = ReadText(Digits(layers));
            var plan = new TrainingPlan(network, TestPlans.Digits with { Train = TestPlans.Digits.Train.First(100), Test = TestPlans.Digits.Test.First(100) }, TestPlans.Device(hardware))
            {
                Array = ArrayOptions.Read(TestPlans.Library(), "default"), Epochs = hardware == "lixwo3-lipon" ? 1 : 5, Batch = batch, LearningRate = 0.3,
            };
            var result = Trainer.Run(plan);
            Assert.All(result.Epochs, e => Assert.True(double.IsFinite(e.TrainLoss)));
            // 25 steps: far from done.
            if (hardware != "lixwo3-lipon") Assert.True(result.Epochs[^1].TrainLoss < 0.99 * result.Epochs[0].TrainLoss, $"{layers}: {string.Join(", ", result.Epochs.Select(e => e.TrainLoss))}");
            else Assert.True(result.Pulses > 0);
            Assert.All(result.Weights, w => Assert.Equal(w.Weight.Length, w.Outputs * w.Inputs));
        }
    }

    [Fact]
    public void Exact_tiles_train_as_float32_through_the_trainer()
    {
        var network = ReadText(Digits(Convolutional));
        var data = TestPlans.Digits with { Train = TestPlans.Digits.Train.First(100), Test = TestPlans.Digits.Test.First(50) };
        var losses = new[] { Hardware.Float32, Hardware.Exact }.Select(h => Trainer.Run(new TrainingPlan(network, data, h) { Array = ArrayOptions.Exact, Epochs = 3, Batch = 10, LearningRate = 0.1 }).Epochs.Select(e => e.TrainLoss).ToArray()).ToArray();
        Assert.All(losses[0].Zip(losses[1]), p => Assert.Equal(p.First, p.Second, 1e-3));
    }

    private const string Convolutional = """
        { "kind": "conv2d", "name": "conv", "channels": 4, "kernel": 3, "padding": 1 }, { "kind": "batch-norm" }, { "kind": "relu" },
        { "kind": "residual", "name": "block", "layers": [ { "kind": "conv2d", "channels": 4, "kernel": 3, "padding": 1, "groups": 2 }, { "kind": "tanh" } ] },
        { "kind": "max-pool2d", "kernel": 2 }, { "kind": "flatten" }, { "kind": "linear", "outputs": 10 }
        """;

    private const string Recurrent = """{ "kind": "reshape", "sizes": [8, 8] }, { "kind": "gru", "hidden": 8, "bidirectional": true, "returns": "all" }, { "kind": "lstm", "hidden": 12 }, { "kind": "linear", "outputs": 10 }""";

    private const string Attending = """
        { "kind": "reshape", "sizes": [8, 8] }, { "kind": "positions" }, { "kind": "attention", "heads": 2, "causal": true },
        { "kind": "transformer-encoder", "blocks": 1, "heads": 2, "feed_forward": 8, "causal": true }, { "kind": "layer-norm" }, { "kind": "mean" }, { "kind": "linear", "outputs": 10 }
        """;

    [Theory]
    [InlineData("""{ "kind": "conv3d" }""", "layers[0].kind: unknown value 'conv3d'; did you mean 'conv2d'?")]
    [InlineData("""{ "kind": "linear", "outputs": 0 }""", "layers[0].outputs: value 0 is not a whole number in the allowed range [1, 1048576]")]
    [InlineData("""{ "kind": "linear", "outputs": "10" }""", "layers[0].outputs: must be a whole number")]
    [InlineData("""{ "kind": "linear", "ouputs": 10 }""", "layers[0].outputs: is missing (there is an unknown key 'ouputs')")]
    [InlineData("""{ "kind": "linear", "outputs": 10, "biass": true }""", "unknown key 'biass'; did you mean 'bias'?")]
    [InlineData("""{ "kind": "conv2d", "name": "first", "channels": 4, "kernel": 11 }""", "layers[0] 'first' (conv2d): a kernel of 11 reaches beyond 8 with 0 zeros at each end; what comes before it gives 1×8×8")]
    [InlineData("""{ "kind": "conv2d", "channels": 4, "kernel": 3 }, { "kind": "lstm", "hidden": 4 }""", "layers[1] 'lstm2' (lstm): reads time × features; what comes before it gives 4×6×6")]
    [InlineData("""{ "kind": "residual", "name": "block", "layers": [ { "kind": "conv2d", "channels": 4, "kernel": 3 } ] }""", "layers[0] 'block' (residual): adds 4×6×6 of its layers to 1×8×8 of its shortcut")]
    [InlineData("""{ "kind": "residual", "layers": [ { "kind": "linear", "name": "in", "outputs": 4 }, { "kind": "reshape", "name": "bad", "sizes": [5] } ] }""", "layers[0].layers[1] 'bad' (reshape): makes 5, which are 5 values; what comes before it gives 1×8×4")]
    [InlineData("""{ "kind": "embedding", "features": 4 }""", "'embedding1' (embedding): reads tokens")]
    [InlineData("""{ "kind": "relu" }""", "layers: the last layer gives 1×8×8; one number per class is needed")]
    [InlineData("""{ "kind": "relu", "name": "a" }, { "kind": "relu", "name": "a" }""", "layers[1].name: 'a' stands there twice")]
    [InlineData("""{ "kind": "relu", "name": "a.b" }""", "'a.b' is not made of letters, digits, _ and -")]
    [InlineData("", "layers: must be an array of layers, one at least")]
    [InlineData("""{ "kind": "reshape", "sizes": [8, 8] }, { "kind": "attention", "heads": 3 }""", "'attention2' (attention): 8 features do not divide into 3 heads")]
    public void A_wrong_file_is_one_line_that_names_the_layer(string layers, string expected)
    {
        var error = Assert.Throws<InputException>(() => ReadText(Digits(layers)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void The_text_of_the_grammar_is_always_the_same_and_agrees_in_number()
    {
        var text = GrammarText.Sentences(200);
        Assert.Equal(text, GrammarText.Sentences(400)[..text.Length]);
        Assert.Equal(200, text.Count(c => c == '.'));
        Assert.All(text, c => Assert.Contains(c, GrammarText.Alphabet));
        string[] verbs = ["see", "follow", "like", "hear", "sleep", "wait", "sing", "move"];
        foreach (var sentence in text.Split(". ", StringSplitOptions.RemoveEmptyEntries))
        {
            var words = sentence.Split(' ');
            var plural = (words[1] is "old" or "small" or "green" or "quiet" or "happy" ? words[2] : words[1])[^1] == 's';
            Assert.Contains(words, w => verbs.Contains(plural ? w : w[..^1]) && (plural || w[^1] == 's'));
        }
        var data = ImageDataset.Load("grammar", 100);
        Assert.Equal((100, 1500, 32, 28), (data.Train.Count, data.Test.Count, data.Train.Pixels, data.Train.Classes));
    }

    private static string Digits(string layers) => $$"""
        { "title": "t", "input": [1, 8, 8], "layers": [ {{layers}} ], "initialisation": "uniform-fan-in", "data": "digits",
          "training": { "epochs": { "value": 1, "status": "estimated", "source": "test" }, "batch": { "value": 8, "status": "estimated", "source": "test" },
            "learning_rate": { "value": 0.1, "status": "estimated", "source": "test" }, "schedule": { "law": "constant" } } }
        """;

    private static Network ReadText(string json)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "net.json");
        File.WriteAllText(path, json);
        return Network.Read(ModelLibrary.Shipped(), path);
    }

    private static Tensor Samples(Network network, int count) => network.Input.Vocabulary is { } v
        ? ((Uniform(network.Id, count, network.Sizes[0]) + 1) * (v / 2f - 1e-3f)).floor()
        : Uniform(network.Id, count, network.Sizes[0]);
}
