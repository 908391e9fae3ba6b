using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Gradients against central differences in double precision.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-6;

    /// <summary>d(Σ c·f)/dx of every element of every input, c random.</summary>
    internal static void Check(string what, Func<Tensor> f, params Tensor[] inputs)
    {
        Tensor weights;
        using (no_grad())
        {
            var shape = f();
            weights = randn(shape.shape, ScalarType.Float64);
        }
        double Value()
        {
            using var inner = NewDisposeScope();
            using var off = no_grad();
            return (f() * weights).sum().item<double>();
        }
        foreach (var x in inputs)
        {
            x.grad = null;
            x.requires_grad_();
        }
        var result = f();
        Assert.True(result.requires_grad, $"{what}: the result is not followed");
        result.backward([weights]);
        for (var i = 0; i < inputs.Length; i++)
        {
            var gradient = inputs[i].grad is { } g ? g.data<double>().ToArray() : new double[inputs[i].numel()];
            var values = inputs[i].data<double>().ToArray();
            for (var k = 0; k < gradient.Length; k++)
            {
                double Shifted(double by)
                {
                    var moved = (double[])values.Clone();
                    moved[k] += by;
                    inputs[i].detach().data<double>().CopyFrom(moved);
                    return Value();
                }
                var expected = (Shifted(Step) - Shifted(-Step)) / (2 * Step);
                var allowed = 3e-6 * Math.Max(1, Math.Abs(expected));
                Assert.True(Math.Abs(expected - gradient[k]) <= allowed, $"{what}: input {i} element {k}: {gradient[k]} instead of {expected}");
            }
            inputs[i].detach().data<double>().CopyFrom(values);
        }
        foreach (var x in inputs) x.requires_grad_(false);
    }

    /// <summary>A leaf and a view of the wanted shape on it: as it is, permuted, stepped with an offset, or repeated.</summary>
    internal static (Tensor Leaf, Func<Tensor> View) Operand(Random random, long[] shape, bool repeats)
    {
        var dims = shape.Length;
        switch (random.Next(repeats ? 4 : 3))
        {
            case 0:
            {
                var leaf = randn(shape, ScalarType.Float64);
                return (leaf, () => leaf);
            }
            case 1:
            {
                var order = Enumerable.Range(0, dims).Select(d => (long)d).OrderBy(_ => random.Next()).ToArray();
                var leaf = randn(order.Select(d => shape[d]).ToArray(), ScalarType.Float64);
                var back = order.Select((d, i) => (d, i)).OrderBy(p => p.d).Select(p => (long)p.i).ToArray();
                return (leaf, () => leaf.permute(back));
            }
            case 2:
            {
                var d = random.Next(dims);
                var wide = (long[])shape.Clone();
                wide[d] = 2 * shape[d] + 1;
                var leaf = randn(wide, ScalarType.Float64);
                return (leaf, () => leaf.slice(d, 1, wide[d], 2));
            }
            default:
            {
                var d = random.Next(dims);
                var small = (long[])shape.Clone();
                small[d] = 1;
                var leaf = randn(small, ScalarType.Float64);
                return (leaf, () => leaf.expand(shape));
            }
        }
    }
}
