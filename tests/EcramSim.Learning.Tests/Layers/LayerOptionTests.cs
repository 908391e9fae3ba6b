using EcramSim.Crossbar;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Layers;

/// <summary>Analog biases, output scales, input ranges: neither changes what an exact layer computes and learns, unless it is meant to.</summary>
public sealed class LayerOptionTests
{
    private static readonly Dictionary<string, AnalogOptions> Cases = new()
    {
        ["analog bias"] = AnalogOptions.Exact with { AnalogBias = 1 },
        ["analog bias, driven by 0.5, per output"] = AnalogOptions.Exact with { AnalogBias = 0.5, Scaling = WeightScaling.Omega(0.6, perOutput: true) },
        ["omega"] = AnalogOptions.Exact with { Scaling = WeightScaling.Omega(0.8) },
        ["per output"] = AnalogOptions.Exact with { Scaling = WeightScaling.FitOutputs },
        ["wide input range"] = AnalogOptions.Exact with { InputRange = new InputRange(4, Learned: false) },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Exact_layers_compute_and_learn_what_the_digital_one_does(string name)
    {
        using var scope = NewDisposeScope();
        var digital = nn.Sequential(("a", Linear("a", 5, 7, 1.5)), ("t", nn.Tanh()), ("b", Linear("b", 7, 3)));
        var analog = Analog.Convert(digital, Cases[name]);
        // With an analog bias c·w the step of w is η d c, that of the bias η d c²: the same as digital only for c = 1.
        var steps = Cases[name].AnalogBias is 0.5 ? 0 : 3;
        var (sgd, own) = (optim.SGD(digital.parameters(), 0.05), new AnalogSGD(analog, 0.05));
        for (var step = 0; step <= steps; step++)
        {
            var (x1, x2) = (Uniform($"x{step}", 6, 5).requires_grad_(), Uniform($"x{step}", 6, 5).requires_grad_());
            foreach (var (model, optimizer, x) in new (nn.Module<Tensor, Tensor>, optim.Optimizer, Tensor)[] { (digital, sgd, x1), (analog, own, x2) })
            {
                optimizer.zero_grad();
                (model.call(x) * Uniform("g", 6, 3)).sum().backward();
                if (step < steps) optimizer.step();
            }
            AssertClose(digital.call(x1).detach(), analog.call(x2).detach(), 2e-6);
            AssertClose(x1.grad!, x2.grad!, 2e-6);
        }
        var state = digital.state_dict();
        Assert.All(state, p => AssertClose(p.Value.detach(), analog.state_dict()[p.Key].detach(), 2e-6));
        var back = Analog.ToDigital(analog);
        AssertClose(digital.call(Uniform("y", 4, 5)).detach(), back.call(Uniform("y", 4, 5)).detach(), 2e-6);
        analog.load_state_dict(analog.state_dict().ToDictionary(p => p.Key, p => p.Value.clone()));
        AssertClose(digital.call(Uniform("y", 4, 5)).detach(), analog.call(Uniform("y", 4, 5)).detach(), 2e-6);
    }

    [Fact]
    public void Analog_biases_of_convolutions_and_attention_are_cells_too()
    {
        using var scope = NewDisposeScope();
        var options = AnalogOptions.Exact with { AnalogBias = 1 };
        var convolution = nn.Conv2d(4, 6, 3, groups: 2);
        var onTiles = Analog.Convert(convolution, options);
        Assert.Equal([19, 19], Analog.Layers(onTiles).Select(l => l.Tile.Columns));
        AssertClose(convolution.call(Uniform("x", 2, 4, 5, 5)).detach(), onTiles.call(Uniform("x", 2, 4, 5, 5)).detach(), 2e-6);
        AttentionTests.AssertSameState(convolution, onTiles);
        Assert.Empty(onTiles.parameters());
        var attention = AttentionTests.Attention(6, 2);
        var tiles = new AnalogMultiheadAttention(attention, 2, "attention", options);
        var q = Uniform("q", 3, 2, 6);
        AssertClose(attention.call(q, q, q).Item1.detach(), tiles.call(q, q, q).Item1.detach(), 2e-6);
        AttentionTests.AssertSameState(attention, tiles);
        var lstm = nn.LSTM(3, 4);
        var recurrent = new AnalogLSTM(lstm, "lstm", options);
        AssertClose(lstm.call(Uniform("s", 5, 2, 3)).Item1.detach(), recurrent.call(Uniform("s", 5, 2, 3)).Item1.detach(), 2e-6);
        AttentionTests.AssertSameState(lstm, recurrent);
    }

    [Fact]
    public void Omega_brings_the_largest_weight_of_a_layer_or_of_each_output_to_its_fraction_of_the_window()
    {
        using var scope = NewDisposeScope();
        var linear = Linear("w", 9, 4, 0.01);
        foreach (var perOutput in new[] { false, true })
        {
            var layer = new AnalogLinear(linear, "layer", AnalogOptions.Exact with { Scaling = WeightScaling.Omega(0.7, perOutput) });
            var held = new float[36];
            layer.Tile.GetWeights(held);
            Assert.Equal(0.7, held.Max(Math.Abs), 1e-6);
            if (perOutput) Assert.All(held.Chunk(9), row => Assert.Equal(0.7, row.Max(Math.Abs), 1e-6));
        }
        Assert.Equal(WeightScaling.Omega(0.5, true), WeightScaling.Of("omega-outputs:0.5"));
        foreach (var (wrong, message) in new[] { ("omega:1.5", "(0, 1]"), ("omega:x", "is not a number"), ("fitt", "did you mean 'fit'?") })
            Assert.Contains(message, Assert.Throws<InputException>(() => WeightScaling.Of(wrong)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_learned_range_grows_where_clipping_costs_and_decays_where_inputs_lie_within()
    {
        using var scope = NewDisposeScope();
        var linear = nn.Linear(new TorchSharp.Modules.Parameter(ones(1, 1)));
        double Learned(double first, float target)
        {
            var layer = new AnalogLinear(linear, "layer", AnalogOptions.Exact with { InputRange = new InputRange(first, Decay: 0.1) });
            using var optimizer = optim.SGD(layer.parameters(), 0.1);
            for (var step = 0; step < 200; step++)
            {
                optimizer.zero_grad();
                (layer.call(full([4, 1], 2f)) - target).pow(2f).mean().backward();
                layer.DropUpdates();
                optimizer.step();
            }
            return layer.Range!.Value;
        }
        // Inputs of 2 are cut to 0.5; the loss (r − 2)² pulls the range up to them, where it stays within a step of its decay.
        Assert.InRange(Learned(0.5, 2), 1.9, 2.1);
        // 8 is more than anything needs: r decays to the inputs.
        Assert.InRange(Learned(8, 2), 1.9, 2.1);
    }

    [Fact]
    public void Gradient_of_the_range_by_finite_differences()
    {
        using var scope = NewDisposeScope();
        var linear = Linear("w", 5, 3);
        var x = Uniform("x", 6, 5).requires_grad_();
        double Loss(double r)
        {
            using var quiet = no_grad();
            var layer = new AnalogLinear(linear, "layer", AnalogOptions.Exact with { InputRange = new InputRange(r) });
            return layer.call(x).pow(2f).sum().item<float>();
        }
        var layer = new AnalogLinear(linear, "layer", AnalogOptions.Exact with { InputRange = new InputRange(0.5) });
        layer.call(x).pow(2f).sum().backward();
        // Half of the inputs lie beyond: no decay.
        Assert.Equal((Loss(0.5 + 1e-2) - Loss(0.5 - 1e-2)) / 2e-2, layer.get_parameter("input_range")!.grad!.item<float>(), 0.02);
        var inside = (x.abs() <= 0.5f).to(ScalarType.Float32);
        AssertClose(x.grad! * inside, x.grad!, 0);
    }

    [Fact]
    public void Ranges_are_calibrated_from_data_layer_by_layer()
    {
        using var scope = NewDisposeScope();
        var digital = nn.Sequential(("a", Linear("a", 5, 4)), ("b", Linear("b", 4, 2)));
        var analog = Analog.Convert(digital, AnalogOptions.Exact with { InputRange = new InputRange() });
        var x = Uniform("x", 50, 5) * 3;
        var ranges = Analog.Calibrate(analog, () => analog.call(x), 1);
        Assert.Equal(["a", "b"], ranges.Select(r => r.Layer));
        Assert.Equal(Values(x).Max(Math.Abs), ranges[0].Range, 1e-6);
        // The second layer saw what the first made of inputs cut to ±1.
        Assert.True(analog.training);
        var first = Analog.Calibrate(analog, () => analog.call(x), 0.5)[0].Range;
        Assert.Equal(Values(x).Select(Math.Abs).Order().ElementAt(124), first, 1e-6);
    }

    [Fact]
    public void Output_scales_are_learned_by_gradient_and_go_into_the_weights_on_the_way_back()
    {
        using var scope = NewDisposeScope();
        var analog = (AnalogLinear)Analog.Convert(Linear("a", 5, 3), AnalogOptions.Exact with { LearnsOutputScale = true });
        using var optimizer = new AnalogSGD(analog, 0.1);
        var x = Uniform("x", 6, 5);
        for (var step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            analog.call(x).pow(2f).sum().backward();
            optimizer.step();
        }
        var scales = Values(analog.get_parameter("output_scale")!.detach());
        Assert.All(scales, s => Assert.NotEqual(1f, s));
        AssertClose(analog.call(x).detach(), Analog.ToDigital(analog).call(x).detach(), 1e-5);
    }

    [Fact]
    public void Converters_with_a_calibrated_range_read_as_well_as_with_noise_management()
    {
        using var scope = NewDisposeScope();
        var linear = Linear("w", 64, 16);
        var array = ArrayOptions.Exact with { DacBits = 7, AdcBits = 9, AdcBound = 12 };
        double Error(AnalogOptions options)
        {
            var analog = Analog.Convert(linear, options);
            var x = Uniform("x", 100, 64);
            if (options.InputRange is not null) Analog.Calibrate(analog, () => analog.call(x), 1);
            using var quiet = no_grad();
            return Math.Sqrt((analog.call(x) - linear.call(x)).pow(2f).mean().item<float>());
        }
        var managed = Error(new AnalogOptions(null, array, 1));
        Assert.InRange(Error(new AnalogOptions(null, array, 1) { InputRange = new InputRange() }), managed / 1.5, managed * 1.5);
    }
}
