using System.Diagnostics;
using EcramSim.Crossbar;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Data;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Bench;

/// <summary>What wires cost a training: 64-36-10 on the shipped digits, the whole step, batch 8, cells of lixwo3-lipon on tiles of up to 128×128.</summary>
internal static class WiresTrainFigures
{
    private const int Batch = 8, Warm = 25, Steps = 25, Turns = 21;

    // By the array file; gates at resisting lines weaken pulses, and the wires stand in every read of both directions.
    private static readonly (string Name, string Array)[] Cases = [("none", "default"), ("1ohm", "wires-1-ohm"), ("5ohm", "wires-5-ohm")];

    /// <summary>train.wires.none, train.wires.1ohm, train.wires.5ohm, images/s: medians of stretches of 25 steps, which take turns, and beside each its ratio to the one without wires.</summary>
    public static IEnumerable<Figure> All()
    {
        var seconds = new Lazy<List<double>[]>(Measure);
        for (var k = 0; k < Cases.Length; k++)
        {
            var own = k;
            yield return new Figure($"train.wires.{Cases[k].Name}", "images/s", () => null, () =>
            {
                var note = own == 0 ? "" : FormattableString.Invariant($", {Median(seconds.Value[0].Zip(seconds.Value[own], (without, with) => without / with)):F2} of the speed without wires");
                return Measurement.Of(seconds.Value[own], s => Batch * Steps / s, note);
            });
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static List<double>[] Measure()
    {
        set_num_threads(1);
        using var all = NewDisposeScope();
        Action[] stretches = [.. Cases.Select(c => Training(c.Array))];
        List<double>[] seconds = [.. Cases.Select(_ => new List<double>(Turns))];
        for (var turn = 0; turn < Turns; turn++)
            for (var k = 0; k < stretches.Length; k++)
            {
                var watch = Stopwatch.StartNew();
                stretches[k]();
                seconds[k].Add(watch.Elapsed.TotalSeconds);
            }
        return seconds;
    }

    // A training that goes on by so many steps at every call.
    private static Action Training(string array)
    {
        var library = ModelLibrary.Shipped();
        var model = Analog.Convert(Network.Read(library, "digits-mlp").Build(1), new AnalogOptions(CellDevice.Read(library, "lixwo3-lipon"), ArrayOptions.Read(library, array), 1));
        var optimizer = TrainingRules.Create("sgd", model, 0.1);
        var images = ImageDataset.Load("digits").Train;
        var (features, labels) = (tensor(images.Features, [images.Count, images.Pixels]), tensor(images.Labels));
        var next = 0L;
        Run(Warm);
        return () => Run(Steps);

        void Run(int steps)
        {
            for (var step = 0; step < steps; step++, next += Batch)
            {
                using var each = NewDisposeScope();
                var first = next % (images.Count - Batch);
                optimizer.zero_grad();
                nn.functional.cross_entropy(model.call(features.narrow(0, first, Batch)), labels.narrow(0, first, Batch)).backward();
                optimizer.step();
            }
        }
    }
}
