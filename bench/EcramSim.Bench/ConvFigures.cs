using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Bench;

/// <summary>Training a small convolutional network.</summary>
internal static class ConvFigures
{
    private const int Batch = 32;

    /// <summary>conv.lenet.b32: a LeNet-5 on images of 28 × 28, batches of 32, SGD; on one core and on two.</summary>
    public static IEnumerable<Figure> All()
    {
        yield return Figure.Repeated("conv.lenet.b32", "images/s", () => null, () => LeNet(1));
        yield return Figure.Repeated("conv.lenet.b32.2cores", "images/s", () => null, () => LeNet(2));
    }

    private static (Action Run, Func<double, double> Value) LeNet(int threads)
    {
        var network = nn.Sequential(
            nn.Conv2d(1, 6, 5, padding: 2), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10));
        var optimizer = optim.SGD(network.parameters(), 0.01);
        var x = rand(Batch, 1, 28, 28);
        var y = randint(10, new long[] { Batch });
        return (() =>
        {
            var before = get_num_threads();
            set_num_threads(threads);
            using (NewDisposeScope())
            {
                optimizer.zero_grad();
                nn.functional.cross_entropy(network.call(x), y).backward();
                optimizer.step();
            }
            set_num_threads(before);
        }, seconds => Batch / seconds);
    }
}
