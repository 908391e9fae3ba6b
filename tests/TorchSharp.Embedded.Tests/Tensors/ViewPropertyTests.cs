using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>
/// Random programs of views, broadcasts and in-place changes, run on tensors and on the slow tensor beside them: after each step every
/// value agrees, at the end every gradient.
/// </summary>
public sealed class ViewPropertyTests
{
    private static readonly int Programs = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 4000 : 150;

    private sealed record Pair(Tensor Fast, Dense Slow);

    [Fact]
    public void Values_and_gradients_agree_with_the_slow_tensor()
    {
        for (var seed = 0; seed < Programs; seed++)
        {
            using var scope = NewDisposeScope();
            Program(seed);
        }
    }

    private static void Program(int seed)
    {
        var random = new Random(seed);
        long[] shape = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (long)random.Next(1, 4))];
        long[] small = [.. shape[random.Next(shape.Length)..].Select(s => random.Next(3) == 0 ? 1 : s)];
        int n = (int)shape.Aggregate(1L, (p, s) => p * s), m = (int)small.Aggregate(1L, (p, s) => p * s);
        double[] a = Numbers(random, n), b = Numbers(random, m);
        Dual Leaf(double value, int at) => new(value, [.. Enumerable.Range(0, n + m).Select(k => k == at ? 1.0 : 0.0)]);
        var leaves = new[] { tensor(a, shape).requires_grad_(), tensor(b, small).requires_grad_() };
        var second = new Pair(leaves[1], Dense.Of(b.Select((v, i) => Leaf(v, n + i)), small));
        var pairs = new List<Pair> { new(leaves[0] * 1.0, Dense.Of(a.Select((v, i) => Leaf(v, i)), shape)) };
        var program = new List<string>();
        for (var step = 0; step < 12; step++)
        {
            var at = random.Next(pairs.Count);
            if (random.Next(3) < 2) pairs.Add(ViewOf(random, pairs[at], at, program));
            else Change(random, pairs[at], at, second, program, n + m);
            for (var i = 0; i < pairs.Count; i++) pairs[i].Slow.Agrees(pairs[i].Fast, $"seed {seed}: {string.Join("; ", program)}: value {i}");
        }
        Gradients(random, pairs, leaves, $"seed {seed}: {string.Join("; ", program)}");
    }

    private static double[] Numbers(Random random, int n) => [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() * 2 - 1)];

    private static Pair ViewOf(Random random, Pair from, int at, List<string> program)
    {
        var (x, y) = from;
        var dims = y.Shape.Length;
        var d = dims == 0 ? 0 : random.Next(dims);
        switch (dims == 0 ? 4 : random.Next(7))
        {
            case 0:
                var e = random.Next(dims);
                program.Add($"v{at}.transpose({d}, {e})");
                return new(x.transpose(d, e), y.Transpose(d, e));
            case 1:
                long start = random.Next((int)y.Shape[d]), step = random.Next(1, 3), length = (y.Shape[d] - start + step - 1) / step;
                program.Add($"v{at}.slice({d}, {start}, null, {step})");
                TensorIndex[] index = [.. Enumerable.Repeat(TensorIndex.Colon, d), TensorIndex.Slice(start, null, step)];
                return new(x[index], y.Slice(d, start, length, step));
            case 2:
                long chosen = random.Next((int)y.Shape[d]);
                program.Add($"v{at}.select({d}, {chosen})");
                return new(x.select(d, chosen - (random.Next(2) == 0 ? y.Shape[d] : 0)), y.Select(d, chosen));
            case 3 when y.Shape[d] == 1 && !y.Repeats:
                program.Add($"v{at}.expand at {d}");
                var wide = (long[])y.Shape.Clone();
                wide[d] = 3;
                return new(x.expand(wide), y.Expand(d, 3));
            case 5 when x.is_contiguous():
                program.Add($"v{at}.view(-1)");
                return new(x.view(-1), y.Reshape([y.Places.Length]));
            case 6 when dims > 1 && x.is_contiguous():
                program.Add($"v{at}.flatten(0, 1)");
                return new(x.flatten(0, 1), y.Reshape([y.Shape[0] * y.Shape[1], .. y.Shape[2..]]));
            default:
                d = random.Next(dims + 1);
                program.Add($"v{at}.unsqueeze({d})");
                return new(x.unsqueeze(d), y.Unsqueeze(d));
        }
    }

    private static void Change(Random random, Pair target, int at, Pair second, List<string> program, int leaves)
    {
        var (x, y) = target;
        if (y.Repeats)
        {
            Assert.ThrowsAny<Exception>(() => x.mul_(2));
            return;
        }
        var fits = second.Slow.Shape.Length <= y.Shape.Length
            && second.Slow.Shape.Reverse().Zip(y.Shape.Reverse()).All(p => p.First == p.Second || p.First == 1);
        var factor = Math.Round(random.NextDouble() * 2 - 1, 2);
        var kind = random.Next(fits ? 7 : 4);
        program.Add($"v{at} changed in place, way {kind}");
        var constant = Dual.Constant(factor, leaves);
        switch (kind)
        {
            case 0:
                x.mul_(factor);
                y.Update((_, v) => v * constant);
                break;
            case 1:
                x.sin_();
                y.Update((_, v) => v.Sin());
                break;
            case 2:
                x.fill_(factor);
                y.Update((_, _) => constant);
                break;
            case 3:
                var mask = x.detach() > factor;
                x.masked_fill_(mask, 0.5);
                y.Update((_, v) => v.Value > factor ? Dual.Constant(0.5, leaves) : v);
                break;
            case 4:
                x.mul_(second.Fast);
                y.Update((i, v) => v * second.Slow.Broadcast(i));
                break;
            case 5:
                x.sub_(second.Fast);
                y.Update((i, v) => v - second.Slow.Broadcast(i));
                break;
            default:
                x.copy_(second.Fast);
                y.Update((i, _) => second.Slow.Broadcast(i));
                break;
        }
    }

    private static void Gradients(Random random, List<Pair> pairs, Tensor[] leaves, string what)
    {
        Tensor? total = null;
        var wanted = new double[leaves.Sum(l => l.numel())];
        foreach (var (x, y) in pairs)
        {
            var weights = Numbers(random, y.Places.Length);
            var term = (x * tensor(weights, y.Shape)).sum();
            total = total is null ? term : total + term;
            foreach (var (value, weight) in y.Values.Zip(weights))
                for (var k = 0; k < wanted.Length; k++) wanted[k] += weight * value.Slopes[k];
        }
        if (total!.requires_grad) total.backward();
        var found = leaves.SelectMany(l => l.grad is { } g ? g.data<double>().ToArray() : new double[l.numel()]).ToArray();
        for (var k = 0; k < wanted.Length; k++)
            Assert.True(Math.Abs(found[k] - wanted[k]) <= 1e-9 * Math.Max(1, Math.Abs(wanted[k])), $"{what}: gradient {k} is {found[k]} instead of {wanted[k]}");
    }
}
