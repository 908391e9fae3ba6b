using EcramSim.Insertion.Models;
using EcramSim.Learning.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Stochastic gradient descent: analog layers take w −= η d xᵀ by a training rule, as pulses sample after sample where nothing else is said; digital parameters (biases)
/// take p −= η ∂L/∂p. Each step writes the updates collected since the last one, once; <see cref="zero_grad"/> drops them.
/// </summary>
public sealed class AnalogSGD : OptimizerHelper
{
    private readonly IReadOnlyList<AnalogLinear> _layers;

    /// <summary>An optimizer for a model, digital, analog or mixed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="lr">Learning rate, &gt; 0.</param>
    /// <param name="momentum">Must be 0.</param>
    /// <param name="weight_decay">Must be 0.</param>
    /// <param name="rule">How analog layers take their updates; null: <see cref="PulsedDescent"/>. Its arrays and buffers belong to the layers from here on.</param>
    /// <exception cref="InputException">Momentum or weight decay: pulses on cells can do neither.</exception>
    public AnalogSGD(nn.Module model, double lr, double momentum = 0, double weight_decay = 0, ITrainingRule? rule = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!(lr > 0) || !double.IsFinite(lr)) throw new InputException(FormattableString.Invariant($"learning rate: value {lr} is outside the allowed range (0, inf)"));
        Refuse("momentum", momentum, "it needs a second, digital matrix of velocities per layer, while the update of a tile is formed by coincidence of pulses and never exists as a matrix; the rule MixedPrecision has such a matrix and a momentum of its own");
        Refuse("weight decay", weight_decay, "a tile is written by pulses in proportion to d·x alone; shrinking every weight would take reading and rewriting each cell");
        _layers = Analog.Layers(model);
        foreach (var layer in _layers) layer.Begin(rule ?? new PulsedDescent());
        _defaults = new SGD.Options { LearningRate = lr, InitialLearningRate = lr };
        _parameter_groups = new List<ParamGroup>();
        add_param_group(new SGD.ParamGroup(model.parameters(), lr));
    }

    /// <inheritdoc/>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        base.add_param_group(param_group);
        foreach (var p in param_group.Parameters) _state[p.Handle] = new SGD.State(p);
    }

    /// <inheritdoc/>
    public override void zero_grad()
    {
        base.zero_grad();
        foreach (var layer in _layers) layer.DropUpdates();
    }

    /// <summary>One step; the analog layers use the learning rate of the first parameter group.</summary>
    /// <exception cref="ArithmeticException">The training diverged; names the layer.</exception>
    public override Tensor step(Func<Tensor>? closure = null)
    {
        var loss = _step<ParamGroup>(group =>
        {
            using var factor = (-group.LearningRate).ToScalar();
            foreach (var p in group.Parameters)
                if (p.grad is { } gradient) p.add_(gradient, factor);
        }, closure!);
        foreach (var layer in _layers) layer.Update(_parameter_groups[0].LearningRate);
        return loss!;
    }

    private static void Refuse(string what, double value, string why)
    {
        if (value != 0)
            throw new InputException(FormattableString.Invariant($"{what}: value {value} must be 0 with AnalogSGD: {why}; use torch.optim.SGD for digital models"));
    }
}
