using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// Attention of several heads whose four projections (query, key, value, output) are tiles; scores, softmax and masks are digital: products of two signals are no
/// products with stored weights. Sequences are time × batch × features, as in <see cref="MultiheadAttention"/>. Keys of the state dictionary are the package's:
/// "in_proj_weight" (or "q_proj_weight", "k_proj_weight", "v_proj_weight"), "in_proj_bias", "out_proj.weight", "out_proj.bias".
/// </summary>
public sealed class AnalogMultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor?>>, IAnalogModule
{
    private static readonly string[] Kinds = ["q", "k", "v"];

#pragma warning disable IDE1006
    private readonly Parameter? in_proj_bias;
    private readonly AnalogLinear out_proj;
#pragma warning restore IDE1006
    private readonly AnalogLinear[] _projections;
    private readonly ShownWeights _weights;

    /// <summary>The layer that computes what a digital one computes.</summary>
    /// <param name="digital">Weights and biases; copied.</param>
    /// <param name="heads">Its number of heads, which it does not tell.</param>
    /// <param name="name">Name within its model.</param>
    /// <param name="options">Cells, periphery, scaling.</param>
    /// <param name="dropout">Probability of dropping an attention in training, [0, 1).</param>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window of the cells.</exception>
    public AnalogMultiheadAttention(MultiheadAttention digital, long heads, string name, AnalogOptions options, double dropout = 0) : base(name)
    {
        ArgumentNullException.ThrowIfNull(digital);
        ArgumentNullException.ThrowIfNull(options);
        if (!(dropout is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "must be in [0, 1)");
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var state = digital.state_dict();
        if (state.ContainsKey("bias_k")) throw new ArgumentException($"layer '{name}': attention with a learned key and value (add_bias_kv) has no analog layer", nameof(digital));
        (Size, Heads, Dropout) = (state["out_proj.weight"].shape[0], heads, dropout);
        if (heads < 1 || Size % heads != 0) throw new ArgumentException($"layer '{name}': {Size} features do not divide into {heads} heads", nameof(heads));
        _weights = new ShownWeights(Own);
        var first = state.TryGetValue("in_proj_bias", out var b) ? ShownWeights.Values(b) : null;
        var analogBias = first is not null && options.AnalogBias is not null;
        var joined = state.ContainsKey("in_proj_weight");
        var size = (int)Size;
        _projections = [.. Kinds.Select((kind, k) =>
        {
            var own = joined ? state["in_proj_weight"].narrow(0, k * Size, Size) : state[kind + "_proj_weight"];
            var made = new AnalogLinear($"{name}/{kind}", options, ShownWeights.Values(own), size, (int)own.shape[1], analogBias ? first![(k * size)..((k + 1) * size)] : null, _weights);
            register_module(kind, made);
            return made;
        })];
        if (joined) Show("in_proj_weight", state, () => [.. _projections.SelectMany(p => p.HeldWeights())], w => Parts(w, (p, part) => p.TakeWeights(part)));
        else for (var k = 0; k < Kinds.Length; k++) Show(Kinds[k] + "_proj_weight", state, _projections[k].HeldWeights, _projections[k].TakeWeights);
        if (analogBias) Show("in_proj_bias", state, () => [.. _projections.SelectMany(p => p.HeldBias())], v => Parts(v, (p, part) => p.TakeBias(part)));
        else if (first is not null)
        {
            in_proj_bias = new Parameter(tensor(first, [first.Length]).DetachFromDisposeScope());
            in_proj_bias.DetachFromDisposeScope();
        }
        out_proj = new AnalogLinear($"{name}/out", options, ShownWeights.Values(state["out_proj.weight"]), size, size, state.TryGetValue("out_proj.bias", out var o) ? ShownWeights.Values(o) : null, null);
        RegisterComponents();
    }

    /// <summary>Features of queries and outputs.</summary>
    public long Size { get; }

    /// <summary>Number of heads.</summary>
    public long Heads { get; }

    /// <summary>Probability of dropping an attention in training.</summary>
    public double Dropout { get; }

    /// <inheritdoc/>
    public IReadOnlyList<AnalogLinear> Layers => [.. _projections, out_proj];

    internal bool HasBias => in_proj_bias is not null || _projections[0].HasAnalogBias;

    /// <summary>As the package's: masks may be left out.</summary>
    public new Tuple<Tensor, Tensor?> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
        base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

    /// <summary>Attended values and, if wanted, the attention as a mean over the heads (batch × to × from).</summary>
    /// <param name="query">to × batch × features.</param>
    /// <param name="key">from × batch × features.</param>
    /// <param name="value">from × batch × features.</param>
    /// <param name="key_padding_mask">batch × from; true leaves a key out, numbers are added to its scores.</param>
    /// <param name="need_weights">Whether the attention is returned.</param>
    /// <param name="attn_mask">to × from, or batch·heads × to × from; likewise.</param>
    /// <exception cref="ArgumentException">Tensors of another number of dimensions.</exception>
    public override Tuple<Tensor, Tensor?> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        foreach (var x in new[] { query, key, value })
            if (x.dim() != 3) throw new ArgumentException($"layer '{GetName()}' reads time × batch × features; got a tensor of shape [{string.Join(", ", x.shape)}]", nameof(query));
        var batch = query.shape[1];
        Tensor Projected(Tensor x, int part)
        {
            var y = _projections[part].call(x);
            if (in_proj_bias is not null) y = y + in_proj_bias.narrow(0, part * Size, Size);
            return y.reshape(x.shape[0], batch * Heads, Size / Heads).transpose(0, 1);
        }
        var scores = (Projected(query, 0) * (float)(1 / Math.Sqrt((double)Size / Heads))).bmm(Projected(key, 1).transpose(1, 2));
        if (attn_mask is not null) scores = Masked(scores, attn_mask);
        var (to, from) = (scores.shape[1], scores.shape[2]);
        if (key_padding_mask is not null) scores = Masked(scores.reshape(batch, Heads, to, from), key_padding_mask.unsqueeze(1).unsqueeze(2)).reshape(batch * Heads, to, from);
        var attention = scores.softmax(-1);
        var kept = Dropout > 0 && training ? nn.functional.dropout(attention, Dropout, true) : attention;
        var y = out_proj.call(kept.bmm(Projected(value, 2)).transpose(0, 1).reshape(to, batch, Size));
        return new(y, need_weights ? attention.reshape(batch, Heads, to, from).mean([1L]) : null);
    }

    private static Tensor Masked(Tensor scores, Tensor mask) =>
        mask.dtype == ScalarType.Bool ? scores.masked_fill(mask, double.NegativeInfinity) : scores + mask;

    private void Show(string key, Dictionary<string, Tensor> state, Func<float[]> held, Action<float[]> take)
    {
        _weights.Add(key, held, take);
        register_buffer(key, state[key].detach().cpu().to(ScalarType.Float32).clone().DetachFromDisposeScope());
    }

    private void Parts(float[] values, Action<AnalogLinear, float[]> take)
    {
        var count = values.Length / _projections.Length;
        for (var k = 0; k < _projections.Length; k++) take(_projections[k], values[(k * count)..((k + 1) * count)]);
    }

    private IEnumerable<(string Name, Tensor Buffer)> Own() => base.named_buffers(false, true);

    /// <inheritdoc/>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        _weights?.Show();
        return base.state_dict(destination!, prefix!);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        _weights?.Show();
        return base.named_buffers(recurse, include_nonpersistent);
    }

    /// <inheritdoc/>
    public override IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        _weights?.Show();
        return base.buffers(recurse, include_nonpersistent);
    }
}
