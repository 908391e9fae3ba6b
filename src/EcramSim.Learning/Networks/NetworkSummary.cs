using EcramSim.Learning.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks;

/// <summary>What a network is made of, layer by layer.</summary>
/// <param name="Network">The network.</param>
/// <param name="Steps">Layers of the file, with sizes and parameters.</param>
/// <param name="OnTiles">Matrices on tiles, with the vectors that each reads for one sample.</param>
public sealed record NetworkSummary(Network Network, IReadOnlyList<NetworkSummary.Step> Steps, IReadOnlyList<NetworkSummary.Matrix> OnTiles)
{
    /// <summary>A layer of the file.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Output">Size of its output.</param>
    /// <param name="Parameters">Trained numbers in it.</param>
    public sealed record Step(string Name, string Kind, string Output, long Parameters);

    /// <summary>A matrix of weights on tiles.</summary>
    /// <param name="Layer">Name of the layer's tile.</param>
    /// <param name="Module">Name of the layer it belongs to, as in state dictionaries.</param>
    /// <param name="Outputs">Rows.</param>
    /// <param name="Inputs">Columns.</param>
    /// <param name="Reads">Vectors read forward for one sample: places of a convolution, steps of a sequence.</param>
    public sealed record Matrix(string Layer, string Module, int Outputs, int Inputs, long Reads);

    /// <summary>Trained numbers, all layers.</summary>
    public long Parameters => Steps.Sum(s => s.Parameters);

    /// <summary>Builds the network once and sends one sample through it.</summary>
    public static NetworkSummary Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = NewDisposeScope();
        using var model = network.Build(1);
        var trained = model.named_children().ToDictionary(c => c.name, c => c.module.parameters().Sum(p => p.numel()), StringComparer.Ordinal);
        Step[] steps = network.Structure is null
            ? [.. model.named_children().Select(c => (c.name, Layer: c.module as TorchSharp.Modules.Linear)).Where(c => c.Layer is not null)
                .Select(c => new Step(c.name, "linear", $"{c.Layer!.out_features}", trained[c.name]))]
            : [.. network.Structure.Steps(network.Input).Select(s => new Step(s.Name, s.Kind, s.Output.ToString(), trained[s.Name]))];
        return new NetworkSummary(network, steps, OfTiles(network, model));
    }

    /// <summary>The matrices that go onto tiles, without reads.</summary>
    public static IReadOnlyList<Matrix> Matrices(Network network) => Of(network).OnTiles;

    private static Matrix[] OfTiles(Network network, nn.Module<Tensor, Tensor> model)
    {
        var names = Analog.Convertible(model);
        using var analog = Analog.Convert(model, AnalogOptions.Exact);
        analog.eval();
        using var quiet = no_grad();
        using var sample = zeros(1, network.Input.Count);
        analog.call(sample);
        // As they follow each other in the file, not as modules nest.
        var order = model.named_children().Select((c, i) => (c.name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);
        return [.. Analog.Layers(analog).OrderBy(l => order[l.GetName().Split('/')[0]]).Select(l => new Matrix(l.GetName(), ModuleOf(l.GetName()), l.OutputCount, l.Columns, l.Tile.Ledger.Reads))];

        // A tile is named after its layer, or after a matrix within it.
        string ModuleOf(string tile) => names.Where(n => $"{tile}/".StartsWith(n.Replace('.', '/') + "/", StringComparison.Ordinal)).MaxBy(n => n.Length)!;
    }
}
