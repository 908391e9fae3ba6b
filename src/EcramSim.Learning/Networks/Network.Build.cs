using EcramSim.Insertion.Numerics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks;

public sealed partial record Network
{
    /// <summary>
    /// The digital model with its first weights: each weight and bias uniform in ±1/√inputs (PyTorch's default for Linear), drawn
    /// by the stream (<paramref name="seed"/>, "initial weights", layer) and not by torch's global generator, because trainings run side by side.
    /// </summary>
    public Sequential Build(ulong seed)
    {
        var modules = new List<(string, nn.Module<Tensor, Tensor>)>();
        for (var layer = 0; layer < Layers; layer++)
        {
            modules.Add((LayerName(layer), BuildLayer(seed, layer)));
            if (layer < Layers - 1) modules.Add((FormattableString.Invariant($"activation{layer + 1}"), Activation.Create(ActivationName)));
        }
        return nn.Sequential(modules);
    }

    private Linear BuildLayer(ulong seed, int layer)
    {
        var (inputs, outputs) = (Sizes[layer], Sizes[layer + 1]);
        var stream = new RandomStream(seed, "initial weights", (ulong)layer);
        var bound = 1 / Math.Sqrt(inputs);
        float[] Draw(int count)
        {
            var values = new float[count];
            for (var i = 0; i < count; i++) values[i] = (float)(bound * (2 * stream.NextDouble() - 1));
            return values;
        }
        return nn.Linear(
            new Parameter(tensor(Draw(inputs * outputs), [outputs, inputs])),
            new Parameter(tensor(Draw(outputs), [outputs])));
    }
}
