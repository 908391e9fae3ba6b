using EcramSim.Crossbar;
using EcramSim.Learning.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Layers;

public sealed class ConversionTests
{
    private static Sequential Model() => nn.Sequential(
        ("first", Linear("first", 5, 4)), ("between", nn.Tanh()),
        ("block", nn.Sequential(("inner", Linear("inner", 4, 4)), ("rectified", nn.ReLU()))),
        ("last", Linear("last", 4, 3, bias: false)));

    [Fact]
    public void One_call_replaces_every_linear_and_leaves_the_others()
    {
        using var scope = NewDisposeScope();
        var digital = Model();
        var analog = Analog.Convert(digital, AnalogOptions.Exact);
        Assert.Equal(["tile/first", "tile/last", "tile/block/inner"], Analog.Layers(analog).Select(l => l.Tile.Name));
        Assert.Empty(analog.modules().OfType<Linear>());
        Assert.Single(analog.modules().OfType<Tanh>());
        Assert.Single(analog.modules().OfType<ReLU>());
        Assert.Equal(3, digital.modules().OfType<Linear>().Count());
        var x = Uniform("x", 6, 5);
        AssertClose(digital.call(x), analog.call(x), 1e-6);
        Assert.Equal(digital.state_dict().Keys.Order(StringComparer.Ordinal), analog.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_linear_alone_converts_and_any_other_module_stays_itself()
    {
        using var scope = NewDisposeScope();
        var linear = Linear("alone", 5, 4);
        var converted = Assert.IsType<AnalogLinear>(Analog.Convert(linear, AnalogOptions.Exact));
        Assert.Same(converted, Assert.Single(Analog.Layers(converted)));
        var relu = nn.ReLU();
        Assert.Same(relu, Analog.Convert(relu, AnalogOptions.Exact));
        Assert.Empty(Analog.Layers(relu));
    }

    [Fact]
    public void State_dictionary_goes_round_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var options = new AnalogOptions(TestDevices.Constant(0.01), ArrayOptions.Exact, 1);
        var (first, second) = (Analog.Convert(Model(), options), Analog.Convert(Model(), options with { Seed = 2 }));
        // Away from the first weights, as training would.
        foreach (var layer in Analog.Layers(first))
        {
            layer.call(Uniform("x" + layer.InputCount, 3, layer.InputCount)).sum().backward();
            layer.Update(0.5);
        }
        var state = first.state_dict().ToDictionary(p => p.Key, p => p.Value.clone());
        Assert.NotEqual(Weights(first), Weights(second));
        var (missing, unexpected) = second.load_state_dict(state);
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.Equal(Weights(first), Weights(second));
        Assert.Equal(Values(first.call(ones(1, 5))), Values(second.call(ones(1, 5))));
        Assert.All(second.state_dict(), p => Assert.Equal(Values(state[p.Key]), Values(p.Value)));
    }

    [Fact]
    public void A_digital_state_dictionary_loads_into_the_analog_model()
    {
        using var scope = NewDisposeScope();
        var digital = Model();
        var analog = Analog.Convert(nn.Sequential(("first", Linear("other", 5, 4)), ("between", nn.Tanh()),
            ("block", nn.Sequential(("inner", Linear("another", 4, 4)), ("rectified", nn.ReLU()))),
            ("last", Linear("third", 4, 3, bias: false))), AnalogOptions.Exact);
        var x = Uniform("x", 6, 5);
        analog.load_state_dict(digital.state_dict());
        AssertClose(digital.call(x), analog.call(x), 1e-6);
    }

    private static float[] Weights(nn.Module model) => [.. Analog.Layers(model).SelectMany(l => l.Weights())];
}
