using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>From digital models to analog ones.</summary>
public static class Analog
{
    /// <summary>
    /// The model with every <see cref="Linear"/> replaced by an <see cref="AnalogLinear"/> and every <see cref="Convolution"/> by an <see cref="AnalogConv"/> with its weights: a layer
    /// alone, or those in a Sequential and in the Sequentials inside it. All other modules are taken over as they are, shared with
    /// <paramref name="model"/>. Names stay, so state dictionaries have equal keys.
    /// </summary>
    /// <exception cref="EcramSim.Insertion.Models.InputException">Weights outside the window of the cells.</exception>
    public static nn.Module<Tensor, Tensor> Convert(nn.Module<Tensor, Tensor> model, AnalogOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return Convert(model, options, "");
    }

    /// <summary>All analog layers of a model, in the order of its modules.</summary>
    public static IReadOnlyList<AnalogLinear> Layers(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. model.modules().Prepend(model).Distinct().SelectMany(Own)];

        static IReadOnlyList<AnalogLinear> Own(nn.Module module) => module switch
        {
            AnalogLinear layer => [layer],
            IAnalogModule several => several.Layers,
            _ => [],
        };
    }

    private static nn.Module<Tensor, Tensor> Convert(nn.Module<Tensor, Tensor> model, AnalogOptions options, string name) => model switch
    {
        Linear linear => new AnalogLinear(linear, name.Length == 0 ? "linear" : name, options),
        Convolution { transposed: false } convolution => new AnalogConv(convolution, name.Length == 0 ? "convolution" : name, options),
        Sequential sequential => nn.Sequential(sequential.named_children()
            .Select(child => (child.name, Convert((nn.Module<Tensor, Tensor>)child.module, options, name.Length == 0 ? child.name : $"{name}/{child.name}")))
            .ToArray()),
        _ => model,
    };
}
