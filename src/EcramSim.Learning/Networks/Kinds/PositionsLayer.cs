using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>A learned vector added at every step, digital: what attention knows of order.</summary>
[ModelName("positions")]
public sealed record PositionsLayer : INetworkLayer
{
    /// <summary>Has no keys.</summary>
    public static PositionsLayer Read(ModelNode node) => new();

    /// <inheritdoc/>
    public SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        input.Require(2, "time × features");
        return input;
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(first);
        return new Modules.Positions(DrawnWeights.Uniform(first.Next(), 0.1, input[0], input[1]));
    }
}
