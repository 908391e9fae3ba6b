using EcramSim.Crossbar;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Data;
using EcramSim.Learning.Exchange;
using EcramSim.Learning.HardwareAware;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Networks;

namespace EcramSim.Learning.Training;

/// <summary>
/// Everything that decides the outcome of one training, so that equal plans give equal bits on one machine, whatever runs
/// beside them. The seed names the streams of split, shuffle, first weights and tiles; all hardware sees the same ones.
/// </summary>
/// <param name="Network">The network.</param>
/// <param name="Data">The data set; shared between plans.</param>
/// <param name="Hardware">What holds the weights.</param>
public sealed record TrainingPlan(Network Network, ImageDataset Data, Hardware Hardware)
{
    /// <summary>Seed of every random stream.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Training rule, with parameters that are not its defaults: see <see cref="TrainingRules.Of"/>.</summary>
    public string Algorithm { get; init; } = "sgd";

    /// <summary>Converters, noise and pulse trains of the tiles; digital weights and <see cref="Hardware.Exact"/> do without.</summary>
    public required ArrayOptions Array { get; init; }

    /// <summary>How weights of the model become weights of the cells, from the command line; null takes that of the device file, or else <see cref="WeightScaling.Fit"/>.</summary>
    public WeightScaling? Scaling { get; init; }

    /// <summary>Whether first weights outside the window of the cells take its edge instead of being an error.</summary>
    public bool Clip { get; init; }

    /// <summary>What the training starts from instead of drawn weights; null draws them.</summary>
    public FirstWeights? FirstWeights { get; init; }

    /// <summary>Bias, input ranges, output scales and what stays digital.</summary>
    public ConversionChoices Conversion { get; init; } = ConversionChoices.Default;

    /// <summary>Other hardware by name of layer, the first that matches; names of layers that stay digital come before.</summary>
    public IReadOnlyList<LayerHardware> Layers { get; init; } = [];

    /// <summary>What training reads instead of the clean weights: on <see cref="Hardware.Exact"/> and <see cref="Hardware.Ideal"/>.</summary>
    public IReadOnlyList<IHardwareEffect> Effects { get; init; } = Network.Training.Effects;

    /// <summary>Passes over the training part.</summary>
    public int Epochs { get; init; } = Network.Training.Epochs;

    /// <summary>Images per step; the last batch of an epoch may be smaller.</summary>
    public int Batch { get; init; } = Network.Training.Batch;

    /// <summary>Learning rate from the command line; null takes that of the device file, or else that of the network file.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How the learning rate goes down.</summary>
    public ILearningRateSchedule Schedule { get; init; } = Network.Training.Schedule;

    /// <summary>Share of the training images that is held out for validation, in [0, 0.9].</summary>
    public double ValidationFraction { get; init; } = ValidationSplit.DefaultFraction;

    /// <summary>The learning rate that is used in the first epoch.</summary>
    public double Rate => LearningRate ?? Found?.Rate ?? Network.Training.LearningRate;

    /// <summary>The rule as it runs: <see cref="Algorithm"/>, with the parameters that the device file names where the plan names none.</summary>
    public string Rule => Algorithm.Contains(':', StringComparison.Ordinal) || Found is not { Parameters.Length: > 0 } found ? Algorithm.TrimEnd(':') : $"{Algorithm}:{found.Parameters}";

    /// <summary>The scaling as it runs.</summary>
    public WeightScaling Scale => Scaling ?? (Found is { Scaling.Length: > 0 } found ? WeightScaling.Of(found.Scaling, $"device {Hardware.Name}: learning_rates: scaling") : WeightScaling.Fit);

    /// <summary>What the device file (of a baseline: the network file) says about this network, data set, number of images and rule; null where it says nothing.</summary>
    public LearningRate? Found => Hardware.Device is { } device
        ? device.LearningRateFor(Network.Id, Data.Name, TrainingRules.NameOf(Algorithm), Data.Train.Count)
        : Ecram.LearningRate.For(Data.Train.Count, Network.BaselineRates.Where(b => b.Hardware == Hardware.Name && b.Rate.Data == Data.Name && b.Rate.Algorithm == TrainingRules.NameOf(Algorithm)).Select(b => b.Rate));

    /// <summary>Refuses a plan that cannot run.</summary>
    /// <exception cref="InputException">A network that does not fit the data; a value out of its range; an unknown rule.</exception>
    public void Check()
    {
        if (Network.Sizes[0] != Data.Train.Pixels)
            throw new InputException($"network {Network.Id}: layers: {Network.Sizes[0]} inputs, but images of {Data.Name} have {Data.Train.Pixels} pixels ({Data.Train.Height}×{Data.Train.Width})");
        if (Network.Sizes[^1] != Data.Train.Classes)
            throw new InputException($"network {Network.Id}: layers: {Network.Sizes[^1]} outputs, but {Data.Name} has {Data.Train.Classes} classes");
        CheckLayers();
        Require("--epochs", Epochs, Interval.Closed(1, TrainingDefaults.MostEpochs));
        Require("--batch", Batch, Interval.Closed(1, TrainingDefaults.LargestBatch));
        Require("--lr", Rate, TrainingDefaults.Rates);
        _ = TrainingRules.Of(Algorithm);
        _ = TrainingRules.Of(Rule, $"device {Hardware.Name}: learning_rates: parameters");
        _ = Scale;
        if (Effects.FirstOrDefault(e => !e.IsNone) is { } effect && Hardware != Hardware.Exact && Hardware != Hardware.Ideal)
            throw new InputException($"--hardware-aware {HardwareEffects.NameOf(effect)}: disturbs floating-point weights on tiles: train on 'exact' or 'ideal', not on '{Hardware.Name}'");
    }

    private void CheckLayers()
    {
        var ranged = Array.Layers.Count > 0 && Hardware != Hardware.Exact && Hardware != Hardware.Float32;
        if (!ranged && Layers.Count == 0) return;
        if (Layers.Count > 0 && Hardware == Hardware.Float32)
            throw new InputException($"--layer-devices: 'float32' has no layer on tiles beside {Layers[0].Pattern}; choose --device exact or ideal, or a device");
        using var scope = TorchSharp.torch.NewDisposeScope();
        var names = Analog.Convertible(Network.Build(Seed));
        if (ranged) Array.CheckLayers(names);
        foreach (var layer in Layers)
            if (!names.Any(layer.Matches)) throw InputException.UnknownName("--layer-devices", "layer", layer.Pattern, names);
    }

    private static void Require(string option, double value, Interval allowed)
    {
        if (!allowed.Contains(value))
            throw new InputException(FormattableString.Invariant($"{option}: value {value} is outside the allowed range {allowed}"));
    }
}
