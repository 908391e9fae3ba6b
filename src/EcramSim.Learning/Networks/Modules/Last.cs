using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Modules;

/// <summary>The last step of batch × time × features.</summary>
public sealed class Last() : nn.Module<Tensor, Tensor>(nameof(Last))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.select(1, input.shape[1] - 1);
    }
}
