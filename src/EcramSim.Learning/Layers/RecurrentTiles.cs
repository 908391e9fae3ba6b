using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// The tiles of a recurrent network and the walk through time: per layer and direction one tile for the input ("ih_l0", …) and one for the hidden state ("hh_l0", …),
/// with the gates of PyTorch below each other. What a cell makes of their outputs is the caller's.
/// </summary>
internal sealed class RecurrentTiles
{
    private readonly AnalogLinear[,] _inputs, _hidden;
    private readonly bool _batchFirst;

    /// <summary>Tiles with the weights of a digital RNN, LSTM or GRU, registered as modules of their owner.</summary>
    /// <param name="digital">The digital network; copied.</param>
    /// <param name="owner">The analog network.</param>
    /// <param name="name">Its name within its model.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <param name="batchFirst">Whether batches come before time.</param>
    /// <param name="gates">Gates per cell: 1, 3 or 4.</param>
    internal RecurrentTiles(nn.Module digital, nn.Module owner, string name, AnalogOptions options, bool batchFirst, int gates)
    {
        ArgumentNullException.ThrowIfNull(digital);
        ArgumentNullException.ThrowIfNull(options);
        using var scope = NewDisposeScope();
        var state = digital.state_dict();
        var directions = state.ContainsKey("weight_ih_l0_reverse") ? 2 : 1;
        var layers = state.Keys.Count(k => k.StartsWith("weight_ih", StringComparison.Ordinal)) / directions;
        (_inputs, _hidden, _batchFirst) = (new AnalogLinear[layers, directions], new AnalogLinear[layers, directions], batchFirst);
        HiddenSize = state["weight_hh_l0"].shape[1];
        if (layers == 0 || state["weight_hh_l0"].shape[0] != gates * HiddenSize) throw new ArgumentException($"layer '{name}': a cell of {gates} gates cannot take the weights of {digital.GetName()}", nameof(digital));
        for (var layer = 0; layer < layers; layer++)
            for (var direction = 0; direction < directions; direction++)
            {
                var suffix = FormattableString.Invariant($"_l{layer}") + (direction == 1 ? "_reverse" : "");
                AnalogLinear Make(string kind)
                {
                    using var quiet = no_grad();
                    var bias = state.TryGetValue("bias_" + kind + suffix, out var values) ? new Parameter(values.detach().clone()) : null;
                    using var linear = nn.Linear(new Parameter(state["weight_" + kind + suffix].detach().clone()), bias!);
                    var made = new AnalogLinear(linear, $"{name}/{kind}{suffix}", options);
                    owner.register_module(kind + suffix, made);
                    return made;
                }
                _inputs[layer, direction] = Make("ih");
                _hidden[layer, direction] = Make("hh");
            }
    }

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
        if (time == 0) throw new ArgumentException("a sequence without steps", nameof(input));
        var last = Enumerable.Range(0, states).Select(_ => new List<Tensor>()).ToArray();
        for (var layer = 0; layer < _inputs.GetLength(0); layer++)
        {
            var outputs = new List<Tensor>();
            for (var direction = 0; direction < _inputs.GetLength(1); direction++)
            {
                var cell = layer * _inputs.GetLength(1) + direction;
                Tensor[] state = first is null
                    ? [.. Enumerable.Range(0, states).Select(_ => zeros(batch, HiddenSize, input.dtype, input.device))]
                    : [.. first.Select(f => f.select(0, cell))];
                var gates = _inputs[layer, direction].call(x.reshape(time * batch, -1)).reshape(time, batch, -1);
                var course = new Tensor[time];
                for (var k = 0L; k < time; k++)
                {
                    var t = direction == 0 ? k : time - 1 - k;
                    state = step(gates.select(0, t), _hidden[layer, direction].call(state[0]), state);
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
