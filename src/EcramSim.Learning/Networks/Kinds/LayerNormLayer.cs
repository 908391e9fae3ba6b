using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>Normalisation of the last dimension of every sample, digital.</summary>
[ModelName("layer-norm")]
public sealed record LayerNormLayer : INetworkLayer
{
    /// <summary>Has no keys.</summary>
    public static LayerNormLayer Read(ModelNode node) => new();

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input) => input is { Vocabulary: null } ? input : throw new ArgumentException("reads numbers: put an embedding before it");

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => nn.LayerNorm(input.Sizes[^1]);
}
