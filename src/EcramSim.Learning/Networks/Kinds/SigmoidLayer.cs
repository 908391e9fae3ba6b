using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>The function sigmoid, value by value.</summary>
[ModelName("sigmoid")]
public sealed record SigmoidLayer : INetworkLayer
{
    /// <summary>Has no keys.</summary>
    public static SigmoidLayer Read(ModelNode node) => new();

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input) => input is { Vocabulary: null } ? input : throw new ArgumentException("reads numbers: put an embedding before it");

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => Activation.Create("sigmoid");
}
