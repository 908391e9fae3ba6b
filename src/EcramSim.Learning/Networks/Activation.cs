using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks;

/// <summary>The functions between layers, by the names of network files.</summary>
public static class Activation
{
    private static readonly SortedDictionary<string, Func<nn.Module<Tensor, Tensor>>> Makers = new(StringComparer.Ordinal)
    {
        ["relu"] = () => nn.ReLU(),
        ["sigmoid"] = () => nn.Sigmoid(),
        ["tanh"] = () => nn.Tanh(),
    };

    /// <summary>The valid names.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>A new module.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of <see cref="Names"/>.</exception>
    public static nn.Module<Tensor, Tensor> Create(string name) =>
        Makers.TryGetValue(name, out var make) ? make() : throw new ArgumentOutOfRangeException(nameof(name), name, "not a known activation");
}
