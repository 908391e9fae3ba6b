using TorchSharp.Modules;

namespace TorchSharp;

using static torch;

/// <summary>
/// The layers of an RNN, LSTM or GRU: parameters in PyTorch's order and names, drawn as PyTorch draws them (uniform
/// within ±1/√width), and the pass through them.
/// </summary>
internal sealed class RecurrentStack
{
    private readonly RecurrentKind kind;
    private readonly long width;
    private readonly int layers;
    private readonly int directions;
    private readonly bool batchFirst;
    private readonly double dropout;
    private readonly RecurrentWeights[] weights;

    internal RecurrentStack(RecurrentKind kind, long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype)
    {
        if (hiddenSize < 1) throw TorchError.New("hidden_size must be greater than zero");
        if (numLayers < 1) throw TorchError.New("num_layers must be greater than zero");
        if (dropout is not (>= 0 and <= 1)) throw TorchError.New("dropout should be a number in range [0, 1] representing the probability of an element being zeroed");
        this.kind = kind;
        width = hiddenSize;
        layers = checked((int)numLayers);
        directions = bidirectional ? 2 : 1;
        this.batchFirst = batchFirst;
        this.dropout = dropout;
        weights = new RecurrentWeights[layers * directions];
        for (var k = 0; k < weights.Length; k++)
        {
            var from = k < directions ? inputSize : hiddenSize * directions;
            var name = $"l{k / directions}{(k % directions == 1 ? "_reverse" : "")}";
            weights[k] = Fresh(Recurrent.Gates(kind), from, hiddenSize, bias, device, dtype, (label, p) => Named.Add(($"{label}_{name}", (Parameter)p.DetachFromDisposeScope())));
        }
    }

    internal List<(string Name, Parameter Parameter)> Named { get; } = [];

    internal RecurrentWeights this[long layer] => weights[layer];

    /// <summary>Weights of one layer, in the order in which PyTorch draws them.</summary>
    internal static RecurrentWeights Fresh(long gates, long from, long width, bool bias, Device? device, ScalarType? dtype, Action<string, Parameter> register)
    {
        using var off = no_grad();
        var bound = 1 / Math.Sqrt(width);
        Parameter Draw(string name, params long[] size)
        {
            var p = new Parameter(empty(size, dtype, device));
            p.uniform_(-bound, bound);
            register(name, p);
            return p;
        }
        var input = Draw("weight_ih", gates * width, from);
        var hidden = Draw("weight_hh", gates * width, width);
        return new RecurrentWeights(input, hidden, bias ? Draw("bias_ih", gates * width) : null, bias ? Draw("bias_hh", gates * width) : null);
    }

    /// <summary>The last layer's output over time, and the last h and c of each layer and direction.</summary>
    internal (Tensor Y, Tensor H, Tensor? C) Run(Tensor input, Tensor? h0, Tensor? c0, bool training)
    {
        if (input.Impl.Dim != 3) throw TorchError.New($"input must have 3 dimensions, got {input.Impl.Dim}");
        var x = batchFirst ? input.transpose(0, 1) : input;
        Check(h0, x.Impl.Sizes[1]);
        Check(c0, x.Impl.Sizes[1]);
        var hidden = new Tensor[weights.Length];
        var states = new Tensor?[weights.Length];
        for (var layer = 0; layer < layers; layer++)
        {
            var sides = new Tensor[directions];
            for (var d = 0; d < directions; d++)
            {
                var k = layer * directions + d;
                (sides[d], hidden[k], states[k]) = Recurrent.Layer(kind, x, weights[k], h0?.select(0, k), c0?.select(0, k), d == 1);
            }
            x = directions == 1 ? sides[0] : cat(sides, 2);
            if (layer < layers - 1) x = nn.functional.dropout(x, dropout, training);
        }
        return (batchFirst ? x.transpose(0, 1) : x, stack(hidden), states[0] is null ? null : stack(states!));
    }

    private void Check(Tensor? state, long batch)
    {
        if (state is null) return;
        var s = state.Impl.Sizes;
        if (s.Length != 3 || s[0] != weights.Length || s[1] != batch || s[2] != width)
            throw TorchError.New($"Expected hidden size {weights.Length} {batch} {width}, got {Shape.Text(s)}");
    }
}
