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
        if (network.Structure is not null) return Listed(state);
        return [.. Enumerable.Range(0, network.Layers).Select(k =>
            new LayerWeights(Network.LayerName(k), network.Sizes[k + 1], network.Sizes[k], Values(state[$"{Network.LayerName(k)}.weight"]), Values(state[$"{Network.LayerName(k)}.bias"])))];
    }

    // Every matrix of weights, kernels as rows; where a layer has no offsets, zeros.
    private static LayerWeights[] Listed(Dictionary<string, Tensor> state) =>
        [.. state.Where(e => e.Value.dim() >= 2 && e.Key.Contains("weight", StringComparison.Ordinal)).Select(e =>
        {
            var (outputs, bias) = ((int)e.Value.shape[0], e.Key.Replace("weight", "bias", StringComparison.Ordinal));
            return new LayerWeights(e.Key.EndsWith(".weight", StringComparison.Ordinal) ? e.Key[..^".weight".Length] : e.Key, outputs, (int)(e.Value.numel() / outputs), Values(e.Value),
                state.TryGetValue(bias, out var b) ? Values(b) : new float[outputs]);
        })];

    private static float[] Values(Tensor tensor)
    {
        using var accessor = tensor.detach().cpu().contiguous().data<float>();
        return accessor.ToArray();
    }
}
