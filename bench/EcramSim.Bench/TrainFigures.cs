using static TorchSharp.torch;

namespace EcramSim.Bench;

/// <summary>Digital training: the whole step, gradients cleared and weights changed.</summary>
internal static class TrainFigures
{
    /// <summary>train.mlp.fp32.b1, .b8, .b64: 784-256-128-10 with ReLU, cross-entropy and SGD, in images per second.</summary>
    public static IEnumerable<Figure> All()
    {
        foreach (var cores in new[] { 1, 2 })
            foreach (var batch in new[] { 1, 8, 64 })
                yield return Figure.Repeated($"train.mlp.fp32.b{batch}{(cores == 1 ? "" : $".{cores}cores")}", "images/s", () => null, () =>
                {
                    set_num_threads(cores);
                    var network = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10));
                    var optimizer = optim.SGD(network.parameters(), 0.01);
                    var x = rand(batch, 784);
                    var y = randint(10, new long[] { batch });
                    return (() =>
                    {
                        using var scope = NewDisposeScope();
                        optimizer.zero_grad();
                        nn.functional.cross_entropy(network.call(x), y).backward();
                        optimizer.step();
                    }, seconds => batch / seconds);
                });
    }
}
