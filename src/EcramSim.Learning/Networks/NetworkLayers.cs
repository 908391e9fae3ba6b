using EcramSim.Insertion.Models;
using EcramSim.Learning.Networks.Kinds;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks;

/// <summary>Layers one after the other, as an array of a network file lists them: each an object with "kind", optional "name", and the keys of its kind.</summary>
public sealed class NetworkLayers
{
    private readonly IReadOnlyList<(string Place, string Kind, string Name, INetworkLayer Layer)> _entries;

    private NetworkLayers(IReadOnlyList<(string, string, string, INetworkLayer)> entries) => _entries = entries;

    /// <summary>The kinds, sorted.</summary>
    public static IReadOnlyCollection<string> Kinds => Catalogue<INetworkLayer>.Names;

    /// <summary>Reads the array at <paramref name="key"/>.</summary>
    /// <exception cref="InputException">Unknown kind, key or value; a name twice.</exception>
    public static NetworkLayers Read(ModelNode node, string key)
    {
        ArgumentNullException.ThrowIfNull(node);
        var entries = new List<(string, string, string, INetworkLayer)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in node.Children(key))
        {
            var layer = Catalogue<INetworkLayer>.Read(child, "kind");
            var kind = child.Text("kind");
            var name = child.Text("name", FormattableString.Invariant($"{kind}{entries.Count + 1}"));
            if (name.Length == 0 || name.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))) throw child.Error("name", $"'{name}' is not made of letters, digits, _ and -");
            if (!names.Add(name)) throw child.Error("name", $"'{name}' stands there twice");
            child.Finish();
            entries.Add(($"{child.File}: {child.Path}", kind, name, layer));
        }
        return entries.Count > 0 ? new NetworkLayers(entries) : throw node.Error(key, "must be an array of layers, one at least");
    }

    /// <summary>Size of the output.</summary>
    /// <exception cref="InputException">A layer that does not fit what comes before it, with its name.</exception>
    public SignalShape Output(SignalShape input) => Steps(input).Select(s => s.Output).LastOrDefault(input);

    /// <summary>Name, kind and sizes of every layer.</summary>
    public IEnumerable<(string Name, string Kind, SignalShape Input, SignalShape Output)> Steps(SignalShape input)
    {
        foreach (var (place, kind, name, layer) in _entries)
        {
            SignalShape output;
            try
            {
                output = layer.Output(input);
                if (output.Sizes.Any(s => s < 1)) throw new ArgumentException("leaves nothing");
            }
            catch (ArgumentException e)
            {
                throw new InputException($"{place} '{name}' ({kind}): {e.Message}; what comes before it gives {input}", e);
            }
            yield return (name, kind, input, output);
            input = output;
        }
    }

    /// <summary>The digital modules with their first weights.</summary>
    public Sequential Build(SignalShape input, DrawnWeights first)
    {
        var modules = new List<(string, nn.Module<Tensor, Tensor>)>();
        foreach (var ((name, _, size, _), entry) in Steps(input).Zip(_entries)) modules.Add((name, entry.Layer.Build(size, first)));
        return nn.Sequential(modules);
    }
}
