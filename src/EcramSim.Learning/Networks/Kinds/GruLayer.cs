using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>Layers of GRUs over time × features, first weights uniform in ±1/√hidden: their last output (or, with "returns": "all", every one).</summary>
/// <param name="Hidden">Units of each direction.</param>
/// <param name="Layers">Layers on top of each other.</param>
/// <param name="IsBidirectional">Whether a second walk goes from the end to the beginning.</param>
/// <param name="ReturnsAll">Whether all steps are given instead of the last.</param>
[ModelName("gru")]
public sealed record GruLayer(int Hidden, int Layers, bool IsBidirectional, bool ReturnsAll) : INetworkLayer
{
    /// <summary>Reads "hidden" and optional "layers" (1), "bidirectional" (false), "returns" (last or all).</summary>
    public static GruLayer Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(node.Count("hidden", 1, 1 << 16), node.Count("layers", 1, 64, 1), node.Has("bidirectional") && node.Flag("bidirectional"), node.Has("returns") && node.Choice("returns", ["all", "last"]) == "all");
    }

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (size, width) = (input.Require(2, "time × features"), Hidden * (IsBidirectional ? 2 : 1));
        return ReturnsAll ? SignalShape.Of(size[0], width) : SignalShape.Of(width);
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(first);
        return new Modules.GruCourse(first.Filled(nn.GRU(input[1], Hidden, Layers, batchFirst: true, bidirectional: IsBidirectional), 1 / Math.Sqrt(Hidden)), ReturnsAll);
    }
}
