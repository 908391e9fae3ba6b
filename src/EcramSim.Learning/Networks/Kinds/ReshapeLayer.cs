using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>The same values in another shape: an image of 8×8 pixels as 8 steps of 8 features.</summary>
/// <param name="Sizes">The new sizes.</param>
[ModelName("reshape")]
public sealed record ReshapeLayer(IReadOnlyList<int> Sizes) : INetworkLayer
{
    /// <summary>Reads "sizes".</summary>
    public static ReshapeLayer Read(ModelNode node) => new((node ?? throw new ArgumentNullException(nameof(node))).Counts("sizes", 1, 1 << 20));

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var after = new SignalShape(Sizes);
        return input.Vocabulary is null && after.Count == input.Count ? after : throw new ArgumentException($"makes {after}, which are {after.Count} values");
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => new Modules.Reshape([.. Sizes.Select(s => (long)s)]);
}
