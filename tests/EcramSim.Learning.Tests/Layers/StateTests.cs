using EcramSim.Crossbar;
using EcramSim.Learning.Layers;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Layers;

/// <summary>What users of the package expect of a layer: names and shapes of its state, save and load, to(), weights that are seen through the tiles of a larger layer.</summary>
public sealed class StateTests
{
    [Fact]
    public void State_of_recurrent_layers_has_the_names_of_the_package_and_goes_round_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var options = new AnalogOptions(TestDevices.Constant(0.001), ArrayOptions.Exact, 1);
        var digital = nn.LSTM(3, 4, 2, bidirectional: true);
        var (first, second) = (new AnalogLSTM(digital, "lstm", options), new AnalogLSTM(nn.LSTM(3, 4, 2, bidirectional: true), "lstm", options with { Seed = 2 }));
        Assert.Equal(digital.state_dict().Keys.Order(StringComparer.Ordinal), first.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.All(digital.state_dict(), p => Assert.Equal(p.Value.shape, first.state_dict()[p.Key].shape));
        var state = first.state_dict().ToDictionary(p => p.Key, p => p.Value.clone());
        second.load_state_dict(state);
        Assert.All(second.state_dict(), p => Assert.Equal(Values(state[p.Key].detach()), Values(p.Value.detach())));
        var x = Uniform("x", 5, 2, 3);
        Assert.Equal(Values(first.call(x).Item1.detach()), Values(second.call(x).Item1.detach()));
    }

    [Fact]
    public void What_is_written_into_a_layer_is_seen_by_its_tiles_at_once()
    {
        using var scope = NewDisposeScope();
        var (digital, analog) = (nn.Conv2d(2, 3, 3), (AnalogConv)Analog.Convert(nn.Conv2d(2, 3, 3), AnalogOptions.Exact));
        analog.load_state_dict(digital.state_dict());
        // No forward between: the tile is asked directly.
        Assert.Equal(Values(digital.weight!.detach().reshape(-1)), analog.Layers[0].Weights());
        analog.Layers[0].SetWeights(new float[54]);
        Assert.Equal(new float[54], Values(analog.state_dict()["weight"].reshape(-1)));
    }

    [Fact]
    public void Save_and_load_through_a_stream()
    {
        using var scope = NewDisposeScope();
        var (first, second) = (Model("a"), Model("b"));
        var stream = new MemoryStream();
        first.save(stream);
        second.load(new MemoryStream(stream.ToArray()));
        var x = Uniform("x", 3, 6);
        Assert.Equal(Values(first.call(x).detach()), Values(second.call(x).detach()));

        static nn.Module<Tensor, Tensor> Model(string name) => Analog.Convert(nn.Sequential(("l", Linear(name, 6, 4)), ("n", nn.BatchNorm1d(4)), ("m", Linear(name + "2", 4, 2))), AnalogOptions.Exact);
    }

    [Fact]
    public void It_moves_to_the_processor_and_back_from_double_precision_which_it_refuses_by_name()
    {
        using var scope = NewDisposeScope();
        var linear = Linear("a", 6, 4);
        var analog = Analog.Convert(linear, AnalogOptions.Exact).to(CPU);
        var x = Uniform("x", 3, 6);
        AssertClose(linear.call(x).detach(), analog.call(x).detach(), 1e-6);
        analog.to(ScalarType.Float64);
        Assert.Contains("single precision", Assert.Throws<ArgumentException>(() => analog.call(x.to(ScalarType.Float64))).Message, StringComparison.Ordinal);
        Assert.Contains("single precision", Assert.Throws<ArgumentException>(() => analog.call(x)).Message, StringComparison.Ordinal);
        analog.to(ScalarType.Float32);
        AssertClose(linear.call(x).detach(), analog.call(x).detach(), 1e-6);
    }

    [Fact]
    public void Training_and_evaluation_reach_every_part()
    {
        using var scope = NewDisposeScope();
        var analog = Analog.Convert(nn.Sequential(("c", nn.Conv2d(2, 4, 3, groups: 2)), ("f", nn.Flatten()), ("l", Linear("l", 36, 2))), AnalogOptions.Exact);
        analog.eval();
        Assert.All(Analog.Layers(analog), l => Assert.False(l.training));
        var again = Analog.Convert(nn.Sequential(("x", analog)), AnalogOptions.Exact);
        Assert.Equal(3, Analog.Layers(again).Count);
        again.train();
        Assert.All(Analog.Layers(again), l => Assert.True(l.training));
    }
}
