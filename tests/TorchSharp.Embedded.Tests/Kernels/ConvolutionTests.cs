using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Embedded.Tests;

/// <summary>Convolution in blocks against the sum that defines it, over random sizes and layouts; the bits on any number of threads.</summary>
[Collection(nameof(Alone))]
public sealed class ConvolutionTests
{
    private sealed record Case(long[] X, long[] W, long[] Stride, long[] Padding, long[] Dilation, long Groups)
    {
        internal int Dims => X.Length - 2;

        public override string ToString()
        {
            static string Text(long[] v) => $"[{string.Join(",", v)}]";
            return $"{Text(X)} by {Text(W)}, stride {Text(Stride)}, padding {Text(Padding)}, dilation {Text(Dilation)}, groups {Groups}";
        }

        internal Tensor Run(Tensor x, Tensor w, Tensor? b) => Dims switch
        {
            1 => F.conv1d(x, w, b, Stride[0], Padding[0], Dilation[0], Groups),
            2 => F.conv2d(x, w, b, Stride, Padding, Dilation, Groups),
            _ => F.conv3d(x, w, b, Stride, Padding, Dilation, Groups),
        };
    }

    private static Case Draw(Random random, int dims, long most)
    {
        long Pick(int low, int high) => random.Next(low, high + 1);
        var groups = Pick(1, 3);
        var channels = groups * Pick(1, 4);
        var stride = new long[dims];
        var padding = new long[dims];
        var dilation = new long[dims];
        var kernel = new long[dims];
        var space = new long[dims];
        for (var d = 0; d < dims; d++)
        {
            (stride[d], padding[d], dilation[d], kernel[d]) = (Pick(1, 3), Pick(0, 3), Pick(1, 2), Pick(1, 4));
            space[d] = Math.Max(1, dilation[d] * (kernel[d] - 1) + 1 - 2 * padding[d]) + Pick(0, (int)most);
        }
        return new Case([Pick(1, 3), channels, .. space], [groups * Pick(1, 9), channels / groups, .. kernel], stride, padding, dilation, groups);
    }

    /// <summary>Σ over channels and taps, each output by itself, in double.</summary>
    private static double[] Plain(Case c, double[] x, double[] w, double[] b, long[] output)
    {
        long[] Three(long[] v, long lead) => [.. Enumerable.Repeat(lead, 3 - v.Length), .. v];
        long[] size = Three(c.X[2..], 1), kernel = Three(c.W[2..], 1), stride = Three(c.Stride, 1), padding = Three(c.Padding, 0), dilation = Three(c.Dilation, 1), o = Three(output[2..], 1);
        long channels = c.X[1], filters = c.W[0], perGroup = channels / c.Groups;
        var result = new List<double>();
        for (long n = 0; n < c.X[0]; n++)
            for (long f = 0; f < filters; f++)
                for (long i = 0; i < o[0] * o[1] * o[2]; i++)
                {
                    long[] at = [i / (o[1] * o[2]), i / o[2] % o[1], i % o[2]];
                    var sum = b[f];
                    for (long ch = 0; ch < perGroup; ch++)
                        for (long k = 0; k < kernel[0] * kernel[1] * kernel[2]; k++)
                        {
                            long[] tap = [k / (kernel[1] * kernel[2]), k / kernel[2] % kernel[1], k % kernel[2]];
                            var p = new long[3];
                            var inside = true;
                            for (var d = 0; d < 3; d++)
                            {
                                p[d] = at[d] * stride[d] - padding[d] + tap[d] * dilation[d];
                                inside &= p[d] >= 0 && p[d] < size[d];
                            }
                            if (!inside) continue;
                            var from = f / (filters / c.Groups) * perGroup + ch;
                            sum += w[(f * perGroup + ch) * kernel[0] * kernel[1] * kernel[2] + k] * x[((n * channels + from) * size[0] + p[0]) * size[1] * size[2] + p[1] * size[2] + p[2]];
                        }
                    result.Add(sum);
                }
        return [.. result];
    }

    private static void Close(Tensor expected, Tensor actual, double scale, string what)
    {
        Assert.Equal(expected.shape, actual.shape);
        var worst = expected.numel() == 0 ? 0 : (expected - actual.to_type(ScalarType.Float64)).abs().max().item<double>();
        Assert.True(worst <= 3e-6 * scale, $"{what}: off by {worst} of {scale}");
    }

