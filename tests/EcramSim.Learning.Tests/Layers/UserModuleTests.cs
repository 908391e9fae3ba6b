using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Layers;

/// <summary>Conversion there and back of modules that a user writes: fields, lists, arrays, nested and shared children.</summary>
public sealed class UserModuleTests
{
    [Fact]
    public void Children_in_fields_lists_and_arrays_go_to_tiles_and_back()
    {
        using var scope = NewDisposeScope();
        var model = new Everything();
        var x = Uniform("x", 3, 4, 6);
        var (before, state) = (model.call(x).detach(), model.state_dict().ToDictionary(p => p.Key, p => p.Value.clone()));
        var converted = Analog.Convert(model, AnalogOptions.Exact);
        Assert.Same(model, converted);
        Assert.Empty(model.modules().OfType<Linear>());
        Assert.Empty(model.modules().OfType<LSTM>());
        // conv 1, lstm 2, attention 4, two in the list, two in the array, one in the block; the shared one counts once.
        Assert.Equal(13, Analog.Layers(model).Count);
        AssertClose(before, model.call(x).detach(), 1e-6);
        Assert.Equal(state.Keys.Order(StringComparer.Ordinal), model.state_dict().Keys.Order(StringComparer.Ordinal));
        model.load_state_dict(state);
        AssertClose(before, model.call(x).detach(), 1e-6);
        model.eval();
        Assert.All(model.modules(), m => Assert.False(m.training));
        model.train();
        Assert.All(model.modules(), m => Assert.True(m.training));

        Assert.Same(model, Analog.ToDigital(model));
        Assert.Empty(Analog.Layers(model));
        Assert.Equal(state.Keys.Order(StringComparer.Ordinal), model.state_dict().Keys.Order(StringComparer.Ordinal));
        AssertClose(before, model.call(x).detach(), 1e-6);
        Assert.All(state, p => AssertClose(p.Value, model.state_dict()[p.Key].detach(), 1e-6));
    }

    [Fact]
    public void Layers_are_excluded_and_chosen_by_name()
    {
        using var scope = NewDisposeScope();
        var model = new Everything();
        var coarse = new AnalogOptions(TestDevices.Constant(0.01), EcramSim.Crossbar.ArrayOptions.Exact, 3);
        var options = AnalogOptions.Exact with { Overrides = [new("list.*", null), new("attention", null), new("block.last", coarse)] };
        Assert.Equal(["conv", "lstm", "attention", "first", "second", "list.0", "list.1", "block.last", "shared"], Analog.Convertible(model).Order(ByFirstUse.Instance));
        Analog.Convert(model, options);
        Assert.Equal(7, Analog.Layers(model).Count);
        Assert.Equal(2, model.list.OfType<Linear>().Count());
        Assert.Equal(0.01, Analog.Layers(model).Single(l => l.GetName() == "block/last").Tile.Granularity);
        Assert.Equal(6, Analog.Layers(model).Count(l => l.Tile.Granularity == 0));
        var error = Assert.Throws<InputException>(() => Analog.Convert(new Everything(), AnalogOptions.Exact with { Overrides = [new("lsmt", null)] }));
        Assert.Contains("did you mean 'lstm'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_cannot_hold_an_analog_layer_is_named_with_the_type_that_can()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => Analog.Convert(new Narrow(), AnalogOptions.Exact));
        Assert.Contains("its field 'inner' is declared Linear, which cannot hold the AnalogLinear of 'inner'; declare it nn.Module<Tensor, Tensor>", error.Message, StringComparison.Ordinal);
        Assert.Contains("no field, array or list of it holds that module", Assert.Throws<ArgumentException>(() => Analog.Convert(new Hidden(), AnalogOptions.Exact)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_converted_module_trains_as_the_digital_one()
    {
        using var scope = NewDisposeScope();
        var (digital, analog) = (new Everything(), (Everything)Analog.Convert(new Everything(), AnalogOptions.Exact));
        foreach (var (model, optimizer) in new (Everything, optim.Optimizer)[] { (digital, optim.SGD(digital.parameters(), 0.05)), (analog, new AnalogSGD(analog, 0.05)) })
            for (var step = 0; step < 3; step++)
            {
                optimizer.zero_grad();
                (model.call(Uniform($"x{step}", 3, 4, 6)) * Uniform("g", 3, 2)).sum().backward();
                optimizer.step();
            }
        AttentionTests.AssertSameState(digital, analog);
    }

    private sealed class ByFirstUse : IComparer<string>
    {
        internal static ByFirstUse Instance { get; } = new();
        private static readonly string[] Order = ["conv", "lstm", "attention", "first", "second", "list.0", "list.1", "block.last", "shared"];
        public int Compare(string? x, string? y) => Array.IndexOf(Order, x).CompareTo(Array.IndexOf(Order, y));
    }

    private sealed class Everything : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> conv = nn.Conv1d(4, 4, 3, padding: 1);
        private readonly nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)> lstm = nn.LSTM(6, 4, batchFirst: true);
        private readonly nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor?>> attention = AttentionTests.Attention(4, 2);
        internal readonly ModuleList<nn.Module<Tensor, Tensor>> list = nn.ModuleList<nn.Module<Tensor, Tensor>>(Linear("l0", 4, 4), Linear("l1", 4, 4));
        private readonly nn.Module<Tensor, Tensor>[] array = [Linear("a0", 4, 4), Linear("a1", 4, 4)];
        private readonly nn.Module<Tensor, Tensor> shared = Linear("s", 4, 4);
        private readonly Block block = new();

        internal Everything() : base(nameof(Everything))
        {
            using (no_grad())
            {
                foreach (var (key, value) in ((nn.Module)conv).state_dict()) value.copy_(Uniform("conv " + key, value.shape) * 0.3);
                foreach (var (key, value) in ((nn.Module)lstm).state_dict()) value.copy_(Uniform("lstm " + key, value.shape) * 0.3);
            }
            register_module("first", array[0]);
            register_module("second", array[1]);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var h = lstm.call(conv.call(input), null).Item1.transpose(0, 1);
            h = attention.call(h, h, h, null, false, null).Item1;
            foreach (var layer in list) h = layer.call(h).tanh();
            h = shared.call(array[1].call(array[0].call(h)).tanh());
            return block.call(shared.call(h).mean([0L]));
        }
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> last = Linear("b", 4, 2);

        internal Block() : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor input) => last.call(input);
    }

    private sealed class Narrow : nn.Module<Tensor, Tensor>
    {
        private readonly Linear inner = Linear("n", 4, 2);

        internal Narrow() : base(nameof(Narrow)) => RegisterComponents();

        public override Tensor forward(Tensor input) => inner.call(input);
    }

    private sealed class Hidden : nn.Module<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor> _run;

        internal Hidden() : base(nameof(Hidden))
        {
            var inner = Linear("h", 4, 2);
            register_module("inner", inner);
            _run = inner.call;
        }

        public override Tensor forward(Tensor input) => _run(input);
    }
}
