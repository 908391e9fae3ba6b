using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>A vector for every token, digital: [time] → [time, features].</summary>
/// <param name="Features">Length of a vector.</param>
[ModelName("embedding")]
public sealed record EmbeddingLayer(int Features) : INetworkLayer
{
    /// <summary>Reads "features".</summary>
    public static EmbeddingLayer Read(ModelNode node) => new((node ?? throw new ArgumentNullException(nameof(node))).Count("features", 1, 1 << 16));

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input) => input is { Vocabulary: not null } ? SignalShape.Of(input[0], Features) : throw new ArgumentException("reads tokens: the file's \"input\" must name a vocabulary");

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(first);
        var (stream, made) = (first.Next(), nn.Embedding(input.Vocabulary!.Value, Features));
        DrawnWeights.Fill(made.weight!, () => stream.NextNormal());
        return new Modules.Tokens(made);
    }
}
