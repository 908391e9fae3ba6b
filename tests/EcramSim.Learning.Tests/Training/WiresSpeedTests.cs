using EcramSim.Crossbar;
using EcramSim.Ecram;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Training;

/// <summary>Training through wires runs at no less than a tenth of the speed without them: time of the processor, since a short stretch often passes between two interruptions and a long one seldom does.</summary>
[Collection("alone")]
public sealed class WiresSpeedTests
{
    private const int Batch = 8, Steps = 20, Fewest = 15, Most = 90;

    private static readonly Lazy<CellDevice> Device = new(() => CellDevice.Read(TestPlans.Library(), "lixwo3-lipon"));

    [Fact]
    public void Wires_leave_a_tenth_of_the_speed_at_least()
    {
        using var all = NewDisposeScope();
        Action without = Training("default"), with = Training("wires-5-ohm");
        var (fastest, ratio) = ((Without: double.PositiveInfinity, With: double.PositiveInfinity), 0.0);
        // Both take turns, and the fastest of each count: until the loops are compiled for good, both are several times slower.
        for (var turn = 0; turn < Most && (turn < Fewest || ratio < 0.1); turn++)
        {
            fastest = (Math.Min(fastest.Without, Seconds(without)), Math.Min(fastest.With, Seconds(with)));
            ratio = fastest.Without / fastest.With;
            if (turn % Fewest == 1) Thread.Sleep(100);
        }
        Assert.True(ratio >= 0.1, FormattableString.Invariant($"{ratio:F3} of the speed without wires: {Batch * Steps / fastest.With:F0} images/s, {Batch * Steps / fastest.Without:F0} without"));
    }

    private static double Seconds(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    // The shipped network on cells whose gates weaken pulses along resisting lines; goes on by so many steps at every call.
    private static Action Training(string array)
    {
        var library = TestPlans.Library();
        var model = Analog.Convert(Network.Read(library, "digits-mlp").Build(1), new AnalogOptions(Device.Value, ArrayOptions.Read(library, array), 1));
        var optimizer = TrainingRules.Create("sgd", model, 0.1);
        var images = TestPlans.Digits.Train.First(400);
        var (features, labels) = (tensor(images.Features, [images.Count, images.Pixels]), tensor(images.Labels));
        var next = 0L;
        return () => Run(Steps);

        void Run(int steps)
        {
            for (var step = 0; step < steps; step++, next = (next + Batch) % images.Count)
            {
                using var each = NewDisposeScope();
                optimizer.zero_grad();
                nn.functional.cross_entropy(model.call(features.narrow(0, next, Batch)), labels.narrow(0, next, Batch)).backward();
                optimizer.step();
            }
        }
    }
}
