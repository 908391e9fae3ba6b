using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>The published first numbers of PyTorch's CPU generator.</summary>
public sealed class StreamTests
{
    private static void Near(double[] expected, Tensor actual, double tolerance)
    {
        var values = actual.to_type(ScalarType.Float64).data<double>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - values[i]) <= tolerance, $"[{i}] {values[i]} instead of {expected[i]}");
    }

    [Fact]
    public void Rand_is_PyTorchs()
    {
        using var scope = NewDisposeScope();
        using var own = new Generator(42);
        Near([0.88226926, 0.91500396, 0.38286376], rand(3, generator: own), 5e-8);
    }

    [Fact]
    public void Randn_is_PyTorchs()
    {
        using var scope = NewDisposeScope();
        using var own = new Generator(42);
        Near([0.33669037, 0.1288094, 0.23446237], randn(3, generator: own), 1e-7);
    }

    [Fact]
    public void Manual_seed_drives_the_default_generator()
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(7);
        var first = rand(5, generator: generator).data<float>().ToArray();
        generator.manual_seed(7);
        Assert.Equal(first, rand(5, generator: generator).data<float>().ToArray());
        Assert.Equal(7, generator.initial_seed());
    }
}
