using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Embedded.Tests;

/// <summary>Values and gradients are the same bits on one, two and five threads.</summary>
[Collection(nameof(Alone))]
public sealed class ThreadIndependenceTests
{
    private static readonly TorchSharp.Modules.LSTM Lstm = nn.LSTM(60, 70, 2);

    private static readonly Dictionary<string, (long[][] Inputs, Func<Tensor[], Tensor> Run)> Cases = new()
    {
        ["mm tall"] = ([[700, 130], [130, 90]], x => x[0].mm(x[1])),
        ["mm wide"] = ([[90, 300], [300, 701]], x => x[0].mm(x[1])),
        ["mm transposed"] = ([[300, 301], [257, 301]], x => x[0].mm(x[1].t())),
        ["mm odd"] = ([[203, 311], [97, 311]], x => x[0].mm(x[1].t())),
        ["mm deep"] = ([[64, 700], [501, 700]], x => x[0].mm(x[1].t())),
        ["mm few rows"] = ([[7, 300], [1203, 300]], x => x[0].mm(x[1].t())),
        ["mm vector"] = ([[1, 1500], [1500, 2000]], x => x[0].mm(x[1])),
        ["linear"] = ([[128, 400], [300, 400], [300]], x => F.linear(x[0], x[1], x[2])),
        ["bmm"] = ([[40, 50, 60], [40, 60, 70]], x => x[0].bmm(x[1])),
        ["conv1d"] = ([[16, 8, 300], [12, 8, 7], [12]], x => F.conv1d(x[0], x[1], x[2], padding: 3)),
        ["conv2d"] = ([[9, 6, 28, 28], [16, 6, 5, 5], [16]], x => F.conv2d(x[0], x[1], x[2], padding: [2, 2])),
        ["conv2d many channels"] = ([[2, 40, 24, 23], [35, 40, 3, 3]], x => F.conv2d(x[0], x[1], padding: [1])),
        ["conv2d wide"] = ([[1, 3, 130, 70], [7, 3, 5, 5]], x => F.conv2d(x[0], x[1], padding: [1])),
        ["conv2d of one"] = ([[5, 300, 6, 6], [9, 300, 1, 1]], x => F.conv2d(x[0], x[1], padding: [1])),
        ["conv2d groups"] = ([[9, 8, 28, 28], [16, 4, 3, 3]], x => F.conv2d(x[0], x[1], groups: 2, strides: [2, 1])),
        ["conv3d"] = ([[5, 3, 12, 12, 12], [6, 3, 3, 3, 3]], x => F.conv3d(x[0], x[1], padding: [1, 1, 1])),
        ["max_pool2d"] = ([[32, 16, 28, 28]], x => F.max_pool2d(x[0], 2)),
        ["avg_pool2d"] = ([[32, 16, 28, 28]], x => F.avg_pool2d(x[0], 3, 2, 1)),
        ["adaptive_avg_pool2d"] = ([[32, 16, 28, 28]], x => F.adaptive_avg_pool2d(x[0], 7)),
        ["layer_norm"] = ([[512, 600], [600], [600]], x => F.layer_norm(x[0], [600], x[1], x[2])),
        ["batch_norm"] = ([[16, 24, 20, 20], [24], [24]], x => F.batch_norm(x[0], null, null, x[1], x[2], training: true)),
        ["lstm"] = ([[24, 32, 60]], x => Lstm.call(x[0]).Item1),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Same_bits_whatever_the_number_of_threads(string name)
    {
        var (shapes, run) = Cases[name];
        var before = get_num_threads();
        try
        {
            using var scope = NewDisposeScope();
            var generator = new Generator(7);
            var inputs = shapes.Select(s => randn(s, generator: generator).requires_grad_()).ToArray();
            var grad = randn(run(inputs).shape, generator: generator);
            byte[][]? first = null;
            foreach (var threads in new[] { 1, 2, 5 })
            {
                set_num_threads(threads);
                foreach (var x in inputs) x.grad = null;
                var result = run(inputs);
                result.backward([grad]);
                byte[][] bits = [result.bytes.ToArray(), .. inputs.Select(x => x.grad!.contiguous().bytes.ToArray())];
                first ??= bits;
                for (var i = 0; i < bits.Length; i++) Assert.True(bits[i].AsSpan().SequenceEqual(first[i]), $"{name}: tensor {i} differs on {threads} threads");
            }
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
