using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Arithmetic and comparisons of operands with random shapes and layouts against a loop over indices.</summary>
public sealed class BroadcastingTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    public void Agrees_with_a_loop(ScalarType dtype)
    {
        var random = new Random(17);
        for (var round = 0; round < 120; round++)
        {
            using var scope = NewDisposeScope();
            var dims = random.Next(0, 5);
            var target = Enumerable.Range(0, dims).Select(_ => (long)random.Next(1, 12)).ToArray();
            var a = Operand(random, target, dtype);
            var b = Operand(random, target, dtype);
            var shape = Common(a.shape, b.shape);
            Same(shape, a, b, a + b, (x, y) => x + y);
            Same(shape, a, b, a * b, (x, y) => x * y);
            Same(shape, a, b, a - b, (x, y) => x - y);
            Same(shape, a, b, a.maximum(b), Math.Max);
            Same(shape, a, b, (a < b).to_type(ScalarType.Float64), (x, y) => x < y ? 1 : 0);
            Same(shape, a, b, (a == b).to_type(ScalarType.Float64), (x, y) => x == y ? 1 : 0);
            Same(shape, a, b, torch.where(a > b, a, b), (x, y) => x > y ? x : y);
            var last = Math.Max(0, shape.Length - 1);
            var into = zeros(shape, dtype).transpose(0, last).contiguous().transpose(0, last);
            into.add_(a).sub_(b).mul_(a);
            Same(shape, a, b, into, (x, y) => (x - y) * x);
        }
    }

    /// <summary>Some dimensions of size one or missing, in a permuted or stepped layout; small whole values.</summary>
    private static Tensor Operand(Random random, long[] target, ScalarType dtype)
    {
        var skip = random.Next(0, target.Length + 1) * random.Next(0, 2);
        var shape = target[skip..].Select(s => random.Next(3) == 0 ? 1 : s).ToArray();
        if (shape.Length == 0) return tensor(random.Next(-9, 10)).to_type(dtype);
        if (random.Next(2) == 0) return Values(random, shape, dtype);
        var order = Enumerable.Range(0, shape.Length).Select(d => (long)d).OrderBy(_ => random.Next()).ToArray();
        var stored = order.Select(d => shape[d] * 2).ToArray();
        var x = Values(random, stored, dtype);
        for (var d = 0; d < stored.Length; d++) x = x.slice(d, random.Next(0, 2), stored[d], 2).narrow(d, 0, stored[d] / 2);
        var back = new long[order.Length];
        for (var d = 0; d < order.Length; d++) back[order[d]] = d;
        return x.permute(back);
    }

    private static Tensor Values(Random random, long[] shape, ScalarType dtype)
    {
        var n = shape.Aggregate(1L, (p, s) => p * s);
        return tensor(Enumerable.Range(0, (int)n).Select(_ => (long)random.Next(-9, 10)).ToArray(), shape).to_type(dtype);
    }

    private static long[] Common(long[] a, long[] b)
    {
        var n = Math.Max(a.Length, b.Length);
        var result = new long[n];
        for (var i = 0; i < n; i++)
        {
            long x = i < n - a.Length ? 1 : a[i - n + a.Length], y = i < n - b.Length ? 1 : b[i - n + b.Length];
            result[i] = x == 1 ? y : x;
        }
        return result;
    }

    private static double At(Tensor x, long[] index)
    {
        var own = x.shape;
        var places = new long[own.Length];
        for (var d = 0; d < own.Length; d++) places[d] = own[d] == 1 ? 0 : index[index.Length - own.Length + d];
        var y = x;
        foreach (var p in places) y = y.select(0, p);
        return y.to_type(ScalarType.Float64).item<double>();
    }

    private static void Same(long[] shape, Tensor a, Tensor b, Tensor actual, Func<double, double, double> f)
    {
        Assert.Equal(shape, actual.shape);
        var random = new Random(3);
        for (var k = 0; k < 6; k++)
        {
            using var scope = NewDisposeScope();
            var index = shape.Select(s => (long)random.Next((int)s)).ToArray();
            Assert.Equal(f(At(a, index), At(b, index)), At(actual, index));
        }
    }

    [Fact]
    public void Types_promote_as_in_PyTorch()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(ScalarType.Float32, (ones(2) + 1.5).dtype);
        Assert.Equal(ScalarType.Float32, (ones(2, ScalarType.Int64) + 1.5).dtype);
        Assert.Equal(ScalarType.Int64, (ones(2, ScalarType.Int64) + 1).dtype);
        Assert.Equal(ScalarType.Float32, (ones(2, ScalarType.Int64) / 2).dtype);
        Assert.Equal(ScalarType.Float64, (ones(2) + ones(2, ScalarType.Float64)).dtype);
        Assert.Equal(ScalarType.Float32, (ones(2) + tensor(1.0, ScalarType.Float64)).dtype);
        Assert.Equal(ScalarType.Int64, (ones(2, ScalarType.Bool) + 1).dtype);
        Assert.Equal(ScalarType.Bool, (ones(2) > 0).dtype);
        Assert.Equal(ScalarType.Int64, ones(2, ScalarType.Bool).sum().dtype);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_errors_that_name_them()
    {
        using var scope = NewDisposeScope();
        var message = Assert.ThrowsAny<Exception>(() => ones(3, 4) + ones(3, 5)).Message;
        Assert.Contains("(4)", message);
        Assert.Contains("(5)", message);
        Assert.ThrowsAny<Exception>(() => ones(4).add_(ones(3, 4)));
        Assert.Contains("3x4 and 5x2", Assert.ThrowsAny<Exception>(() => ones(3, 4).mm(ones(5, 2))).Message);
        Assert.ThrowsAny<Exception>(() => ones(3, 4).view(5, -1));
        Assert.ThrowsAny<Exception>(() => ones(3)[3]);
        Assert.ThrowsAny<Exception>(() => nn.functional.nll_loss(ones(2, 3), tensor(new long[] { 0, 3 })));
    }
}
