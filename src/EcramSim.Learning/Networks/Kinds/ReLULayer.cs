using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>The function relu, value by value.</summary>
[ModelName("relu")]
public sealed record ReLULayer : INetworkLayer
{
    /// <summary>Has no keys.</summary>
    public static ReLULayer Read(ModelNode node) => new();

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input) => input is { Vocabulary: null } ? input : throw new ArgumentException("reads numbers: put an embedding before it");

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => Activation.Create("relu");
}
