using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// What the package's modules do not tell about themselves, found by letting them compute: whether batches come first, the function of a simple recurrent
/// network, the number of heads of an attention.
/// </summary>
internal static class ModuleProbe
{
    /// <summary>Whether a recurrent network reads batch × time × inputs.</summary>
    /// <param name="digital">Its state tells the sizes.</param>
    /// <param name="run">Runs it: outputs and last hidden states.</param>
    /// <param name="name">Name within its model.</param>
    /// <exception cref="ArgumentException">Dropout between its layers, whose probability it does not tell.</exception>
    internal static bool BatchFirst(nn.Module digital, Func<Tensor, (Tensor Output, Tensor Last)> run, string name)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var state = digital.state_dict();
        var width = state["weight_ih_l0"].shape[1];
        if (state.ContainsKey("weight_ih_l1") && digital.training)
        {
            var x = ones(6, 6, width);
            if (!ShownWeights.Values(run(x).Output).AsSpan().SequenceEqual(ShownWeights.Values(run(x).Output)))
                throw new ArgumentException($"layer '{name}' drops outputs between its layers, with a probability that it does not tell: make the analog layer from code with its argument dropout", nameof(digital));
        }
        return run(zeros(2, 3, width)).Last.shape[1] == 2;
    }

    /// <summary>tanh or ReLU.</summary>
    /// <exception cref="ArgumentException">Its weights do not show it.</exception>
    internal static nn.NonLinearities NonLinearity(RNN digital, string name)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var state = digital.state_dict();
        var width = state["weight_ih_l0"].shape[1];
        foreach (var size in new[] { 1f, -1f, 10f, -10f })
        {
            // A tanh never exceeds 1; a ReLU is never negative.
            var last = ShownWeights.Values(digital.call(full([1, 1, width], size)).Item2);
            if (last.Any(h => h < 0)) return nn.NonLinearities.Tanh;
            if (last.Any(h => h > 1)) return nn.NonLinearities.ReLU;
        }
        throw new ArgumentException($"layer '{name}': its weights do not show whether it is a tanh or a ReLU: make the analog layer from code with its argument nonLinearity", nameof(digital));
    }

    /// <summary>The number of heads with which the layer computes what it computes.</summary>
    /// <exception cref="ArgumentException">None or several.</exception>
    internal static long Heads(MultiheadAttention digital, string name)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var state = digital.state_dict();
        if (state.ContainsKey("bias_k")) throw new ArgumentException($"layer '{name}': attention with a learned key and value (add_bias_kv) has no analog layer", nameof(digital));
        var size = state["out_proj.weight"].shape[0];
        long Width(string kind) => state.TryGetValue(kind + "_proj_weight", out var own) ? own.shape[1] : size;
        // Signals that differ in every feature and at every time, large enough to make the softmax uneven.
        static Tensor Wave(long width, double phase) => tensor([.. Enumerable.Range(0, (int)(3 * width)).Select(i => (float)(3 * Math.Sin(1 + phase + 1.7 * i)))], [3, 1, width]);
        var (q, k, v) = (Wave(size, 0), Wave(Width("k"), 0.5), Wave(Width("v"), 1));
        var training = digital.training;
        digital.eval();
        var attention = ShownWeights.Values(digital.call(q, k, v).Item2!);
        digital.train(training);
        var fitting = new List<long>();
        for (var heads = 1L; heads <= size; heads++)
        {
            if (size % heads != 0) continue;
            using var analog = new AnalogMultiheadAttention(digital, heads, name, AnalogOptions.Exact);
            analog.eval();
            var own = ShownWeights.Values(analog.call(q, k, v).Item2!);
            if (own.Length == attention.Length && own.Zip(attention).All(p => Math.Abs(p.First - p.Second) < 1e-5)) fitting.Add(heads);
        }
        return fitting.Count == 1 ? fitting[0]
            : throw new ArgumentException($"layer '{name}': its attention is that of {(fitting.Count == 0 ? "no number of heads (does it add zeros?)" : $"{string.Join(" or ", fitting)} heads")}: make the analog layer from code with its argument heads", nameof(digital));
    }
}
