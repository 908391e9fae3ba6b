namespace EcramSim.Learning.Training;

/// <summary>A finished training.</summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Epochs">One row per epoch.</param>
/// <param name="TestAccuracy">Fraction of the test images that the network classifies right after the last epoch.</param>
public sealed record TrainingResult(TrainingPlan Plan, IReadOnlyList<TrainingEpoch> Epochs, double TestAccuracy)
{
    /// <summary>Energy of the simulated hardware, J; null where it has no volts and seconds.</summary>
    public double? Energy => Epochs[^1].Energy;

    /// <summary>Time of the simulated hardware, s; null likewise.</summary>
    public double? Time => Epochs[^1].Time;

    /// <summary>Programming pulses on all cells; null for digital weights and exact updates.</summary>
    public long? Pulses => Epochs[^1].Pulses;

    /// <summary>Images trained on, all epochs.</summary>
    public required long Images { get; init; }

    /// <summary>The trained layers, first to last.</summary>
    public required IReadOnlyList<LayerWeights> Weights { get; init; }

    /// <summary>The trained model as a safetensors file, its tensors named as in the state dictionary.</summary>
    public required byte[] WeightsFile { get; init; }
}
