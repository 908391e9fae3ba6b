using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>A kind of layer that a network file can list ("kind"): from the size of its input the size of its output, and the module.</summary>
public interface INetworkLayer
{
    /// <summary>Size of the output without the batch, for an input of this size.</summary>
    /// <exception cref="ArgumentException">An input that does not fit; the caller names the layer.</exception>
    SignalShape Output(SignalShape input);

    /// <summary>The module with its first weights.</summary>
    /// <param name="input">Size of its input, for which <see cref="Output"/> was asked.</param>
    /// <param name="first">Draws the weights.</param>
    nn.Module<Tensor, Tensor> Build(SignalShape input, DrawnWeights first);
}
