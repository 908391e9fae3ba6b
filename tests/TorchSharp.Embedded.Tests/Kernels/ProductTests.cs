using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>The packed product against a plain sum in double, over awkward sizes and layouts.</summary>
public sealed class ProductTests
{
    [Fact]
    public void Agrees_with_a_plain_sum()
    {
        var random = new Random(4);
        for (var round = 0; round < 60; round++)
        {
            using var scope = NewDisposeScope();
            int m = random.Next(1, 40), k = random.Next(1, round % 10 == 0 ? 600 : 60), n = random.Next(1, 50);
            var a = random.Next(2) == 0 ? randn(m, k) : randn(k, m).t();
            var b = random.Next(2) == 0 ? randn(k, n) : randn(n, 2 * k).slice(1, 0, 2 * k, 2).t();
            Check(a, b, a.mm(b));
        }
    }

    [Fact]
    public void Sizes_past_every_block()
    {
        using var scope = NewDisposeScope();
        foreach (var (m, k, n) in new[] { (13, 519, 2100), (203, 519, 21) })
        {
            var a = randn(m, k);
            var b = randn(k, n);
            Check(a, b, a.mm(b));
        }
        Assert.Equal([3L, 4L], zeros(3, 0).mm(zeros(0, 4)).shape);
        Assert.Equal(0f, zeros(3, 0).mm(zeros(0, 4)).abs().sum().item<float>());
    }

    private static void Check(Tensor a, Tensor b, Tensor actual)
    {
        var exact = a.to_type(ScalarType.Float64).mm(b.to_type(ScalarType.Float64));
        var size = a.abs().to_type(ScalarType.Float64).mm(b.abs().to_type(ScalarType.Float64));
        var worst = (actual.to_type(ScalarType.Float64) - exact).abs().div(size + 1e-30).max().item<double>();
        Assert.True(worst < 2e-6, $"relative error {worst} for {a.shape[0]}x{a.shape[1]} by {b.shape[1]}");
    }
}
