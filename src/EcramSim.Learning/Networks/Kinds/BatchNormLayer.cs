using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>Batch normalisation, digital: of every channel of channels × height × width, or of every feature of a row.</summary>
[ModelName("batch-norm")]
public sealed record BatchNormLayer : INetworkLayer
{
    /// <summary>Has no keys.</summary>
    public static BatchNormLayer Read(ModelNode node) => new();

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input) =>
        input is { Vocabulary: null, Sizes.Count: 1 or 3 } ? input : throw new ArgumentException("reads channels × height × width, or features");

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Sizes.Count == 3 ? nn.BatchNorm2d(input[0]) : nn.BatchNorm1d(input[0]);
    }
}
