using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>Layers beside a shortcut: what both give is added.</summary>
/// <param name="Body">The layers.</param>
/// <param name="Shortcut">Layers of the shortcut; null: the input itself.</param>
[ModelName("residual")]
public sealed record ResidualLayer(NetworkLayers Body, NetworkLayers? Shortcut) : INetworkLayer
{
    /// <summary>Reads "layers" and optional "shortcut".</summary>
    public static ResidualLayer Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(NetworkLayers.Read(node, "layers"), node.Has("shortcut") ? NetworkLayers.Read(node, "shortcut") : null);
    }

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (body, beside) = (Body.Output(input), Shortcut?.Output(input) ?? input);
        return body.Sizes.SequenceEqual(beside.Sizes) ? body : throw new ArgumentException($"adds {body} of its layers to {beside} of its shortcut");
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => new Modules.Residual(Body.Build(input, first), Shortcut?.Build(input, first));
}
