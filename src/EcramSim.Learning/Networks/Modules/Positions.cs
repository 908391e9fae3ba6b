using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Modules;

/// <summary>Learned vectors added to every step.</summary>
public sealed class Positions : nn.Module<Tensor, Tensor>
{
#pragma warning disable IDE1006
    private readonly Parameter weight;
#pragma warning restore IDE1006

    /// <summary>With first vectors, time × features.</summary>
    public Positions(Parameter vectors) : base(nameof(Positions))
    {
        ArgumentNullException.ThrowIfNull(vectors);
        weight = (Parameter)vectors.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input + weight;
}
