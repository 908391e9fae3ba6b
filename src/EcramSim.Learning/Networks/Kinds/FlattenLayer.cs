using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>Everything in one row.</summary>
[ModelName("flatten")]
public sealed record FlattenLayer : INetworkLayer
{
    /// <summary>Has no keys.</summary>
    public static FlattenLayer Read(ModelNode node) => new();

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Vocabulary is null ? SignalShape.Of(input.Count) : throw new ArgumentException("reads numbers: put an embedding before it");
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => nn.Flatten();
}
