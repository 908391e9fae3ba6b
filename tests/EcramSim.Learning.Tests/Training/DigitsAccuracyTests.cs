using EcramSim.Ecram.NonIdealities;
using EcramSim.Learning.Training;

namespace EcramSim.Learning.Tests.Training;

/// <summary>What the shipped network reaches on the shipped digits at its defaults. PyTorch reaches 95.0–96.0 % with these layers.</summary>
public sealed class DigitsAccuracyTests
{
    [Fact]
    public void Float32_reaches_95_and_a_half_and_ideal_comes_within_a_point()
    {
        var digital = Mean(Hardware.Float32);
        Assert.True(digital >= 0.955, $"float32: {digital:P2}");
        var ideal = Mean(Hardware.Ideal);
        Assert.InRange(ideal, digital - 0.01, digital + 0.01);
        // Rounding makes two trajectories of one network: what they differ by is what any rounding would do.
        Assert.InRange(Mean(Hardware.Exact), digital - 0.005, digital + 0.005);
    }

    [Fact]
    public void Pulsed_cells_train()
    {
        var result = Trainer.Run(TestPlans.Of(TestPlans.Device("gokmen-vlasov")) with { Epochs = 5 });
        Assert.True(result.TestAccuracy > 0.9, $"gokmen-vlasov: {result.TestAccuracy:P2} after 5 epochs");
        Assert.True(result.Epochs[^1].TrainLoss < 0.5 * result.Epochs[0].TrainLoss);
    }

    [Fact]
    public void Every_shipped_device_trains()
    {
        if (Environment.GetEnvironmentVariable("ECRAM_LONG") != "1") return;
        Assert.All(TestPlans.Library().Ids(Insertion.Models.ModelKind.Device), id =>
        {
            var accuracy = Mean(TestPlans.Device(id));
            // It forgets within hours, and an epoch of its slots of ten seconds takes a day.
            if (id == "smnio3-x-il")
            {
                Assert.True(accuracy < 0.3, $"{id}: {accuracy:P2}");
                accuracy = Mean(Hardware.Of(Removal.Of("leakage").From(TestPlans.Device(id).Device!)));
            }
            Assert.True(accuracy > 0.8, $"{id}: {accuracy:P2}");
        });
    }

    private static double Mean(Hardware hardware) =>
        new ulong[] { 1, 2, 3 }.Average(seed => Trainer.Run(TestPlans.Of(hardware, seed)).TestAccuracy);
}
