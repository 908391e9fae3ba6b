using EcramSim.Crossbar;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;

namespace EcramSim.Learning.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void Equal_plans_give_equal_bits_alone_and_beside_others()
    {
        string[] names = ["float32", "exact", "ideal", "gokmen-vlasov"];
        var plans = names.Select(n => TestPlans.Short(TestPlans.Device(n))).ToArray();
        var alone = plans.Select(p => Rows(Trainer.Run(p))).ToArray();
        var beside = new string[plans.Length];
        var threads = plans.Select((p, i) => new Thread(() => beside[i] = Rows(Trainer.Run(p)))).ToArray();
        foreach (var t in threads) t.Start();
        foreach (var t in threads) t.Join();
        Assert.Equal(alone, beside);
        Assert.NotEqual(alone[3], Rows(Trainer.Run(plans[3] with { Seed = 2 })));
    }

    [Fact]
    public void Exact_equals_float32_and_other_hardware_starts_from_the_same_weights()
    {
        // After one step per epoch the digital and the exact losses differ by rounding only.
        var plan = TestPlans.Short(Hardware.Float32) with { Batch = 340, Epochs = 10 };
        var (digital, exact) = (Trainer.Run(plan), Trainer.Run(plan with { Hardware = Hardware.Exact }));
        Assert.All(digital.Epochs.Zip(exact.Epochs), e => Assert.Equal(e.First.TrainLoss, e.Second.TrainLoss, 1e-6));
        var ideal = Trainer.Run(plan with { Hardware = Hardware.Ideal });
        // The first loss comes from the same images and weights, read through converters and noise.
        Assert.Equal(digital.Epochs[0].TrainLoss, ideal.Epochs[0].TrainLoss, 0.02);
        Assert.NotEqual(digital.Epochs[0].TrainLoss, ideal.Epochs[0].TrainLoss);
    }

    [Fact]
    public void Rows_tell_what_applies()
    {
        var digital = Trainer.Run(TestPlans.Short(Hardware.Float32));
        Assert.Equal(2 * 340, digital.Images);
        Assert.Equal([1, 2], digital.Epochs.Select(e => e.Epoch));
        Assert.Null(digital.Epochs[0].TestAccuracy);
        Assert.Equal(digital.TestAccuracy, digital.Epochs[1].TestAccuracy);
        Assert.All(digital.Epochs, e => Assert.True(e is { Energy: null, Time: null, Pulses: null }));
        var pulsed = Trainer.Run(TestPlans.Short(TestPlans.Device("gokmen-vlasov")));
        Assert.True(pulsed.Epochs[1].Pulses > pulsed.Epochs[0].Pulses && pulsed.Epochs[0].Pulses > 0);
        // The preset has no volts and seconds.
        Assert.Null(pulsed.Energy);
        Assert.Null(Trainer.Run(TestPlans.Short(Hardware.Float32) with { ValidationFraction = 0 }).Epochs[1].ValidationAccuracy);
    }

    [Fact]
    public void Energy_and_time_are_those_of_training_alone()
    {
        var device = TestDevices.Constant(0.001, new WriteCost(2e-12, 2e-12, 0));
        var plan = TestPlans.Short(Hardware.Of(device));
        // Without a bound no read repeats: each image is read forward by two layers and backward by one.
        plan = plan with { Array = plan.Array with { AdcBits = null, AdcBound = null, ReadTime = 1e-7 } };
        var result = Trainer.Run(plan);
        Assert.Equal(2 * 340 * 3 * 1e-7, result.Time!.Value, 1e-12);
        Assert.Equal(result.Pulses!.Value * 2e-12, result.Energy!.Value, 1e-15);
    }

    [Fact]
    public void Progress_comes_about_ten_times_an_epoch_and_ends_with_its_row()
    {
        var told = new List<TrainingProgress>();
        var result = Trainer.Run(TestPlans.Short(Hardware.Float32), new Immediate(told.Add));
        Assert.InRange(told.Count, 18, 22);
        Assert.Equal(result.Epochs, told.Where(p => p.Finished is not null).Select(p => p.Finished));
        Assert.Equal((680L, 680L), (told[^1].ImagesDone, told[^1].Images));
        Assert.True(told.Zip(told.Skip(1)).All(p => p.First.ImagesDone <= p.Second.ImagesDone));
    }

    [Fact]
    public void Stops_when_asked()
    {
        using var source = new CancellationTokenSource();
        var told = 0;
        Assert.Throws<OperationCanceledException>(() => Trainer.Run(TestPlans.Of(Hardware.Float32), new Immediate(_ =>
        {
            if (++told == 3) source.Cancel();
        }), source.Token));
        Assert.Equal(3, told);
    }

    [Fact]
    public void Divergence_is_told_in_one_line()
    {
        var plan = TestPlans.Short(Hardware.Float32);
        var features = (float[])plan.Data.Train.Features.Clone();
        Array.Fill(features, float.MaxValue);
        plan = plan with { Data = plan.Data with { Train = plan.Data.Train with { Features = features } }, Network = plan.Network with { ActivationName = "relu" } };
        Assert.Contains("diverged", Assert.Throws<ArithmeticException>(() => Trainer.Run(plan)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<TrainingPlan, TrainingPlan>> Wrong => new()
    {
        { "--epochs: value 0 is outside the allowed range [1, 100000]", p => p with { Epochs = 0 } },
        { "--batch: value 0 is outside", p => p with { Batch = 0 } },
        { "--lr: value -1 is outside the allowed range (0, 1000]", p => p with { LearningRate = -1 } },
        { "--lr: value NaN", p => p with { LearningRate = double.NaN } },
        { "unknown training rule 'adam'", p => p with { Algorithm = "adam" } },
        { "784 inputs, but images of digits have 64 pixels (8×8)", p => p with { Network = Network.Read(TestPlans.Library(), "fashion-mlp") } },
        { "9 outputs, but digits has 10 classes", p => p with { Network = p.Network with { Sizes = [64, 36, 9] } } },
        { "validation fraction: value 1", p => p with { ValidationFraction = 1 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Refuses_a_plan_that_cannot_run(string expected, Func<TrainingPlan, TrainingPlan> change) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => Trainer.Run(change(TestPlans.Short(Hardware.Float32)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Hardware_is_a_baseline_or_a_device()
    {
        Assert.Same(Hardware.Ideal, TestPlans.Device("ideal"));
        Assert.Equal("gokmen-vlasov", TestPlans.Device("gokmen-vlasov").Device!.Id);
        Assert.Contains("did you mean 'ideal'?", Assert.Throws<InputException>(() => TestPlans.Device("idela")).Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'float32'?", Assert.Throws<InputException>(() => TestPlans.Device("float23")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_learning_rate_is_the_command_lines_or_the_devices_or_the_networks()
    {
        var plan = TestPlans.Of(Hardware.Of(TestDevices.Constant(0.01) with
        {
            LearningRates = [new("digits-mlp", "digits", "sgd", 0.07, "fitted", "test"), new("digits-mlp", "mnist", "sgd", 0.5, "fitted", "test")],
        }));
        Assert.Equal(0.07, plan.Rate);
        Assert.Equal(0.3, (plan with { LearningRate = 0.3 }).Rate);
        Assert.Equal(plan.Network.Training.LearningRate, (plan with { Hardware = Hardware.Ideal }).Rate);
    }

    private static string Rows(TrainingResult result) => string.Join('\n', result.Epochs);

    private sealed class Immediate(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}
