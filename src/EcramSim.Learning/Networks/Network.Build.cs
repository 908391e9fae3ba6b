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
        if (Structure is not null)
        {
            var listed = Structure.Build(Input, new DrawnWeights(seed));
            // Data sets hold every sample as one row.
            return Input.Sizes.Count == 1 ? listed : nn.Sequential(listed.named_children().Select(c => (c.name, (nn.Module<Tensor, Tensor>)c.module)).Prepend(("input", new Modules.Reshape([.. Input.Sizes.Select(s => (long)s)]))).ToArray());
        }
        var first = new DrawnWeights(seed);
        var modules = new List<(string, nn.Module<Tensor, Tensor>)>();
        for (var layer = 0; layer < Layers; layer++)
        {
            modules.Add((LayerName(layer), first.Linear(Sizes[layer], Sizes[layer + 1])));
            if (layer < Layers - 1) modules.Add((FormattableString.Invariant($"activation{layer + 1}"), Activation.Create(ActivationName)));
        }
        return nn.Sequential(modules);
    }
}
