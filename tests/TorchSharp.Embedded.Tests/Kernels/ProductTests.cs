using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>The packed product against a plain sum in double, over awkward sizes and layouts.</summary>
public sealed class ProductTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Int64)]
    public void Agrees_with_a_plain_sum(ScalarType dtype)
    {
        var random = new Random(4);
        for (var round = 0; round < 60; round++)
        {
            using var scope = NewDisposeScope();
            int m = random.Next(1, 40), k = random.Next(1, round % 10 == 0 ? 600 : 60), n = random.Next(1, 70);
            Tensor R(params long[] size) => dtype == ScalarType.Int64 ? randint(-9, 10, size) : randn(size, dtype);
            var a = random.Next(2) == 0 ? R(m, k) : R(k, m).t();
            var b = random.Next(2) == 0 ? R(k, n) : R(n, 2 * k).slice(1, 0, 2 * k, 2).t();
            Check(a, b, a.mm(b));
        }
    }

    [Fact]
    public void Sizes_past_every_block()
    {
        using var scope = NewDisposeScope();
        foreach (var (m, k, n) in new[] { (13, 519, 2100), (403, 519, 21), (210, 2311, 45), (5, 1025, 40) })
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
        int m = (int)a.shape[0], k = (int)a.shape[1], n = (int)b.shape[1];
        double[] x = Values(a), y = Values(b), z = Values(actual);
        var allowed = actual.dtype switch { ScalarType.Float32 => 2e-6, ScalarType.Float64 => 2e-14, _ => 0.0 };
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                double sum = 0, size = 0;
                for (var p = 0; p < k; p++)
                {
                    sum += x[i * k + p] * y[p * n + j];
                    size += Math.Abs(x[i * k + p] * y[p * n + j]);
                }
                Assert.True(Math.Abs(z[i * n + j] - sum) <= allowed * size, $"{z[i * n + j]} instead of {sum} at ({i}, {j}) of {m}x{k} by {n}");
            }
    }

    private static double[] Values(Tensor x) => x.to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
}
