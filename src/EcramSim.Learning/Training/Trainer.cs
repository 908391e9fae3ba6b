using EcramSim.Learning.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Training;

/// <summary>Runs one training. Stays on the calling thread, so that several trainings run side by side with the same results.</summary>
public static class Trainer
{
    private const int ReportsPerEpoch = 10;

    /// <summary>
    /// Trains as <paramref name="plan"/> says: mean cross-entropy of each batch, a fixed number of epochs; the validation part is
    /// looked at after each, the test images once at the end. What the looking costs is not charged to the hardware.
    /// </summary>
    /// <param name="plan">What to train.</param>
    /// <param name="progress">Told after every epoch and about ten times within one; may be null.</param>
    /// <param name="cancellation">Looked at before every step.</param>
    /// <exception cref="Insertion.Models.InputException">A plan that cannot run.</exception>
    /// <exception cref="ArithmeticException">The training diverged: a loss or an error signal is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainingResult Run(TrainingPlan plan, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        var split = ValidationSplit.Of(plan.Data.Train, plan.Seed, plan.ValidationFraction);
        using var scope = NewDisposeScope();
        using var trainable = new TrainableModel(plan);
        var images = new EpochImages(split.Train);
        var rows = new List<TrainingEpoch>();
        var pulsed = plan.Hardware.Device is not null;
        // What the hardware spent on being looked at.
        var looking = new HardwareCost(0, 0, 0, null);
        for (var epoch = 1; epoch <= plan.Epochs; epoch++)
        {
            trainable.SetLearningRate(plan.Rate * plan.Schedule.Factor(epoch, plan.Epochs));
            images.Shuffle(plan.Seed, epoch);
            var loss = RunEpoch(plan, trainable, images, epoch, progress, cancellation);
            var before = HardwareCost.Of(trainable.Layers, pulsed);
            var cost = before.Since(looking);
            var validation = Classification.Accuracy(trainable.Model, split.Validation);
            var test = epoch == plan.Epochs ? Classification.Accuracy(trainable.Model, plan.Data.Test) : null;
            rows.Add(new TrainingEpoch(epoch, loss, validation, test, cost.Energy, cost.Time, cost.Pulses) { Bill = cost.Bill });
            var looked = HardwareCost.Of(trainable.Layers, pulsed).Since(before);
            looking = looking.Bill is null ? looking with { Energy = looking.Energy + looked.Energy, Time = looking.Time + looked.Time, Bill = looked.Bill } : looking.And(looked);
            progress?.Report(Progress(plan, images, epoch, images.Count, rows[^1]));
        }
        return new TrainingResult(plan, rows, rows[^1].TestAccuracy!.Value) { Images = (long)images.Count * plan.Epochs, Weights = LayerWeights.Of(plan.Network, trainable.Model) };
    }

    private static double RunEpoch(TrainingPlan plan, TrainableModel trainable, EpochImages images, int epoch,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var sum = 0.0;
        var reported = 0;
        for (var first = 0; first < images.Count; first += plan.Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(plan.Batch, images.Count - first);
            var loss = Step(trainable, images, first, count);
            if (!double.IsFinite(loss))
                throw new ArithmeticException(FormattableString.Invariant($"{plan.Hardware.Name}, seed {plan.Seed}, epoch {epoch}: the loss is {loss}: the training diverged at learning rate {plan.Rate}; a smaller one may help"));
            sum += loss * count;
            if ((long)(first + count) * ReportsPerEpoch / images.Count is var tenth && tenth > reported && tenth < ReportsPerEpoch)
            {
                reported = (int)tenth;
                progress?.Report(Progress(plan, images, epoch, first + count, null));
            }
        }
        return sum / images.Count;
    }

    private static double Step(TrainableModel trainable, EpochImages images, int first, int count)
    {
        using var scope = NewDisposeScope();
        var (batch, classes) = images.Batch(first, count);
        trainable.Optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(trainable.Model.call(batch), classes);
        var value = loss.item<float>();
        if (!float.IsFinite(value)) return value;
        loss.backward();
        trainable.Optimizer.step();
        return value;
    }

    private static TrainingProgress Progress(TrainingPlan plan, EpochImages images, int epoch, int done, TrainingEpoch? finished) =>
        new(plan.Hardware.Name, plan.Seed, epoch, plan.Epochs, (long)(epoch - 1) * images.Count + done, (long)images.Count * plan.Epochs, finished);
}
