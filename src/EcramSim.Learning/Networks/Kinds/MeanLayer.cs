using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>The mean of every channel over all places, or of every feature over time: [channels, height, width] → [channels], [time, features] → [features].</summary>
[ModelName("mean")]
public sealed record MeanLayer : INetworkLayer
{
    /// <summary>Has no keys.</summary>
    public static MeanLayer Read(ModelNode node) => new();

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input switch
        {
            { Vocabulary: null, Sizes: { Count: 3 } sizes } => SignalShape.Of(sizes[0]),
            { Vocabulary: null, Sizes: { Count: 2 } sizes } => SignalShape.Of(sizes[1]),
            _ => throw new ArgumentException("reads channels × height × width, or time × features"),
        };
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new Modules.Mean(input.Sizes.Count == 3 ? [2, 3] : [1]);
    }
}
