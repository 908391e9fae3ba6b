using EcramSim.Crossbar;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
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
    [Fact]
    public void The_number_of_tensors_is_flat_over_100_steps()
    {
        using var scope = NewDisposeScope();
        using var model = Analog.Convert(nn.Sequential(("a", Linear("a", 8, 6)), ("t", nn.Tanh()), ("b", Linear("b", 6, 4))),
            new AnalogOptions(TestDevices.Constant(0.001), ArrayOptions.Exact, 1));
        using var optimizer = new AnalogSGD(model, 0.1);
        var (x, classes) = (Uniform("x", 5, 8), zeros(5, ScalarType.Int64));
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
