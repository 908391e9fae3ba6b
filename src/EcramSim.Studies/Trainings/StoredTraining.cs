using System.Text.Json.Nodes;
using EcramSim.Learning.Training;

namespace EcramSim.Studies.Trainings;

/// <summary>What is kept of a finished training.</summary>
/// <param name="Validation">Accuracy on the validation part after the last epoch, 0 to 1; null where nothing is held out, or where it diverged.</param>
/// <param name="Test">Accuracy on the test images, 0 to 1; null where it diverged.</param>
/// <param name="Loss">Mean training loss of the last epoch, nats; null where it diverged.</param>
/// <param name="Energy">Energy of the simulated hardware, J; null where it has no volts and seconds.</param>
/// <param name="Time">Time of the simulated hardware, s; null likewise.</param>
/// <param name="Pulses">Programming pulses; null for digital weights and exact updates.</param>
/// <param name="Diverged">Why there is no accuracy; null where there is one.</param>
public sealed record StoredTraining(double? Validation, double? Test, double? Loss, double? Energy, double? Time, long? Pulses, string? Diverged)
{
    internal static StoredTraining Of(TrainingResult result) =>
        new(result.Epochs[^1].ValidationAccuracy, result.TestAccuracy, result.Epochs[^1].TrainLoss, result.Energy, result.Time, result.Pulses, null);

    internal JsonObject ToJson() => new()
    {
        ["validation_accuracy"] = Validation, ["test_accuracy"] = Test, ["train_loss"] = Loss,
        ["energy_J"] = Energy, ["time_s"] = Time, ["pulses"] = Pulses, ["diverged"] = Diverged,
    };

    internal static StoredTraining Of(JsonObject json) => new(
        (double?)json["validation_accuracy"], (double?)json["test_accuracy"], (double?)json["train_loss"],
        (double?)json["energy_J"], (double?)json["time_s"], (long?)json["pulses"], (string?)json["diverged"]);
}
