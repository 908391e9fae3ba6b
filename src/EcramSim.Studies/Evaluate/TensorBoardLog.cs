using TorchSharp;
using TorchSharp.Modules;

namespace EcramSim.Studies.Evaluate;

/// <summary>
/// The course of trainings as TensorBoard event files, a folder each (DEVICE-seedN): "loss/train" over images, and after every epoch "accuracy/validation", at
/// the end "accuracy/test"; "hardware/energy_J", "hardware/time_s" and "hardware/pulses" of the simulated hardware where it has them. The step is the number of images trained on.
/// </summary>
/// <param name="folder">Where the folders go.</param>
/// <param name="next">Who else is told.</param>
public sealed class TensorBoardLog(string folder, IProgress<EvaluationProgress> next) : IProgress<EvaluationProgress>
{
    private readonly Dictionary<string, SummaryWriter> _writers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public void Report(EvaluationProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        next.Report(value);
        // Trials of a search say nothing about the trainings that follow.
        if (value.Runs == 0) return;
        lock (_lock)
        {
            var name = FormattableString.Invariant($"{value.Device}{(value.Removed is null ? "" : $"-without-{value.Removed.Replace(' ', '-')}")}-seed{value.Seed}");
            if (!_writers.TryGetValue(name, out var writer)) _writers[name] = writer = torch.utils.tensorboard.SummaryWriter(Path.Combine(folder, name));
            var step = (int)Math.Min(value.TrainingImages, int.MaxValue);
            void Write(string tag, double? number)
            {
                if (number is { } n) writer.add_scalar(tag, (float)n, step);
            }
            Write("loss/train", value.Loss);
            Write("accuracy/test", value.TestAccuracy);
            if (value.Row is not { } row) return;
            Write("accuracy/validation", row.ValidationAccuracy);
            Write("hardware/energy_J", row.Energy);
            Write("hardware/time_s", row.Time);
            Write("hardware/pulses", row.Pulses);
        }
    }
}
