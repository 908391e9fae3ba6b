using EcramSim.Insertion.Numerics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests;

/// <summary>Tensors from named streams, so that tests that run side by side do not share torch's generator.</summary>
internal static class RandomTensors
{
    internal static Tensor Uniform(string name, params long[] shape)
    {
        var stream = new RandomStream(7, name);
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(2 * stream.NextDouble() - 1);
        return tensor(values, shape);
    }

    internal static Linear Linear(string name, int inputs, int outputs, double scale = 0.3, bool bias = true) =>
        nn.Linear(new Parameter(Uniform(name + " weight", outputs, inputs) * scale), bias ? new Parameter(Uniform(name + " bias", outputs)) : null!);

    internal static float[] Values(Tensor tensor)
    {
        using var accessor = tensor.contiguous().data<float>();
        return accessor.ToArray();
    }

    internal static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.All(Values(expected).Zip(Values(actual)), p => Assert.InRange(p.Second, p.First - tolerance, p.First + tolerance));
    }
}
