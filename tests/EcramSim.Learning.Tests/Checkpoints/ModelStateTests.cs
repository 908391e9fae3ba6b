using System.Reflection;
using EcramSim.Crossbar;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Checkpoints;
using EcramSim.Learning.HardwareAware;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks.Modules;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Checkpoints;

/// <summary>A model that is put back into a state goes on to the same bits: every training rule, every kind of layer.</summary>
public sealed class ModelStateTests
{
    private static readonly ArrayOptions Array = new(7, 9, 12, null, 0.06, new AbsMax(), new IterativeHalving(), 31, true, true, 80e-9);

    private static AnalogOptions Cells => new(new("cells", "Cells", "update-law", new SoftBounds(0.01, -1, 1, 0.3, new PulseSpread(0.3, 0.1, 0, 0.2)), new WriteCost(1e-12, 1e-12, 1e-6), []), Array, 3);

    // A new kind of layer needs a line here: an input, and a model that has it.
    private static readonly Dictionary<Type, (long[] Input, Func<nn.Module> Make, Func<nn.Module, Tensor, Tensor> Run)> Layers = new()
    {
        [typeof(AnalogLinear)] = ([4, 6], () => new AnalogLinear(Linear("a", 6, 5), "layer", Cells), Plain),
        [typeof(AnalogConv)] = ([2, 2, 5, 5], () => Analog.Convert(nn.Sequential(("conv", Convolution()), ("norm", nn.BatchNorm2d(4))), Cells), Plain),
        [typeof(AnalogRNN)] = ([4, 2, 3], () => Fixed(nn.RNN(3, 4), d => new AnalogRNN(d, "rnn", Cells)), (m, x) => ((AnalogRNN)m).call(x, null).Item1),
        [typeof(AnalogLSTM)] = ([4, 2, 3], () => Fixed(nn.LSTM(3, 4), d => new AnalogLSTM(d, "lstm", Cells)), (m, x) => ((AnalogLSTM)m).call(x, null).Item1),
        [typeof(AnalogMultiheadAttention)] = ([4, 2, 6], () => Fixed(nn.MultiheadAttention(6, 2), d => new AnalogMultiheadAttention(d, 2, "attention", Cells)), (m, x) => ((AnalogMultiheadAttention)m).call(x, x, x).Item1),
        [typeof(LstmCourse)] = ([2, 4, 3], () => Analog.Convert(new LstmCourse(Fixed(nn.LSTM(3, 4, batchFirst: true), l => l), false), Cells), Plain),
        [typeof(GruCourse)] = ([2, 4, 3], () => Analog.Convert(new GruCourse(Fixed(nn.GRU(3, 4, batchFirst: true), g => g), true), Cells), Plain),
        [typeof(SelfAttention)] = ([2, 4, 6], () => Analog.Convert(new SelfAttention(Fixed(nn.MultiheadAttention(6, 2), a => a), true), Cells), Plain),
        [typeof(Residual)] = ([4, 6], () => Analog.Convert(new Residual(Linear("a", 6, 6), Linear("b", 6, 6)), Cells), Plain),
        [typeof(Positions)] = ([2, 4, 6], () => Analog.Convert(nn.Sequential(("p", new Positions(new TorchSharp.Modules.Parameter(Uniform("p", 4, 6)))), ("l", Linear("a", 6, 3))), Cells), Plain),
        [typeof(Tokens)] = ([2, 4], () => Analog.Convert(nn.Sequential(("t", new Tokens(Fixed(nn.Embedding(2, 6), e => e))), ("l", Linear("a", 6, 3))), Cells), (m, x) => Plain(m, x.gt(0).to(ScalarType.Float32))),
        [typeof(Mean)] = ([2, 4, 6], () => Analog.Convert(nn.Sequential(("m", new Mean([1])), ("l", Linear("a", 6, 3))), Cells), Plain),
        [typeof(Last)] = ([2, 4, 6], () => Analog.Convert(nn.Sequential(("m", new Last()), ("l", Linear("a", 6, 3))), Cells), Plain),
        [typeof(Reshape)] = ([2, 12], () => Analog.Convert(nn.Sequential(("m", new Reshape([2, 6])), ("l", Linear("a", 6, 3))), Cells), Plain),
        [typeof(AnalogGRU)] = ([4, 2, 3], () => Fixed(nn.GRU(3, 4), d => new AnalogGRU(d, "gru", Cells)), (m, x) => ((AnalogGRU)m).call(x, null).Item1),
    };

