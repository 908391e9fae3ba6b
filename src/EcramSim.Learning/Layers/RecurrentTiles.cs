using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// The tiles of a recurrent network and the walk through time: per layer and direction one tile for the input and one for the hidden state,
/// with the gates of PyTorch below each other. What a cell makes of their outputs is the caller's. Keys of the owner's state dictionary are those of the package:
/// "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", with "_reverse" for the second direction.
/// </summary>
internal sealed class RecurrentTiles
{
    private readonly AnalogLinear[,] _inputs, _hidden;
    private readonly nn.Module _owner;
    private readonly bool _batchFirst;
    private readonly double _dropout;

    /// <summary>Tiles with the weights of a digital RNN, LSTM or GRU, registered as modules of their owner.</summary>
    /// <param name="digital">The digital network; copied.</param>
    /// <param name="owner">The analog network.</param>
    /// <param name="shown">What shows the owner's weights.</param>
    /// <param name="name">Its name within its model.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <param name="batchFirst">Whether batches come before time.</param>
    /// <param name="dropout">Probability of dropping an output of a layer but the last in training, [0, 1).</param>
    /// <param name="gates">Gates per cell: 1, 3 or 4.</param>
    internal RecurrentTiles(nn.Module digital, nn.Module owner, ShownWeights shown, string name, AnalogOptions options, bool batchFirst, double dropout, int gates)
    {
        ArgumentNullException.ThrowIfNull(digital);
        ArgumentNullException.ThrowIfNull(options);
        if (!(dropout is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "must be in [0, 1)");
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var state = digital.state_dict();
        Directions = state.ContainsKey("weight_ih_l0_reverse") ? 2 : 1;
        var layers = state.Keys.Count(k => k.StartsWith("weight_ih", StringComparison.Ordinal)) / Directions;
        (_inputs, _hidden, _owner, _batchFirst, _dropout) = (new AnalogLinear[layers, Directions], new AnalogLinear[layers, Directions], owner, batchFirst, dropout);
        if (layers == 0 || state["weight_hh_l0"] is var h && h.shape[0] != gates * h.shape[1]) throw new ArgumentException($"layer '{name}': a cell of {gates} gates cannot take the weights of {digital.GetName()}", nameof(digital));
        (InputSize, HiddenSize, HasBias) = (state["weight_ih_l0"].shape[1], state["weight_hh_l0"].shape[1], state.ContainsKey("bias_ih_l0"));
        for (var layer = 0; layer < layers; layer++)
            for (var direction = 0; direction < Directions; direction++)
            {
                var suffix = Suffix(layer, direction);
                AnalogLinear Make(string kind)
                {
                    var (key, biasKey) = ("weight_" + kind + suffix, "bias_" + kind + suffix);
                    var shape = state[key].shape;
                    var first = HasBias ? ShownWeights.Values(state[biasKey]) : null;
                    var analog = first is not null && options.AnalogBias is not null;
                    var weights = ShownWeights.Values(state[key]);
                    var made = new AnalogLinear($"{name}/{kind}{suffix}", options, weights, (int)shape[0], (int)shape[1], analog ? first : null, shown);
                    owner.register_module(kind + suffix, made);
                    shown.Add(key, made.HeldWeights, made.TakeWeights);
                    owner.register_buffer(key, tensor(weights, shape).DetachFromDisposeScope());
                    if (analog)
                    {
                        shown.Add(biasKey, made.HeldBias, made.TakeBias);
                        owner.register_buffer(biasKey, tensor(first!, [first!.Length]).DetachFromDisposeScope());
                    }
                    else if (first is not null)
                    {
                        var parameter = new Parameter(tensor(first, [first.Length]).DetachFromDisposeScope());
                        parameter.DetachFromDisposeScope();
                        owner.register_parameter(biasKey, parameter);
                    }
                    return made;
                }
                _inputs[layer, direction] = Make("ih");
                _hidden[layer, direction] = Make("hh");
            }
    }

    private static string Suffix(int layer, int direction) => FormattableString.Invariant($"_l{layer}") + (direction == 1 ? "_reverse" : "");

    internal long InputSize { get; }

    internal int Directions { get; }

    internal bool HasBias { get; }

    internal int LayerCount => _inputs.GetLength(0);

    internal bool BatchFirst => _batchFirst;

    internal double Dropout => _dropout;

    /// <summary>The tiles in the order of their weights.</summary>
    internal IReadOnlyList<AnalogLinear> Layers => [.. _inputs.Cast<AnalogLinear>().Zip(_hidden.Cast<AnalogLinear>()).SelectMany(p => new[] { p.First, p.Second })];

    internal long HiddenSize { get; }

    /// <summary>Layers times directions.</summary>
    internal int Cells => _inputs.Length;

    /// <summary>Runs a sequence: outputs of the last layer, and every cell's last states.</summary>
    /// <param name="input">time × batch × inputs, or batch × time × inputs.</param>
    /// <param name="first">First states, each cells × batch × hidden; null for zeros.</param>
    /// <param name="states">States per cell: 1, or 2 with a cell state.</param>
    /// <param name="step">What a cell makes of (input gates, hidden gates, states): its new states, the hidden one first.</param>
    internal (Tensor Output, Tensor[] Last) Run(Tensor input, Tensor[]? first, int states, Func<Tensor, Tensor, Tensor[], Tensor[]> step)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dim() != 3) throw new ArgumentException($"a recurrent layer reads time, batch and inputs; got a tensor of shape [{string.Join(", ", input.shape)}]", nameof(input));
        var x = _batchFirst ? input.transpose(0, 1) : input;
        var (time, batch) = (x.shape[0], x.shape[1]);
        if (x.shape[2] != InputSize || x.dtype != ScalarType.Float32)
            throw new ArgumentException($"layer '{_owner.GetName()}' reads {InputSize} inputs in single precision; got {x.dtype} of shape [{string.Join(", ", input.shape)}]", nameof(input));
        if (time == 0) throw new ArgumentException("a sequence without steps", nameof(input));
        // Whoever moved the network may have made new parameters.
        var biases = _owner.named_parameters(false).ToDictionary(p => p.name, p => p.parameter, StringComparer.Ordinal);
        if (first is not null && first.FirstOrDefault(f => f.dim() != 3 || f.shape[0] != Cells || f.shape[1] != batch || f.shape[2] != HiddenSize) is { } wrong)
            throw new ArgumentException($"layer '{_owner.GetName()}': first states have the shape [{Cells}, {batch}, {HiddenSize}]; got [{string.Join(", ", wrong.shape)}]", nameof(first));
        var last = Enumerable.Range(0, states).Select(_ => new List<Tensor>()).ToArray();
        for (var layer = 0; layer < _inputs.GetLength(0); layer++)
        {
            var outputs = new List<Tensor>();
            if (layer > 0 && _dropout > 0 && _owner.training) x = nn.functional.dropout(x, _dropout, true);
            for (var direction = 0; direction < Directions; direction++)
            {
                var cell = layer * Directions + direction;
                Tensor[] state = first is null
                    ? [.. Enumerable.Range(0, states).Select(_ => zeros(batch, HiddenSize, input.dtype, input.device))]
                    : [.. first.Select(f => f.select(0, cell))];
                var (forInputs, forHidden) = (biases.GetValueOrDefault("bias_ih" + Suffix(layer, direction)), biases.GetValueOrDefault("bias_hh" + Suffix(layer, direction)));
                var gates = _inputs[layer, direction].Apply(x.reshape(time * batch, -1), forInputs).reshape(time, batch, -1);
                var course = new Tensor[time];
                for (var k = 0L; k < time; k++)
                {
                    var t = direction == 0 ? k : time - 1 - k;
                    state = step(gates.select(0, t), _hidden[layer, direction].Apply(state[0], forHidden), state);
                    course[t] = state[0];
                }
                for (var s = 0; s < states; s++) last[s].Add(state[s]);
                outputs.Add(stack(course, 0));
            }
            x = outputs.Count == 1 ? outputs[0] : cat(outputs, 2);
        }
        return (_batchFirst ? x.transpose(0, 1) : x, [.. last.Select(l => stack(l, 0))]);
    }
}
