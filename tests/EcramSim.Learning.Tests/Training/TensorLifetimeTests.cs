using EcramSim.Crossbar;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks.Modules;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Training;

/// <summary>Native memory is invisible to the garbage collector: a training step leaves no tensor behind. The count is one for all threads.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("alone")]
public sealed class TensorLifetimeTests
{
    private static readonly Dictionary<string, (Func<nn.Module<Tensor, Tensor>> Make, long[] Input)> Models = new()
    {
        ["linear"] = (() => nn.Sequential(("a", Linear("a", 8, 6)), ("t", nn.Tanh()), ("b", Linear("b", 6, 4))), [5, 8]),
        ["convolution"] = (() => nn.Sequential(("c", nn.Conv2d(2, 4, 3, groups: 2)), ("n", nn.BatchNorm2d(4)), ("f", nn.Flatten()), ("l", Linear("l", 36, 4))), [5, 2, 5, 5]),
        ["lstm"] = (() => new LstmCourse(nn.LSTM(3, 4, 2, batchFirst: true, bidirectional: true), false), [5, 4, 3]),
        ["gru"] = (() => new GruCourse(nn.GRU(3, 4, batchFirst: true), false), [5, 4, 3]),
        ["attention"] = (() => nn.Sequential(("a", new SelfAttention(nn.MultiheadAttention(4, 2), true)), ("m", new Mean([1]))), [5, 3, 4]),
        ["residual"] = (() => new Residual(Linear("a", 4, 4), null), [5, 4]),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_number_of_tensors_is_flat_over_100_steps(string name)
    {
        using var scope = NewDisposeScope();
        var (make, shape) = Models[name];
        using var model = Analog.Convert(make(), new AnalogOptions(TestDevices.Constant(0.001), ArrayOptions.Exact, 1) { Scaling = WeightScaling.Omega(0.5), InputRange = new InputRange(2), LearnsOutputScale = true });
        using var optimizer = new AnalogSGD(model, 0.01);
        var (x, classes) = (Uniform("x", shape), zeros(5, ScalarType.Int64));
        void Step()
        {
            using var each = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(model.call(x), classes).backward();
            optimizer.step();
        }
        // The first step makes the gradients.
        Step();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 100; i++) Step();
        Assert.Equal(before, Tensor.TotalCount);
    }
}
