using System.Diagnostics;
using EcramSim.Crossbar;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Data;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Bench;

/// <summary>Training on arrays: 784-256-128-10 on Fashion-MNIST, the whole step, samples of a batch applied one after the other.</summary>
internal static class AnalogTrainFigures
{
    private const int Before = 1000, Stretches = 5, Stretch = 200, TestImages = 2000, TrainImages = 20000;

    // The rule and the device of each figure; no device: exact updates, real converters and read noise.
    private static readonly (string Name, string Rule, string? Device)[] Cases =
    [
        ("ideal", "sgd", null), ("softbounds", "sgd", "soft-bounds"), ("moecram", "sgd", "mo-ecram"), ("physical", "sgd", "lixwo3-lipon"),
        ("ttv2", "tiki-taka-v2", "mo-ecram"), ("mixed", "mixed-precision", "mo-ecram"),
    ];

    /// <summary>
    /// train.mlp.CASE.ACTIVATION.bN in images per second: median of five stretches of 200 steps, from step 1000 to 2000, with the accuracy after them on the first 2000 test
    /// images beside it (sparse gradients are fast ones). Learning rate 0.01 at batch 1, 0.05 at batch 8. None where the files of the data set are missing.
    /// </summary>
    public static IEnumerable<Figure> All()
    {
        var data = new Lazy<ImageDataset?>(Load);
        foreach (var (name, rule, device) in Cases)
            foreach (var activation in new[] { "relu", "sigmoid" })
                foreach (var batch in new[] { 1, 8 })
                {
                    if (data.Value is null) yield break;
                    yield return new Figure($"train.mlp.{name}.{activation}.b{batch}", "images/s", () => null, () => Measure(data.Value, rule, device, activation, batch));
                }
    }

    private static ImageDataset? Load()
    {
        try
        {
            return ImageDataset.Load("fashion-mnist", first: TrainImages);
        }
        catch (InputException e)
        {
            Console.WriteLine($"train.mlp.* on arrays are left out: {e.Message}");
            return null;
        }
    }

    private static Measurement Measure(ImageDataset data, string rule, string? device, string activation, int batch)
    {
        set_num_threads(1);
        var library = ModelLibrary.Shipped();
        var network = Network.Read(library, "fashion-mlp") with { ActivationName = activation };
        var options = new AnalogOptions(device is null ? null : CellDevice.Read(library, device), ArrayOptions.Read(library, "default"), 1);
        using var all = NewDisposeScope();
        using var model = Analog.Convert(network.Build(1), options);
        using var optimizer = TrainingRules.Create(rule, model, batch == 1 ? 0.01 : 0.05);
        var order = new RandomStream(1, "bench/shuffle").Permutation(data.Train.Count);
        var images = data.Train.Take(order, "shuffled");
        var (features, labels) = (tensor(images.Features, [images.Count, images.Pixels]), tensor(images.Labels));
        var watch = new Stopwatch();
        var seconds = new List<double>();
        for (var step = 0; step < Before + Stretches * Stretch; step++)
        {
            if (step >= Before && (step - Before) % Stretch == 0) watch.Restart();
            using (NewDisposeScope())
            {
                var first = (long)step * batch % images.Count;
                optimizer.zero_grad();
                var loss = nn.functional.cross_entropy(model.call(features.narrow(0, first, batch)), labels.narrow(0, first, batch));
                if (!float.IsFinite(loss.item<float>())) throw new ArithmeticException($"the training of {rule} on {device} diverged");
                loss.backward();
                optimizer.step();
            }
            if (step >= Before && (step - Before) % Stretch == Stretch - 1) seconds.Add(watch.Elapsed.TotalSeconds / Stretch);
        }
        using var still = no_grad();
        var test = data.Test.First(TestImages);
        var hits = model.call(tensor(test.Features, [test.Count, test.Pixels])).argmax(1).eq(tensor(test.Labels)).sum().item<long>();
        return Measurement.Of(seconds, s => batch / s, FormattableString.Invariant($", accuracy {(double)hits / test.Count:P1}"));
    }
}
