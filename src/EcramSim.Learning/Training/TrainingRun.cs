using EcramSim.Insertion.Checkpoints;
using EcramSim.Learning.Checkpoints;
using EcramSim.Learning.Data;
using EcramSim.Learning.Exchange;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Training;

/// <summary>A training on its way, step by step. Between two steps its whole state can be saved and put back.</summary>
internal sealed class TrainingRun : IStateful, IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly ValidationSplit _split;
    private readonly TrainableModel _trainable;
    private readonly EpochImages _images;
    private readonly bool _pulsed;
    private List<TrainingEpoch> _rows = [];
    // What the hardware spent on being looked at.
    private HardwareCost _looking = new(0, 0, 0, null);
    private int _epoch = 1, _position;
    private double _sum;

    internal TrainingRun(TrainingPlan plan)
    {
        _plan = plan;
        _split = ValidationSplit.Of(plan.Data.Train, plan.Seed, plan.ValidationFraction);
        _trainable = new TrainableModel(plan);
        _images = new EpochImages(_split.Train);
        _pulsed = plan.Hardware.Device is not null || plan.Layers.Any(l => l.Hardware.Device is not null);
        Begin();
    }

    /// <summary>The model that learns.</summary>
    internal nn.Module<Tensor, Tensor> Model => _trainable.Model;

    /// <summary>Whether all epochs are done.</summary>
    internal bool IsFinished => _epoch > _plan.Epochs;

    /// <summary>Images trained on so far.</summary>
    internal long ImagesDone => (long)(_epoch - 1) * _images.Count + _position;

    /// <summary>Images in an epoch.</summary>
    internal int EpochSize => _images.Count;

    /// <summary>Where it stands, for people.</summary>
    internal string Moment => IsFinished ? FormattableString.Invariant($"finished after {_plan.Epochs} epochs")
        : FormattableString.Invariant($"epoch {_epoch} of {_plan.Epochs}, image {_position} of {_images.Count}");

    /// <summary>One batch, and after the last one of an epoch a look at the validation part; at the very end, at the test images.</summary>
    /// <exception cref="ArithmeticException">The training diverged.</exception>
    internal void Step()
    {
        var count = Math.Min(_plan.Batch, _images.Count - _position);
        var loss = Learn(_position, count);
        if (!double.IsFinite(loss))
            throw new ArithmeticException(FormattableString.Invariant($"{_plan.Hardware.Name}, seed {_plan.Seed}, epoch {_epoch}: the loss is {loss}: the training diverged at learning rate {_plan.Rate}; a smaller one may help"));
        _sum += loss * count;
        _position += count;
        if (_position < _images.Count) return;
        _rows.Add(Look(_sum / _images.Count));
        (_position, _sum) = (0, 0);
        _epoch++;
        Begin();
    }

    /// <summary>How far it is.</summary>
    /// <param name="ended">Whether an epoch has just ended.</param>
    internal TrainingProgress Progress(bool ended) =>
        new(_plan.Hardware.Name, _plan.Seed, ended ? _epoch - 1 : _epoch, _plan.Epochs, ImagesDone, (long)_images.Count * _plan.Epochs, ended ? _rows[^1] : null)
        {
            Loss = ended ? _rows[^1].TrainLoss : _position > 0 ? _sum / _position : null,
            ValidationAccuracy = _rows.Count > 0 ? _rows[^1].ValidationAccuracy : null,
            Energy = ended ? _rows[^1].Energy : HardwareCost.Of(_trainable.Layers, _pulsed).Since(_looking).Energy,
        };

    /// <summary>What has come of it.</summary>
    internal TrainingResult Result() => new(_plan, _rows, _rows[^1].TestAccuracy!.Value)
    {
        Images = (long)_images.Count * _plan.Epochs,
        Weights = LayerWeights.Of(_plan.Network, _trainable.Model),
        WeightsFile = SafeTensors.Bytes(_trainable.Model.state_dict()),
    };

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Value("epoch", ref _epoch);
        state.Value("position", ref _position);
        state.Value("loss-sum", ref _sum);
        state.Record("rows", ref _rows);
        state.Record("looking", ref _looking);
        state.Part("model", new ModelState(_trainable.Model));
        state.Part("optimizer", _trainable.Optimizer as IStateful);
        if (state.IsRestoring) Begin();
    }

    public void Dispose() => _trainable.Dispose();

    // The learning rate and the order of the images follow from the epoch.
    private void Begin()
    {
        if (IsFinished) return;
        _trainable.SetLearningRate(_plan.Rate * _plan.Schedule.Factor(_epoch, _plan.Epochs));
        _images.Shuffle(_plan.Seed, _epoch);
    }

    private double Learn(int first, int count)
    {
        using var scope = NewDisposeScope();
        var (batch, classes) = _images.Batch(first, count);
        _trainable.Optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(_trainable.Model.call(batch), classes);
        var value = loss.item<float>();
        if (!float.IsFinite(value)) return value;
        loss.backward();
        _trainable.Optimizer.step();
        return value;
    }

    private TrainingEpoch Look(double loss)
    {
        var before = HardwareCost.Of(_trainable.Layers, _pulsed);
        var cost = before.Since(_looking);
        var validation = Classification.Accuracy(_trainable.Model, _split.Validation);
        var test = _epoch == _plan.Epochs ? Classification.Accuracy(_trainable.Model, _plan.Data.Test) : null;
        var looked = HardwareCost.Of(_trainable.Layers, _pulsed).Since(before);
        _looking = _looking.Bill is null ? _looking with { Energy = _looking.Energy + looked.Energy, Time = _looking.Time + looked.Time, Bill = looked.Bill } : _looking.And(looked);
        return new TrainingEpoch(_epoch, loss, validation, test, cost.Energy, cost.Time, cost.Pulses) { Bill = cost.Bill };
    }
}
