using EcramSim.Crossbar;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;

namespace EcramSim.Learning.Tests.Training;

/// <summary>
/// Fashion-MNIST beside another simulator (aihwkit 1.1, three seeds): first 10 000 training images, all trained on, 784-256-128-10
/// with ReLU, batch 8, learning rate 0.05, 3 epochs, no weight scaling, digital biases. Takes three quarters of a minute and needs the data set,
/// so it runs with ECRAM_LONG=1 and where the files are.
/// </summary>
public sealed class FashionComparison(ITestOutputHelper output)
{
    [Theory]
    [InlineData("float32", 0.06, 81.3, 82.4, 83.3)]
    [InlineData("ideal", 0.06, 81.6, 81.7, 82.2)]
    // The device presets of that simulator come with more read noise than its defaults.
    [InlineData("tang-2018", 0.1, 75.0, 75.4, 78.3)]
    public void Means_lie_within_three_points(string hardware, double outputNoise, params double[] theirs)
    {
        if (Mean(hardware, outputNoise) is { } mean) Assert.InRange(mean, theirs.Average() - 3, theirs.Average() + 3);
    }

    /// <summary>
    /// Theirs: 46.4, 64.5, 66.1 %, which the equations do not give: with the same preset, pulse arithmetic and read noise the cells here
    /// lose no more than those of tang-2018. docs/decisions/0006 lists what was tried. Held here: it trains, and stays below the ideal cells.
    /// </summary>
    [Fact]
    public void Metal_oxide_trains_and_stays_below_ideal()
    {
        if (Mean("mo-ecram", 0.1) is not { } mean) return;
        Assert.True(mean > 66.1, $"{mean:F1} %");
        Assert.True(mean < Mean("ideal", 0.1), $"{mean:F1} %");
    }

    private double? Mean(string name, double outputNoise)
    {
        if (Environment.GetEnvironmentVariable("ECRAM_LONG") != "1") return null;
        ImageDataset data;
        try
        {
            data = ImageDataset.Load("fashion-mnist", first: 10_000);
        }
        catch (InputException e)
        {
            output.WriteLine(e.Message);
            return null;
        }
        var network = Network.Read(TestPlans.Library(), "fashion-mlp");
        var array = ArrayOptions.Read(TestPlans.Library(), "default") with { OutputNoise = outputNoise };
        var accuracies = new ulong[] { 1, 2, 3 }.Select(seed => 100 * Trainer.Run(new TrainingPlan(network, data, TestPlans.Device(name))
        {
            Array = array, Seed = seed, LearningRate = 0.05, ValidationFraction = 0, Scaling = WeightScaling.None, Schedule = new ConstantRate(),
        }).TestAccuracy).ToArray();
        output.WriteLine(FormattableString.Invariant($"{name}, read noise {outputNoise}: {string.Join(", ", accuracies.Select(a => a.ToString("F1", System.Globalization.CultureInfo.InvariantCulture)))} %, mean {accuracies.Average():F2} %"));
        return accuracies.Average();
    }
}
