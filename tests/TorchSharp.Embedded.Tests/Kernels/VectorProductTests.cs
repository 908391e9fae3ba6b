using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Products with a vector on either side, against sums in double precision, over sizes and layouts.</summary>
public sealed class VectorProductTests
{
    private static readonly long[] Sizes = [1, 2, 5, 8, 16, 19, 67, 130];

    private static void Agrees(Tensor a, Tensor b, Tensor? bias)
    {
        var got = bias is null ? a.mm(b) : bias.addmm(a, b);
        long m = a.shape[0], depth = a.shape[1], n = b.shape[1];
        var x = a.to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        var y = b.to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        var first = bias?.to_type(ScalarType.Float64).expand(m, n).contiguous().data<double>().ToArray();
        var result = got.to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        for (long i = 0; i < m; i++)
            for (long j = 0; j < n; j++)
            {
                double sum = first?[i * n + j] ?? 0, size = Math.Abs(sum);
                for (long k = 0; k < depth; k++)
                {
                    sum += x[i * depth + k] * y[k * n + j];
                    size += Math.Abs(x[i * depth + k] * y[k * n + j]);
                }
                var allowed = (a.dtype == ScalarType.Float32 ? 1e-6 : 1e-14) * size;
                Assert.True(Math.Abs(sum - result[i * n + j]) <= allowed, $"{m}×{depth}·{depth}×{n}: {result[i * n + j]} instead of {sum}");
            }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Every_side_may_be_a_vector(ScalarType dtype)
    {
        var generator = new Generator(11);
        Tensor R(long rows, long columns) => randn(new[] { rows, columns }, dtype, generator: generator);
        foreach (var p in Sizes)
            foreach (var q in Sizes)
            {
                using var scope = NewDisposeScope();
                Agrees(R(1, p), R(p, q), null);
                Agrees(R(1, p), R(q, p).t(), null);
                Agrees(R(1, p), R(q, p).t(), R(1, q));
                Agrees(R(q, p), R(p, 1), null);
                Agrees(R(p, q).t(), R(p, 1), null);
                Agrees(R(q, 1), R(1, p), null);
                Agrees(R(1, q).t(), R(p, 1).t(), R(q, p));
                Agrees(R(p, 2 * q).slice(1, 0, 2 * q, 2), R(q, 1), null);
            }
    }

    [Fact]
    public void Results_do_not_depend_on_the_number_of_threads()
    {
        using var scope = NewDisposeScope();
        var before = get_num_threads();
        var x = randn(1, 1500);
        var w = randn(2000, 1500);
        set_num_threads(1);
        var one = x.mm(w.t()).data<float>().ToArray();
        set_num_threads(4);
        var four = x.mm(w.t()).data<float>().ToArray();
        set_num_threads(before);
        Assert.Equal(one, four);
    }
}