    public static TheoryData<string> Kinds => [.. typeof(AnalogLinear).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(nn.Module)) && !t.IsAbstract).Select(t => t.Name).Order()];

    public static TheoryData<string> Rules => [.. TrainingRules.Names, "mixed-precision:momentum=0.5", "mixed-precision:weight_decay=0.01"];

    [Theory, MemberData(nameof(Rules))]
    public void Every_rule_goes_on_to_the_same_bits(string rule) =>
        GoesOn([4, 6], () => Analog.Convert(nn.Sequential(("a", Linear("a", 6, 5)), ("t", nn.Tanh()), ("b", Linear("b", 5, 3))), Cells.For(TrainingRules.Of(rule))), Plain, rule);

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_of_layer_goes_on_to_the_same_bits(string kind)
    {
        var type = typeof(AnalogLinear).Assembly.GetTypes().Single(t => t.Name == kind && t.IsSubclassOf(typeof(nn.Module)));
        Assert.True(Layers.TryGetValue(type, out var layer), $"no test of the state of {type}: give it a line in {nameof(ModelStateTests)}.{nameof(Layers)}");
        GoesOn(layer.Input, layer.Make, layer.Run, "tiki-taka-v2:zero_shift_pairs=3");
    }

    [Fact]
    public void Hardware_aware_training_goes_on_to_the_same_draws() => GoesOn([4, 6], () => Analog.Convert(nn.Sequential(("a", Linear("a", 6, 5)), ("b", Linear("b", 5, 3))),
        new AnalogOptions(null, Array, 3) { Effects = [new WeightNoise(0.1), new DropConnect(0.1)], InputRange = new InputRange(0.8), LearnsOutputScale = true }), Plain, "sgd");

    [Fact]
    public void Digital_parameters_and_buffers_are_kept_and_another_model_is_refused()
    {
        using var scope = NewDisposeScope();
        nn.Module Make() => nn.Sequential(("conv", nn.Conv2d(1, 2, 3)), ("norm", nn.BatchNorm2d(2)));
        var (first, second) = (Make(), Make());
        ((nn.Module<Tensor, Tensor>)first).call(Uniform("x", 3, 1, 4, 4));
        var state = StateExchange.Save(new ModelState(first));
        Assert.Contains("buffers/norm.running_mean/values", state.Keys);
        StateExchange.Restore(new ModelState(second), state, "test");
        var expected = first.state_dict();
        foreach (var (name, tensor) in second.state_dict()) Assert.True(tensor.equal(expected[name]).all().item<bool>(), name);
        using var other = nn.Sequential(("conv", nn.Conv2d(1, 2, 5)));
        Assert.Contains("part 'parameters/conv.weight/values': 18 values, where this run has 50",
            Assert.Throws<InputException>(() => StateExchange.Restore(new ModelState(other), state, "test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adam_goes_on_to_the_same_bits() =>
        GoesOn([4, 6], () => Analog.Convert(nn.Sequential(("a", Linear("a", 6, 5)), ("t", nn.Tanh()), ("b", Linear("b", 5, 3))), Cells), Plain, m => new AnalogAdam(m, 0.05, weight_decay: 0.01));

    /// <summary>The lines of docs/adding.md, through a file.</summary>
    [Fact]
    public void A_model_of_ones_own_goes_through_a_file()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> Make() => Analog.Convert(nn.Sequential(("a", Linear("a", 6, 5))), Cells);
        var (model, again) = (Make(), Make());
        using var optimizer = new AnalogSGD(model, 0.1, rule: TrainingRules.Of("agad"));
        using var other = new AnalogSGD(again, 0.1, rule: TrainingRules.Of("agad"));
        model.call(Uniform("x", 3, 6)).sum().backward();
        optimizer.step();
        var path = Path.Combine(folder.Path, "mine.checkpoint");
        CheckpointFile.Write(path, new Checkpoint("my model", "step 500", StateExchange.Save(new ModelState(model))));
        StateExchange.Restore(new ModelState(again), CheckpointFile.Read(path).Parts, path);
        Assert.Equal(Values(model.call(Uniform("y", 3, 6)).detach()), Values(again.call(Uniform("y", 3, 6)).detach()));
    }

    private static void GoesOn(long[] shape, Func<nn.Module> make, Func<nn.Module, Tensor, Tensor> run, string rule) =>
        GoesOn(shape, make, run, m => new AnalogSGD(m, 0.1, rule: TrainingRules.Of(rule)));

    private static void GoesOn(long[] shape, Func<nn.Module> make, Func<nn.Module, Tensor, Tensor> run, Func<nn.Module, optim.Optimizer> optimize)
    {
        using var scope = NewDisposeScope();
        var (first, second) = (make(), make());
        var (one, two) = (optimize(first), optimize(second));
        Train(first, one, 0, 25);
        var state = StateExchange.Save(new Training(first, one));
        // The other one has a past, and somebody looked at its weights: both must be forgotten.
        Train(second, two, 50, 4);
        _ = second.state_dict();
        StateExchange.Restore(new Training(second, two), state, "test");
        Assert.Equal(Train(first, one, 25, 15), Train(second, two, 25, 15));
        var (a, b) = (StateExchange.Save(new Training(first, one)), StateExchange.Save(new Training(second, two)));
        Assert.All(a, part => Assert.Equal(part.Value.Bytes, b[part.Key].Bytes));
        Assert.Equal(Analog.Layers(first).SelectMany(l => l.Tiles).Select(t => t.Ledger), Analog.Layers(second).SelectMany(l => l.Tiles).Select(t => t.Ledger));

        float[] Train(nn.Module model, optim.Optimizer optimizer, int from, int steps)
        {
            var course = new List<float>();
            for (var step = from; step < from + steps; step++)
            {
                using var each = NewDisposeScope();
                optimizer.zero_grad();
                var y = run(model, Uniform($"x{step}", shape));
                course.AddRange(Values(y.detach()));
                (y * Uniform($"g{step}", y.shape)).sum().backward();
                optimizer.step();
            }
            return [.. course];
        }
    }

    private sealed class Training(nn.Module model, optim.Optimizer optimizer) : IStateful
    {
        public void Exchange(StateExchange state)
        {
            state.Part("model", new ModelState(model));
            state.Part("optimizer", (IStateful)optimizer);
        }
    }

    private static Tensor Plain(nn.Module model, Tensor x) => ((nn.Module<Tensor, Tensor>)model).call(x);

    private static TorchSharp.Modules.Conv2d Convolution() => Fixed(nn.Conv2d(2, 4, 3, groups: 2), c => c);

    // First weights from named streams, not from torch's generator, which tests share.
    private static TResult Fixed<TModule, TResult>(TModule digital, Func<TModule, TResult> then) where TModule : nn.Module
    {
        using (no_grad())
            foreach (var (name, parameter) in digital.named_parameters()) parameter.copy_(Uniform(name, parameter.shape) * 0.3);
        return then(digital);
    }
}
