using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Checkpoints;
using EcramSim.Learning.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Stochastic gradient descent: analog layers take w −= η d xᵀ by a training rule, as pulses sample after sample where nothing else is said; digital parameters (biases)
/// take what <see cref="SGD"/> gives them. Each step writes the updates collected since the last one, once; <see cref="zero_grad"/> drops them. Momentum and weight decay act
/// on both halves alike, with a rule that has a digital matrix to hold them (<see cref="MixedPrecision"/>); with any other they are refused.
/// </summary>
public sealed class AnalogSGD : OptimizerHelper, IStateful
{
    private readonly IReadOnlyList<AnalogLinear> _layers;
    private readonly double _momentum, _decay;

    /// <summary>An optimizer for a model, digital, analog or mixed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="lr">Learning rate, &gt; 0.</param>
    /// <param name="momentum">μ in [0, 1); 0 without one.</param>
    /// <param name="weight_decay">λ ≥ 0; 0 without one.</param>
    /// <param name="rule">How analog layers take their updates; null: <see cref="PulsedDescent"/>. Its arrays and buffers belong to the layers from here on.</param>
    /// <exception cref="InputException">Momentum or weight decay with a rule that can do neither.</exception>
    public AnalogSGD(nn.Module model, double lr, double momentum = 0, double weight_decay = 0, ITrainingRule? rule = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!(lr > 0) || !double.IsFinite(lr)) throw new InputException(FormattableString.Invariant($"learning rate: value {lr} is outside the allowed range (0, inf)"));
        if (!(momentum is >= 0 and < 1)) throw new InputException(FormattableString.Invariant($"momentum: value {momentum} is outside the allowed range [0, 1)"));
        if (!(weight_decay >= 0) || !double.IsFinite(weight_decay)) throw new InputException(FormattableString.Invariant($"weight decay: value {weight_decay} is outside the allowed range [0, inf)"));
        _layers = Analog.Layers(model);
        // What the rule itself brings goes for the biases too: one model, one descent.
        if (rule is MixedPrecision digital)
        {
            (_momentum, _decay) = (momentum > 0 ? momentum : digital.Momentum, weight_decay > 0 ? weight_decay : digital.WeightDecay);
            rule = digital with { Momentum = _momentum, WeightDecay = _decay };
        }
        else
        {
            if (_layers.Count > 0)
            {
                Refuse("momentum", momentum, "it needs a second, digital matrix of velocities per layer, while the update of a tile is formed by coincidence of pulses and never exists as a matrix");
                Refuse("weight decay", weight_decay, "a tile is written by pulses in proportion to d·x alone; shrinking every weight would take reading and rewriting each cell");
            }
            (_momentum, _decay) = (momentum, weight_decay);
        }
        // The model's weight is s·w: λsw is its gradient where λ is the model's.
        foreach (var layer in _layers) layer.Begin(rule is MixedPrecision own ? own with { WeightDecay = _decay * layer.OutputScale } : rule ?? new PulsedDescent());
        _defaults = new SGD.Options { LearningRate = lr, InitialLearningRate = lr };
        _parameter_groups = new List<ParamGroup>();
        add_param_group(new SGD.ParamGroup(model.parameters(), lr));
    }

    /// <inheritdoc/>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        base.add_param_group(param_group);
        foreach (var p in param_group.Parameters)
        {
            var state = new SGD.State(p);
            // From zero the first velocity is the first gradient.
            if (_momentum > 0) state.momentum_buffer = zeros_like(p).detach().DetachFromDisposeScope();
            _state[p.Handle] = state;
        }
    }

    /// <summary>The velocities of the digital parameters; those of the cells belong to their layers.</summary>
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_momentum == 0) return;
        var k = 0;
        foreach (var p in parameters())
        {
            var name = FormattableString.Invariant($"velocity{k++}");
            state.Part(name, new TensorState(name, ((SGD.State)_state[p.Handle]).momentum_buffer!));
        }
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
            using var scope = NewDisposeScope();
            using var factor = (-group.LearningRate).ToScalar();
            foreach (var p in group.Parameters)
                if (p.grad is { } gradient) p.add_(Direction(p, gradient), factor);
        }, closure!);
        foreach (var layer in _layers) layer.Update(_parameter_groups[0].LearningRate);
        return loss!;
    }

    // v ← μv + g + λp.
    private Tensor Direction(Parameter p, Tensor gradient)
    {
        if (_decay > 0) gradient = gradient.add(p, _decay.ToScalar());
        if (_momentum == 0) return gradient;
        return ((SGD.State)_state[p.Handle]).momentum_buffer!.mul_(_momentum.ToScalar()).add_(gradient);
    }

    private static void Refuse(string what, double value, string why)
    {
        if (value != 0)
            throw new InputException(FormattableString.Invariant($"{what}: value {value} must be 0 with AnalogSGD and this training rule: {why}; the rule MixedPrecision holds such a matrix, reads its rows, and does both"));
    }
}
