using EcramSim.Crossbar;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Learning.HardwareAware;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;

namespace EcramSim.Learning.Tests.Training;

/// <summary>A training that was stopped anywhere goes on to the bits of one that was not.</summary>
public sealed class TrainingCheckpointTests
{
    [Theory]
    [InlineData("float32", "sgd", "default")]
    [InlineData("exact", "sgd", "default")]
    [InlineData("mo-ecram", "tiki-taka-v2:zero_shift_pairs=3", "default")]
    [InlineData("lixwo3-lipon", "agad", "cmos-28")]
    public void Stopped_several_times_it_ends_in_the_same_bits(string hardware, string algorithm, string array)
    {
        var plan = TestPlans.Short(TestPlans.Device(hardware)) with { Algorithm = algorithm, Array = ArrayOptions.Read(TestPlans.Library(), array) };
        StopsAndGoesOn(plan with { Data = plan.Data with { Train = plan.Data.Train.First(200), Test = plan.Data.Test.First(50) } });
    }

    /// <summary>Networks of other layers, with what is learned beside the weights and what disturbs them in training.</summary>
    [Theory]
    [InlineData("lenet-5", "mo-ecram", "sgd", "")]
    [InlineData("lstm-text", "ideal", "sgd", "weight-noise:sigma=0.05")]
    [InlineData("transformer-text", "ideal", "sgd", "")]
    public void Other_networks_go_on_too(string name, string hardware, string algorithm, string effect)
    {
        var network = Network.Read(TestPlans.Library(), name);
        var data = network.DataName == "grammar" ? ImageDataset.Load("grammar", first: 50) : TestPlans.Digits;
        if (data.Train.Pixels != network.Sizes[0]) data = data with { Train = Enlarged(data.Train.First(50)), Test = Enlarged(data.Test.First(20)) };
        else data = data with { Test = data.Test.First(20) };
        StopsAndGoesOn(new TrainingPlan(network, data, TestPlans.Device(hardware))
        {
            Array = ArrayOptions.Read(TestPlans.Library(), "default"), Algorithm = algorithm, Epochs = 2, Batch = 5, LearningRate = 0.05,
            Effects = effect.Length == 0 ? [] : [HardwareEffects.Of(effect)],
            Conversion = ConversionChoices.Default with { InputRange = hardware == "ideal" ? new InputRange() : null },
        });
    }

    // 8×8 digits in the middle of 28×28.
    private static LabelledImages Enlarged(LabelledImages images)
    {
        var features = new float[images.Count * 28 * 28];
        for (var n = 0; n < images.Count; n++)
            for (var i = 0; i < 64; i++) features[n * 784 + (10 + i / 8) * 28 + 10 + i % 8] = images[n][i];
        return images with { Features = features, Height = 28, Width = 28 };
    }

    private static void StopsAndGoesOn(TrainingPlan plan)
    {
        using var folder = new TemporaryFolder();
        var undisturbed = Trainer.Run(plan);
        var path = Path.Combine(folder.Path, "a.checkpoint");
        TrainingResult? result = null;
        var stops = 0;
        while (result is null)
        {
            var checkpoint = new TrainingCheckpoint(path, "a", new CheckpointInterval(1000, null));
            if (File.Exists(path)) checkpoint.Continue(CheckpointFile.Read(path));
            using var source = new CancellationTokenSource();
            var told = 0;
            try
            {
                result = Trainer.Run(plan, new Immediate(_ => { if (++told == 3) source.Cancel(); }), checkpoint, stops < 4 ? source.Token : default);
            }
            catch (OperationCanceledException)
            {
                stops++;
            }
        }
        Assert.Equal(4, stops);
        Assert.Equal(undisturbed.Epochs, result.Epochs);
        Assert.Equal(undisturbed.WeightsFile, result.WeightsFile);
        // The file of a finished training is its result.
        var finished = new TrainingCheckpoint(path, "a", CheckpointInterval.Never);
        finished.Continue(CheckpointFile.Read(path));
        var again = Trainer.Run(plan, new Immediate(_ => Assert.Fail("nothing is left to do")), finished, default);
        Assert.Equal(undisturbed.Epochs, again.Epochs);
        Assert.Equal(undisturbed.WeightsFile, again.WeightsFile);
        Assert.Equal(undisturbed.Images, again.Images);
    }

    [Fact]
    public void States_are_written_as_often_as_asked_and_do_not_change_the_result()
    {
        using var folder = new TemporaryFolder();
        var plan = TestPlans.Short(TestPlans.Device("ideal")) with { Epochs = 1, Batch = 10 };
        var plain = Trainer.Run(plan);
        var path = Path.Combine(folder.Path, "a.checkpoint");
        var begun = 0;
        Assert.Equal(plain.Epochs, Trainer.Run(plan, null, new TrainingCheckpoint(path, "a", new CheckpointInterval(15, null), () => begun++), default).Epochs);
        Assert.Equal(1, begun);
        Assert.Equal("finished after 1 epochs", CheckpointFile.Read(path).Moment);
        Assert.Equal("epoch 1 of 1, image 300 of 340", CheckpointFile.Read(CheckpointFile.Previous(path)).Moment);
        File.Delete(path);
        Trainer.Run(plan, null, new TrainingCheckpoint(path, "a", CheckpointInterval.Never), default);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_checkpoint_of_another_plan_is_refused()
    {
        using var folder = new TemporaryFolder();
        var plan = TestPlans.Short(TestPlans.Device("ideal")) with { Epochs = 1 };
        var path = Path.Combine(folder.Path, "a.checkpoint");
        Trainer.Run(plan, null, new TrainingCheckpoint(path, "a", new CheckpointInterval(1000, null)), default);
        var other = new TrainingCheckpoint(path, "a", CheckpointInterval.Never);
        other.Continue(CheckpointFile.Read(path));
        Assert.Contains("the checkpoint is of another run",
            Assert.Throws<InputException>(() => Trainer.Run(plan with { Hardware = TestPlans.Device("mo-ecram") }, null, other, default)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "1 step or more")]
    [InlineData("-3", "1 step or more")]
    [InlineData("2 nm", "wrong unit")]
    [InlineData("often", "a number of steps (500), a time (\"2 min\") or none")]
    [InlineData("0 s", "(0, 1e9] s")]
    public void Wrong_intervals_are_told(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => CheckpointInterval.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Intervals_are_steps_or_time()
    {
        Assert.Equal(new CheckpointInterval(500, null), CheckpointInterval.Parse("500"));
        Assert.Equal(new CheckpointInterval(null, TimeSpan.FromMinutes(2)), CheckpointInterval.Parse("2 min"));
        Assert.True(CheckpointInterval.Parse("none").IsNever);
    }

    private sealed class Immediate(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}
