using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Modules;

/// <summary>Every sample in another shape.</summary>
public sealed class Reshape(long[] sizes) : nn.Module<Tensor, Tensor>(nameof(Reshape))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.reshape([input.shape[0], .. sizes]);
    }
}
