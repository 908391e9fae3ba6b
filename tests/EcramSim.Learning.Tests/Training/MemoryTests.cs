using System.Diagnostics;
using EcramSim.Crossbar;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Training;

/// <summary>Memory does not grow over a long training: a second, or ten minutes where ECRAM_LONG is set.</summary>
[Collection("alone")]
public sealed class MemoryTests
{
    private static readonly TimeSpan Span = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(1);

    [Fact]
    public void Tensors_and_bytes_are_flat_over_a_long_run()
    {
        using var scope = NewDisposeScope();
        using var model = Analog.Convert(nn.Sequential(("conv", nn.Conv2d(1, 4, 3)), ("relu", nn.ReLU()), ("flat", nn.Flatten()), ("a", Linear("a", 144, 20)), ("t", nn.Tanh()), ("b", Linear("b", 20, 4))),
            new AnalogOptions(TestDevices.Constant(0.001), ArrayOptions.Exact with { OutputNoise = 0.06 }, 1));
        using var optimizer = new AnalogSGD(model, 0.01, rule: TrainingRules.Of("tiki-taka-chopped"));
        var (x, classes) = (Uniform("x", 4, 1, 8, 8), zeros(4, ScalarType.Int64));
        void Steps(int count)
        {
            for (var i = 0; i < count; i++)
            {
                using var each = NewDisposeScope();
                optimizer.zero_grad();
                nn.functional.cross_entropy(model.call(x), classes).backward();
                optimizer.step();
            }
        }
        Steps(50);
        var (tensors, bytes) = (Tensor.TotalCount, GC.GetTotalMemory(forceFullCollection: true));
        var clock = Stopwatch.StartNew();
        var steps = 0L;
        for (; clock.Elapsed < Span; steps += 50) Steps(50);
        Assert.Equal(tensors, Tensor.TotalCount);
        // What a thousandth of the steps would keep of one weight matrix is more than this.
        var grown = GC.GetTotalMemory(forceFullCollection: true) - bytes;
        Assert.True(grown < 200_000, $"{grown} bytes more after {steps} steps");
        Assert.True(steps >= 100, $"{steps} steps");
    }
}
