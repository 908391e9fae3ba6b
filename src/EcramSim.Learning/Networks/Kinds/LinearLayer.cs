using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>Fully connected: the last dimension of the input to so many outputs.</summary>
/// <param name="Outputs">Number of outputs.</param>
/// <param name="Bias">Whether outputs have offsets.</param>
[ModelName("linear")]
public sealed record LinearLayer(int Outputs, bool Bias) : INetworkLayer
{
    /// <summary>Reads "outputs" and optional "bias" (true).</summary>
    public static LinearLayer Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(node.Count("outputs", 1, 1 << 20), !node.Has("bias") || node.Flag("bias"));
    }

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Vocabulary is null ? new([.. input.Sizes.SkipLast(1), Outputs]) : throw new ArgumentException("reads numbers: put an embedding before it");
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => first.Linear(input.Sizes[^1], Outputs, Bias);
}
