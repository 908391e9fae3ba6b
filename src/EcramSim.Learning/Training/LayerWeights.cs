using EcramSim.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Training;

/// <summary>Weights and bias of one layer after a training, in units of the model.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Outputs">Number of outputs.</param>
/// <param name="Inputs">Number of inputs.</param>
/// <param name="Weight">Outputs × inputs.</param>
/// <param name="Bias">One per output.</param>
public sealed record LayerWeights(string Layer, int Outputs, int Inputs, float[] Weight, float[] Bias)
{
    internal static IReadOnlyList<LayerWeights> Of(Network network, nn.Module<Tensor, Tensor> model)
    {
        using var scope = NewDisposeScope();
        var state = model.state_dict();
        return [.. Enumerable.Range(0, network.Layers).Select(k =>
            new LayerWeights(Network.LayerName(k), network.Sizes[k + 1], network.Sizes[k], Values(state[$"{Network.LayerName(k)}.weight"]), Values(state[$"{Network.LayerName(k)}.bias"])))];
    }

    private static float[] Values(Tensor tensor)
    {
        using var accessor = tensor.detach().cpu().contiguous().data<float>();
        return accessor.ToArray();
    }
}
