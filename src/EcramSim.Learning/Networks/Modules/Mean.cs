using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Modules;

/// <summary>The mean over some dimensions.</summary>
public sealed class Mean(long[] dimensions) : nn.Module<Tensor, Tensor>(nameof(Mean))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.mean(dimensions);
    }
}
