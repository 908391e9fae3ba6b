using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Embedded.Tests;

/// <summary>Gradients of convolutions, poolings and normalisations against central differences in double precision.</summary>
[Collection(nameof(Alone))]
public sealed class SpaceGradientTests
{
    private static readonly Generator Generator = new(17);

    private static Tensor R(params long[] size) => randn(size, ScalarType.Float64, generator: Generator);

    private static void Check(Func<Tensor, Tensor, Tensor> f, Tensor a, Tensor b, string name) => FiniteDifferences.Check(name, () => f(a, b), a, b);

    [Fact]
    public void Convolutions()
    {
        using var scope = NewDisposeScope();
        Check((x, w) => F.conv1d(x, w, w.sum([1, 2]), 2, 1, 2), R(2, 3, 9), R(4, 3, 3), "conv1d");
        Check((x, w) => F.conv2d(x, w, null, [2, 1], [1, 2], [1, 2], 2), R(2, 4, 5, 6), R(4, 2, 3, 2), "conv2d in groups");
        Check((x, w) => F.conv2d(x.transpose(2, 3), w.transpose(0, 1), w.sum([0, 2, 3])), R(1, 2, 5, 4), R(2, 3, 2, 3), "conv2d of transposed operands");
        Check((x, w) => F.conv3d(x, w, null, [1, 2, 1], [1, 0, 1]), R(1, 2, 3, 4, 3), R(2, 2, 2, 2, 3), "conv3d");
        Check((x, w) => F.conv2d_padding(x, w, padding: Padding.Same), R(2, 3, 4), R(3, 2, 2, 3), "same padding without a batch");
        Check((x, w) => F.unfold(x, (2, 3), (1, 2), (1, 1), (2, 1)) * F.unfold(w, (2, 3), (1, 2), (1, 1), (2, 1)), R(2, 2, 4, 5), R(2, 2, 4, 5), "unfold");
        Check((x, w) => x.unfold(1, 3, 2) * w.unfold(1, 3, 2), R(2, 8, 2), R(2, 8, 2), "windows");
    }

    [Fact]
    public void Poolings()
    {
        using var scope = NewDisposeScope();
        Check((x, y) => F.max_pool1d(x, 3, 2, 1, 2, true) * F.avg_pool1d(y, 5, 2, 1, true), R(2, 3, 9), R(2, 3, 9), "pool1d");
        Check((x, y) => F.max_pool2d(x * y, (3, 2), (1, 2), (1, 1)), R(2, 2, 5, 6), R(2, 2, 5, 6), "max_pool2d");
        Check((x, y) => F.avg_pool2d(x, 3, 2, 1, true, false) + F.avg_pool2d(y, 3, 2, 1, true), R(2, 2, 6, 6), R(2, 2, 6, 6), "avg_pool2d");
        Check((x, y) => F.max_pool3d(x, [2], [1]) * F.avg_pool3d(y, [2], [1], divisor_override: 3), R(1, 2, 3, 4, 3), R(1, 2, 3, 4, 3), "pool3d");
        Check((x, y) => F.adaptive_avg_pool2d(x, (3, 2)) * F.adaptive_max_pool2d(y, [3, 2]), R(2, 2, 5, 7), R(2, 2, 5, 7), "adaptive pool2d");
        Check((x, y) => F.adaptive_avg_pool1d(x, 4) + F.adaptive_max_pool1d(y, 4), R(2, 5), R(2, 5), "adaptive pool1d without a batch");
        Check((x, y) => F.adaptive_avg_pool3d(x, 2) + F.adaptive_avg_pool3d(y, [2, 2, 2]), R(1, 3, 4, 5), R(1, 3, 4, 5), "adaptive pool3d");
    }

    [Fact]
    public void Normalisations()
    {
        using var scope = NewDisposeScope();
        Check((x, w) => F.batch_norm(x, null, null, w, w.square(), training: true, eps: 0.1), R(3, 2, 4), R(2), "batch_norm in training");
        Tensor mean = R(2), variance = R(2).square();
        Check((x, w) => F.batch_norm(x, mean, variance, w, w.square()), R(3, 2), R(2), "batch_norm in evaluation");
        Check((x, w) => F.batch_norm(x * w, null, null, training: true), R(3, 2, 2, 2), R(3, 2, 2, 2), "batch_norm without parameters");
        Check((x, w) => F.layer_norm(x, [2, 3], w, w.square(), 0.1), R(4, 2, 3), R(2, 3), "layer_norm");
        Check((x, w) => F.layer_norm(x * w, [4]), R(2, 3, 4), R(4), "layer_norm without parameters");
    }

    [Fact]
    public void What_backward_needs_must_not_be_changed()
    {
        using var scope = NewDisposeScope();
        var x = rand(2, 3, 6, 6);
        var w = rand(3, 3, 2, 2).requires_grad_();
        foreach (var f in new Func<Tensor, Tensor>[]
        {
            v => F.conv2d(v, w), v => F.max_pool2d(v, 2), v => F.avg_pool2d(v, 2), v => F.adaptive_avg_pool2d(v, 2),
            v => F.batch_norm(v, null, null, training: true), v => F.layer_norm(v, [6]),
        })
        {
            var v = x.clone().requires_grad_() * 1;
            var y = f(v).sum();
            v.add_(1);
            Assert.Contains("modified by an inplace operation", Assert.ThrowsAny<Exception>(() => y.backward()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Training_leaves_no_tensors_behind()
    {
        using var outer = NewDisposeScope();
        using var network = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 2, 2, Padding.Same), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.LayerNorm(8), nn.Linear(8, 3));
        using var optimizer = optim.SGD(network.parameters(), 0.05);
        var x = rand(4, 1, 10, 10);
        var y = randint(3, new long[] { 4 });
        float Step()
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = F.cross_entropy(network.call(x), y);
            loss.backward();
            optimizer.step();
            return loss.item<float>();
        }
        var first = Step();
        var count = Tensor.TotalCount;
        var last = 0f;
        for (var i = 0; i < 100; i++) last = Step();
        Assert.Equal(count, Tensor.TotalCount);
        Assert.True(last < first / 2, $"loss {first} to {last}");
    }
}
