using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>The last step of a sequence: time × features → features.</summary>
[ModelName("last")]
public sealed record LastLayer : INetworkLayer
{
    /// <summary>Has no keys.</summary>
    public static LastLayer Read(ModelNode node) => new();

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SignalShape.Of(input.Require(2, "time × features")[1]);
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first) => new Modules.Last();
}
