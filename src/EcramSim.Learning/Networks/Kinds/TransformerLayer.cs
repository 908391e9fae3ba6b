using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>Blocks of a transformer encoder, normalisation first: x + attention(norm x), then x + feed-forward(norm x) with a ReLU between its two layers.</summary>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="Heads">Heads of each attention.</param>
/// <param name="FeedForward">Hidden units of each feed-forward.</param>
/// <param name="IsCausal">Whether a step sees nothing later than itself.</param>
[ModelName("transformer-encoder")]
public sealed record TransformerLayer(int Blocks, int Heads, int FeedForward, bool IsCausal) : INetworkLayer
{
    /// <summary>Reads "blocks", "heads", "feed_forward" and optional "causal" (false).</summary>
    public static TransformerLayer Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(node.Count("blocks", 1, 1024), node.Count("heads", 1, 1024), node.Count("feed_forward", 1, 1 << 20), node.Has("causal") && node.Flag("causal"));
    }

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input) => new AttentionLayer(Heads, IsCausal).Output(input);

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(first);
        var size = input[1];
        return nn.Sequential(Enumerable.Range(0, Blocks).Select(b => (FormattableString.Invariant($"block{b + 1}"), (nn.Module<Tensor, Tensor>)nn.Sequential(
            ("attended", new Modules.Residual(nn.Sequential(("norm", nn.LayerNorm(size)), ("attention", new Modules.SelfAttention(first.Attention(size, Heads), IsCausal))), null)),
            ("fed", new Modules.Residual(nn.Sequential(("norm", nn.LayerNorm(size)), ("first", first.Linear(size, FeedForward)), ("relu", nn.ReLU()), ("second", first.Linear(FeedForward, size))), null))))).ToArray());
    }
}
