using EcramSim.Crossbar;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Algorithms;

/// <summary>Momentum, weight decay and Adam act on analog layers as on digital ones, cost something, and no optimizer passes the cells by unseen.</summary>
public sealed class DigitalAccumulatorTests
{
    private static nn.Module<Tensor, Tensor> Network(double scale = 0.3) => nn.Sequential(("a", Linear("a", 8, 6, scale: scale)), ("t", nn.Tanh()), ("b", Linear("b", 6, 4, scale: scale)));

    // As many samples as the widest layer has rows: every row is written in every step, so nothing waits.
    private static void Step(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, int step)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        nn.functional.cross_entropy(model.call(Uniform($"x{step}", 8, 8)), tensor(Enumerable.Range(0, 8).Select(i => (long)((i * step) % 4)).ToArray(), [8])).backward();
        optimizer.step();
    }

    private static void Compare(Func<nn.Module, optim.Optimizer> digital, Func<nn.Module, optim.Optimizer> analog, double tolerance, double weights = 0.3)
    {
        using var scope = NewDisposeScope();
        var one = Network(weights);
        // Large weights get a digital scale, which momentum, decay and moments must see through.
        var two = Analog.Convert(Network(weights), AnalogOptions.Exact with { Scaling = WeightScaling.Fit });
        Assert.Equal(weights > 0.6, Analog.Layers(two)[0].OutputScale > 1);
        var (first, second) = (digital(one), analog(two));
        for (var step = 1; step <= 20; step++)
        {
            // A schedule in between, as trainings have.
            foreach (var group in first.ParamGroups.Concat(second.ParamGroups)) if (step == 11) group.LearningRate /= 4;
            Step(one, first, step);
            Step(two, second, step);
        }
        var (expected, actual) = (one.state_dict(), two.state_dict());
        foreach (var (key, value) in expected) AssertClose(value, actual[key], tolerance);
    }

    [Theory, InlineData(0.9, 0, 0.3), InlineData(0, 0.05, 0.3), InlineData(0.8, 0.03, 0.3), InlineData(0.8, 0.03, 2)]
    public void Momentum_and_weight_decay_are_those_of_digital_descent_on_exact_cells(double momentum, double decay, double weights) =>
        Compare(m => optim.SGD(m.parameters(), 0.1, momentum, 0, decay), m => new AnalogSGD(m, 0.1, momentum, decay, new MixedPrecision()), 2e-5, weights);

    [Theory, InlineData(0, 0.3), InlineData(0.02, 0.3), InlineData(0.02, 2)]
    public void Adam_is_adam_on_exact_cells(double decay, double weights) =>
        Compare(m => optim.Adam(m.parameters(), 0.02, weight_decay: decay), m => new AnalogAdam(m, 0.02, weight_decay: decay), 1e-4, weights);

    [Fact]
    public void The_rule_s_own_momentum_goes_for_the_biases_too() =>
        Compare(m => optim.SGD(m.parameters(), 0.1, 0.9), m => new AnalogSGD(m, 0.1, rule: TrainingRules.Of("mixed-precision:momentum=0.9")), 5e-6);

    /// <summary>On cells that step by 1e-3, Adam's steps of 0.02 arrive to a step per cell, and every operation and reading is counted.</summary>
    [Fact]
    public void Adam_reaches_cells_as_pulses_and_is_paid_for()
    {
        using var scope = NewDisposeScope();
        var digital = Network();
        var cells = Analog.Convert(Network(), new AnalogOptions(TestDevices.Constant(1e-3, new WriteCost(1e-12, 1e-12, 1e-6)), ArrayOptions.Exact, 3));
        var (one, two) = (optim.Adam(digital.parameters(), 0.02), new AnalogAdam(cells, 0.02));
        for (var step = 1; step <= 10; step++)
        {
            Step(digital, one, step);
            Step(cells, two, step);
        }
        var (expected, actual) = (digital.state_dict(), cells.state_dict());
        foreach (var (key, value) in expected) AssertClose(value, actual[key], 0.01);
        var layers = Analog.Layers(cells);
        // 10 steps of 8 samples: 2 operations per sample and cell for the gradient, 12 for the moments, 2 for each of 8 rows written.
        Assert.Equal(10 * ((2 * 8 + 12) * 48 + 8 * 2 * 8), layers[0].DigitalOperations);
        Assert.True(layers[0].Tile.Ledger.Pulses > 0);
        var decaying = new AnalogAdam(cells, 0.02, weight_decay: 0.01);
        var reads = layers[0].Tile.Ledger.Reads;
        Step(cells, decaying, 11);
        // One forward read per sample, and one of each of the six rows.
        Assert.Equal(reads + 8 + 6, layers[0].Tile.Ledger.Reads);
        Assert.Throws<InputException>(() => new AnalogAdam(cells, 0.02, beta1: 1));
    }

    [Fact]
    public void Optimizers_of_digital_parameters_are_refused_once_they_left_the_cells_behind()
    {
        using var scope = NewDisposeScope();
        foreach (var make in new Func<nn.Module, optim.Optimizer>[] { m => optim.Adam(m.parameters(), 0.01), m => optim.SGD(m.parameters(), 0.01, 0.9), m => optim.AdamW(m.parameters(), 0.01) })
        {
            var model = Analog.Convert(Network(), AnalogOptions.Exact);
            var optimizer = make(model);
            Step(model, optimizer, 1);
            var message = Assert.Throws<InvalidOperationException>(() => Step(model, optimizer, 2)).Message;
            Assert.Contains("use AnalogSGD, or AnalogAdam", message, StringComparison.Ordinal);
            Assert.Contains("layer 'a'", message, StringComparison.Ordinal);
        }
        // Without a bias there is nothing that such an optimizer changes: what is collected and never written gives it away.
        var layer = new AnalogLinear(Linear("n", 3, 2, bias: false), "lonely", AnalogOptions.Exact);
        var error = Assert.Throws<InvalidOperationException>(() =>
        {
            for (var step = 0; step < 1000; step++) layer.call(ones(1, 3)).sum().backward();
        });
        Assert.Contains("layer 'lonely': 100 backward passes were collected and never written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_at_gradients_and_writing_by_hand_need_no_optimizer()
    {
        using var scope = NewDisposeScope();
        var layer = new AnalogLinear(Linear("hand", 3, 2), "layer", AnalogOptions.Exact);
        for (var step = 0; step < 300; step++)
        {
            layer.call(ones(1, 3)).sum().backward();
            if (step % 3 == 0) layer.Update(0.01);
            else layer.DropUpdates();
        }
        Assert.All(layer.Weights(), w => Assert.True(float.IsFinite(w)));
    }
}
