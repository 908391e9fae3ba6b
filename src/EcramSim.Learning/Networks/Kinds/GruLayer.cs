using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>Layers of GRUs over time × features, first weights uniform in ±1/√hidden: their last output (or, with "returns": "all", every one).</summary>
/// <param name="Units">Units, depth, directions and what is given.</param>
[ModelName("gru")]
public sealed record GruLayer(RecurrentUnits Units) : INetworkLayer
{
    /// <summary>Reads "hidden" and optional "layers" (1), "bidirectional" (false), "returns" (last or all).</summary>
    public static GruLayer Read(ModelNode node) => new(RecurrentUnits.Read(node));

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input) => Units.Output(input);

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(first);
        return new Modules.GruCourse(first.Filled(nn.GRU(input[1], Units.Hidden, Units.Layers, batchFirst: true, bidirectional: Units.IsBidirectional), Units.FirstBound), Units.ReturnsAll);
    }
}
