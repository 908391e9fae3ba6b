using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Checkpoints;
using EcramSim.Learning.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Adam for a model with analog layers: their gradients and moments live in digital matrices, whose steps reach the cells as whole pulses and whose operations the layers count
/// (<see cref="AnalogLinear.DigitalOperations"/>); digital parameters take the steps of <see cref="Adam"/>. On cells that step finely enough it is Adam.
/// </summary>
public sealed class AnalogAdam : OptimizerHelper, IStateful
{
    private readonly IReadOnlyList<AnalogLinear> _layers;
    private readonly Parameter[] _parameters;
    private readonly Tensor[] _mean, _square;
    private readonly double _beta1, _beta2, _epsilon, _decay;
    private long _steps;

    /// <summary>An optimizer for a model, digital, analog or mixed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="lr">Learning rate, &gt; 0.</param>
    /// <param name="beta1">Decay of the mean gradient, in [0, 1).</param>
    /// <param name="beta2">Decay of the mean square, in [0, 1).</param>
    /// <param name="eps">Added to the root of the mean square, &gt; 0.</param>
    /// <param name="weight_decay">λ ≥ 0, added to the gradient; analog rows are read for it.</param>
    /// <exception cref="InputException">A value outside its range.</exception>
    public AnalogAdam(nn.Module model, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        Require("learning rate", lr, lr > 0 && double.IsFinite(lr), "(0, inf)");
        Require("beta1", beta1, beta1 is >= 0 and < 1, "[0, 1)");
        Require("beta2", beta2, beta2 is >= 0 and < 1, "[0, 1)");
        Require("eps", eps, eps > 0 && double.IsFinite(eps), "(0, inf)");
        Require("weight decay", weight_decay, weight_decay >= 0 && double.IsFinite(weight_decay), "[0, inf)");
        _layers = Analog.Layers(model);
        foreach (var layer in _layers)
        {
            if (layer.HasOutputScales)
                throw new InputException($"layer '{layer.GetName()}': AnalogAdam forgets the size of a gradient and with it the scale of each output; convert with one scale per layer (fit, none), or use AnalogSGD");
            // The model's weight is s·w: λsw is its gradient where λ is the model's.
            layer.Begin(new AdamAccumulator(beta1, beta2, eps, weight_decay * layer.OutputScale));
        }
        (_beta1, _beta2, _epsilon, _decay) = (beta1, beta2, eps, weight_decay);
        _parameters = [.. model.parameters()];
        _mean = [.. _parameters.Select(Zeros)];
        _square = [.. _parameters.Select(Zeros)];
        _defaults = new Adam.Options { LearningRate = lr, InitialLearningRate = lr };
        _parameter_groups = new List<ParamGroup>();
        add_param_group(new Adam.ParamGroup(_parameters, lr));
    }

    /// <inheritdoc/>
    public override void zero_grad()
    {
        base.zero_grad();
        foreach (var layer in _layers) layer.DropUpdates();
    }

    /// <summary>One step; all parameters use the learning rate of the first group.</summary>
    /// <exception cref="ArithmeticException">The training diverged; names the layer.</exception>
    public override Tensor step(Func<Tensor>? closure = null)
    {
        var loss = closure?.Invoke();
        var rate = _parameter_groups[0].LearningRate;
        _steps++;
        using (no_grad())
            for (var k = 0; k < _parameters.Length; k++)
                if (_parameters[k].grad is { } gradient) Step(k, gradient, rate);
        foreach (var layer in _layers) layer.Update(rate);
        return loss!;
    }

    /// <summary>The moments of the digital parameters; those of the cells belong to their layers.</summary>
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Value("steps", ref _steps);
        for (var k = 0; k < _parameters.Length; k++)
        {
            var (mean, square) = (FormattableString.Invariant($"mean{k}"), FormattableString.Invariant($"square{k}"));
            state.Part(mean, new TensorState(mean, _mean[k]));
            state.Part(square, new TensorState(square, _square[k]));
        }
    }

    private void Step(int k, Tensor gradient, double rate)
    {
        using var scope = NewDisposeScope();
        if (_decay > 0) gradient = gradient.add(_parameters[k], _decay.ToScalar());
        _mean[k].mul_(_beta1.ToScalar()).add_(gradient, (1 - _beta1).ToScalar());
        _square[k].mul_(_beta2.ToScalar()).add_(gradient.mul(gradient), (1 - _beta2).ToScalar());
        var root = _square[k].sqrt().div((Math.Sqrt(1 - Math.Pow(_beta2, _steps))).ToScalar()).add(_epsilon.ToScalar());
        _parameters[k].add_(_mean[k].div(root), (-rate / (1 - Math.Pow(_beta1, _steps))).ToScalar());
    }

    private static Tensor Zeros(Parameter p) => zeros_like(p).detach().DetachFromDisposeScope();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var tensor in _mean.Concat(_square)) tensor.Dispose();
        base.Dispose(disposing);
    }

    private static void Require(string what, double value, bool holds, string allowed)
    {
        if (!holds) throw new InputException(FormattableString.Invariant($"{what}: value {value} is outside the allowed range {allowed}"));
    }
}