    [Theory]
    [InlineData(1, 40, 30)]
    [InlineData(2, 14, 40)]
    [InlineData(3, 5, 20)]
    public void Agrees_with_the_defining_sum(int dims, long most, int rounds)
    {
        var random = new Random(dims);
        for (var round = 0; round < rounds; round++)
        {
            using var scope = NewDisposeScope();
            var c = Draw(random, dims, most);
            // Every third input is transposed, every third one strided: the same values in other layouts.
            var x = rand(c.X) - 0.5;
            if (round % 3 == 1) x = (rand([.. c.X[..^2], c.X[^1], c.X[^2]]) - 0.5).transpose(-1, -2);
            if (round % 3 == 2) x = (rand([.. c.X[..^1], 2 * c.X[^1]]) - 0.5).slice(-1, 0, 2 * c.X[^1], 2);
            var w = rand(c.W) - 0.5;
            var b = rand(c.W[0]) - 0.5;
            x = x.detach().requires_grad_();
            w.requires_grad_();
            b.requires_grad_();
            var y = c.Run(x, w, b);
            double[] Values(Tensor t) => t.detach().contiguous().to_type(ScalarType.Float64).data<double>().ToArray();
            var plain = tensor(Plain(c, Values(x), Values(w), Values(b), y.shape), y.shape);
            var taps = c.W[1..].Aggregate(1L, (a, v) => a * v);
            Close(plain, y.detach(), Math.Sqrt(taps), $"{c}");

            var g = rand(y.shape) - 0.5;
            y.backward([g]);
            Tensor Exact(Tensor t) => t.detach().contiguous().to_type(ScalarType.Float64).requires_grad_();
            Tensor x2 = Exact(x), w2 = Exact(w), b2 = Exact(b);
            c.Run(x2, w2, b2).backward([g.to_type(ScalarType.Float64)]);
            Close(x2.grad!, x.grad!, Math.Sqrt(c.W[0] * taps), $"input gradient of {c}");
            Close(w2.grad!, w.grad!, Math.Sqrt(y.numel()), $"weight gradient of {c}");
            Close(b2.grad!, b.grad!, Math.Sqrt(y.numel()), $"bias gradient of {c}");
        }
    }

    [Theory]
    [InlineData(new long[] { 2, 40, 24, 23 }, new long[] { 35, 40, 3, 3 })]
    [InlineData(new long[] { 1, 3, 130, 70 }, new long[] { 7, 3, 5, 5 })]
    [InlineData(new long[] { 5, 300, 6, 6 }, new long[] { 9, 300, 1, 1 })]
    public void Past_every_block_and_on_any_number_of_threads(long[] xs, long[] ws)
    {
        using var scope = NewDisposeScope();
        var x = (rand(xs) - 0.5).requires_grad_();
        var w = (rand(ws) - 0.5).requires_grad_();
        var g = rand(F.conv2d(x, w, padding: [1]).shape) - 0.5;
        float[][] Run(int threads)
        {
            var before = get_num_threads();
            set_num_threads(threads);
            x.grad = null;
            w.grad = null;
            var y = F.conv2d(x, w, padding: [1]);
            y.backward([g]);
            set_num_threads(before);
            return [y.detach().data<float>().ToArray(), x.grad!.data<float>().ToArray(), w.grad!.data<float>().ToArray()];
        }
        Tensor Exact(Tensor t) => t.detach().to_type(ScalarType.Float64).requires_grad_();
        Tensor x2 = Exact(x), w2 = Exact(w);
        var y2 = F.conv2d(x2, w2, padding: [1]);
        y2.backward([g.to_type(ScalarType.Float64)]);
        foreach (var threads in new[] { 1, 2, 3, 5 })
        {
            var values = Run(threads);
            Close(y2.detach(), tensor(values[0], y2.shape), Math.Sqrt(ws[1] * ws[2] * ws[3]), $"output on {threads} threads");
            Close(x2.grad!, tensor(values[1], xs), Math.Sqrt(ws[0] * ws[2] * ws[3]), "input gradient");
            Close(w2.grad!, tensor(values[2], ws), Math.Sqrt(g.numel()), "weight gradient");
        }
    }

    [Fact]
    public void An_empty_batch_and_whole_numbers()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0L, 4L, 6L, 6L], F.conv2d(rand(0, 3, 8, 8), rand(4, 3, 3, 3)).shape);
        var sums = F.conv1d(arange(6).reshape(1, 1, 6), tensor(new long[] { 1, 10, 100 }, 1, 1, 3));
        Assert.Equal([210L, 321L, 432L, 543L], sums.data<long>().ToArray());
    }
}
