using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>Attention of every step of a sequence to all of them (or to itself and those before it): time × features → time × features.</summary>
/// <param name="Heads">Number of heads.</param>
/// <param name="IsCausal">Whether a step sees nothing later than itself.</param>
[ModelName("attention")]
public sealed record AttentionLayer(int Heads, bool IsCausal) : INetworkLayer
{
    /// <summary>Reads "heads" and optional "causal" (false).</summary>
    public static AttentionLayer Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(node.Count("heads", 1, 1024), node.Has("causal") && node.Flag("causal"));
    }

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var size = input.Require(2, "time × features");
        return size[1] % Heads == 0 ? input : throw new ArgumentException($"{size[1]} features do not divide into {Heads} heads");
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(first);
        return new Modules.SelfAttention(first.Attention(input[1], Heads), IsCausal);
    }
}
