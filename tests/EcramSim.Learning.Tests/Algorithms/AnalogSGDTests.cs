using EcramSim.Crossbar;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Algorithms;

public sealed class AnalogSGDTests
{
    [Fact]
    public void Exact_layers_follow_digital_sgd_to_1e_6_per_step()
    {
        using var scope = NewDisposeScope();
        var digital = nn.Sequential(("a", Linear("a", 8, 6)), ("t", nn.Tanh()), ("b", Linear("b", 6, 4)));
        var analog = Analog.Convert(digital, AnalogOptions.Exact);
        var (sgd, own) = (optim.SGD(digital.parameters(), 0.1), new AnalogSGD(analog, 0.1));
        for (var step = 1; step <= 30; step++)
        {
            using var each = NewDisposeScope();
            var x = Uniform($"x{step}", 8, 8);
            var classes = tensor(Enumerable.Range(0, 8).Select(i => (long)((i * step) % 4)).ToArray(), [8]);
            foreach (var (model, optimizer) in new (nn.Module<Tensor, Tensor>, optim.Optimizer)[] { (digital, sgd), (analog, own) })
            {
                optimizer.zero_grad();
                nn.functional.cross_entropy(model.call(x), classes).backward();
                optimizer.step();
            }
            var (expected, actual) = (digital.state_dict(), analog.state_dict());
            foreach (var (key, value) in expected) AssertClose(value, actual[key], 1e-6 * step);
        }
    }

    [Fact]
    public void Digital_parameters_take_plain_sgd()
    {
        using var scope = NewDisposeScope();
        var (one, two) = (Linear("same", 5, 3), Linear("same", 5, 3));
        var (sgd, own) = (optim.SGD(one.parameters(), 0.3), new AnalogSGD(two, 0.3));
        foreach (var (model, optimizer) in new (nn.Module<Tensor, Tensor>, optim.Optimizer)[] { (one, sgd), (two, own) })
        {
            model.call(Uniform("x", 4, 5)).tanh().sum().backward();
            optimizer.step();
        }
        Assert.Equal(Values(one.weight!), Values(two.weight!));
        Assert.Equal(Values(one.bias!), Values(two.bias!));
    }

    /// <summary>
    /// On cells with equal small steps, the pulses move each weight by −η·d·x in expectation. With at most BL coincidences of
    /// probability p each, the variance of one update is BL·p·(1 − p)·ε² ≤ |η d x|·ε.
    /// </summary>
    [Fact]
    public void Pulses_on_ideal_cells_match_digital_sgd_in_the_mean()
    {
        const double Granularity = 1e-3, Rate = 0.02;
        const int Repeats = 4000;
        using var scope = NewDisposeScope();
        var linear = Linear("mean", 6, 4, scale: 0.1, bias: false);
        var before = Values(linear.weight!);
        var (x, direction) = (Uniform("x", 3, 6), Uniform("d", 3, 4));
        (linear.call(x) * direction).sum().backward();
        var gradient = Values(linear.weight!.grad!);
        var layer = new AnalogLinear(linear, "layer1", new AnalogOptions(TestDevices.Constant(Granularity), ArrayOptions.Exact, 3));
        var optimizer = new AnalogSGD(layer, Rate);
        var (inputs, errors) = (Values(x), Values(direction));
        var sum = new double[before.Length];
        for (var r = 0; r < Repeats; r++)
        {
            using var each = NewDisposeScope();
            layer.SetWeights(before);
            optimizer.zero_grad();
            (layer.call(x) * direction).sum().backward();
            optimizer.step();
            var after = layer.Weights();
            for (var i = 0; i < sum.Length; i++) sum[i] += after[i] - before[i];
        }
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 6; j++)
            {
                var variance = Enumerable.Range(0, 3).Sum(b => Math.Abs(Rate * errors[b * 4 + i] * inputs[b * 6 + j])) * Granularity;
                var expected = -Rate * gradient[i * 6 + j];
                // Five standard errors: 24 cells, so once in 70 000 codes.
                Assert.InRange(sum[i * 6 + j] / Repeats, expected - 5 * Math.Sqrt(variance / Repeats), expected + 5 * Math.Sqrt(variance / Repeats));
            }
    }

    [Fact]
    public void A_step_writes_once_and_zero_grad_drops()
    {
        using var scope = NewDisposeScope();
        var layer = new AnalogLinear(Linear("once", 3, 2), "layer1", AnalogOptions.Exact);
        var optimizer = new AnalogSGD(layer, 0.1);
        var first = layer.Weights();
        layer.call(ones(1, 3)).sum().backward();
        optimizer.zero_grad();
        optimizer.step();
        Assert.Equal(first, layer.Weights());
        layer.call(ones(1, 3)).sum().backward();
        optimizer.step();
        var second = layer.Weights();
        Assert.NotEqual(first, second);
        optimizer.step();
        Assert.Equal(second, layer.Weights());
        // Two backward passes add up.
        layer.call(ones(1, 3)).sum().backward();
        layer.call(ones(1, 3)).sum().backward();
        optimizer.step();
        Assert.All(second.Zip(layer.Weights()), p => Assert.Equal(p.First - 0.2f, p.Second, 1e-6));
    }

    [Fact]
    public void Learning_rate_schedulers_reach_the_pulses()
    {
        using var scope = NewDisposeScope();
        var layer = new AnalogLinear(Linear("rate", 3, 2), "layer1", AnalogOptions.Exact);
        var optimizer = new AnalogSGD(layer, 0.1);
        foreach (var group in optimizer.ParamGroups) group.LearningRate = 0.5;
        var before = layer.Weights();
        layer.call(ones(1, 3)).sum().backward();
        optimizer.step();
        Assert.All(before.Zip(layer.Weights()), p => Assert.Equal(p.First - 0.5f, p.Second, 1e-6));
    }

    [Fact]
    public void Momentum_and_weight_decay_are_refused_with_the_reason()
    {
        using var scope = NewDisposeScope();
        var layer = new AnalogLinear(Linear("no", 3, 2), "layer1", AnalogOptions.Exact);
        // Without analog layers nothing stands in the way.
        _ = new AnalogSGD(Linear("digital", 3, 2), 0.1, momentum: 0.9, weight_decay: 1e-4);
        Assert.Contains("momentum: value 1 is outside the allowed range [0, 1)", Assert.Throws<InputException>(() => new AnalogSGD(layer, 0.1, momentum: 1)).Message, StringComparison.Ordinal);
        Assert.Contains("momentum: value 0.9 must be 0", Assert.Throws<InputException>(() => new AnalogSGD(layer, 0.1, momentum: 0.9)).Message, StringComparison.Ordinal);
        Assert.Contains("weight decay: value 0.0001", Assert.Throws<InputException>(() => new AnalogSGD(layer, 0.1, weight_decay: 1e-4)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new AnalogSGD(layer, 0));
        Assert.Throws<InputException>(() => new AnalogSGD(layer, double.NaN));
        Assert.Contains("did you mean 'sgd'?", Assert.Throws<InputException>(() => TrainingRules.Create("sdg", layer, 0.1)).Message, StringComparison.Ordinal);
    }
}
