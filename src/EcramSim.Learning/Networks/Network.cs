using System.Globalization;
using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Networks;

/// <summary>
/// A network, as a file of <c>models/networks</c> describes it: fully connected layers by their sizes ("layers": "64-36-10", with "activation"), or any layers as a list
/// ("layers": [ … ], with "input").
/// </summary>
/// <param name="Id">Name of the file, such as "digits-mlp".</param>
/// <param name="Title">One line for people.</param>
/// <param name="Sizes">Inputs, hidden units, classes: {64, 36, 10}; of a list of layers, inputs and classes alone.</param>
/// <param name="ActivationName">Function after every layer but the last (a name of <see cref="Activation.Names"/>); empty where the file lists its layers.</param>
/// <param name="DataName">The data set that the file is meant for.</param>
/// <param name="Training">Epochs, batch, learning rate.</param>
/// <param name="Parameters">Every parameter with status and source.</param>
public sealed partial record Network(string Id, string Title, IReadOnlyList<int> Sizes, string ActivationName, string DataName,
    TrainingDefaults Training, IReadOnlyList<ParameterRecord> Parameters)
{
    private const int MostUnits = 1 << 20;

    /// <summary>The layers that the file lists; null where it gives sizes alone.</summary>
    public NetworkLayers? Structure { get; init; }

    /// <summary>Size of one input, without the batch.</summary>
    public SignalShape Input { get; init; } = SignalShape.Of(Sizes[0]);

    /// <summary>Learning rates of rules on baselines; empty where the file has none.</summary>
    public IReadOnlyList<BaselineRate> BaselineRates { get; init; } = [];

    /// <summary>Number of fully connected layers of a network that is given by sizes.</summary>
    public int Layers => Sizes.Count - 1;

    /// <summary>In a few characters: "64-36-10", or "1×28×28 → 10".</summary>
    public string Shape => Structure is null ? string.Join('-', Sizes) : $"{Input} → {Sizes[^1]}";

    /// <summary>Name of one layer (0-based) in state dictionaries, messages and random streams: "layer1", ….</summary>
    public static string LayerName(int layer) => "layer" + (layer + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a network by id or path.</summary>
    /// <exception cref="InputException">Unknown network, key or value.</exception>
    public static Network Read(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings = null)
    {
        var node = library.Load(ModelKind.Network, idOrPath, settings);
        var title = node.Text("title");
        _ = node.Text("reference", "");
        var (structure, input) = node.IsList("layers") ? (NetworkLayers.Read(node, "layers"), ReadInput(node)) : (null, null);
        var sizes = structure is null ? ReadSizes(node) : [input!.Count, Classes(node, structure.Output(input))];
        var activation = structure is null ? node.Choice("activation", Activation.Names) : "";
        // One way to draw the first weights, named in the file because results depend on it.
        _ = node.Choice("initialisation", ["uniform-fan-in"]);
        var data = node.Text("data");
        var training = TrainingDefaults.Read(node.Child("training"));
        var rates = BaselineRate.ReadAll(node, ModelLibrary.IdOf(idOrPath));
        node.Finish();
        return new Network(ModelLibrary.IdOf(idOrPath), title, sizes, activation, data, training, node.Parameters) { Structure = structure, Input = input ?? SignalShape.Of(sizes[0]), BaselineRates = rates };
    }

    private static SignalShape ReadInput(ModelNode node)
    {
        if (node.IsList("input")) return SignalShape.Of(node.Counts("input", 1, MostUnits));
        var tokens = node.Child("input");
        return new SignalShape([tokens.Count("tokens", 1, MostUnits)], tokens.Count("vocabulary", 2, MostUnits));
    }

    private static int Classes(ModelNode node, SignalShape output) =>
        output is { Vocabulary: null, Sizes: [var classes] } ? classes : throw node.Error("layers", $"the last layer gives {output}; one number per class is needed (flatten, mean or linear at the end)");

    private static int[] ReadSizes(ModelNode node)
    {
        var text = node.Text("layers");
        var parts = text.Split('-');
        var sizes = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]) || sizes[i] is < 1 or > MostUnits)
                throw node.Error("layers", $"'{parts[i]}' in '{text}' is not a whole number in the allowed range [1, {MostUnits}]; write inputs, hidden units and classes as \"64-36-10\"");
        return parts.Length >= 2 ? sizes : throw node.Error("layers", $"'{text}' names {parts.Length} size; at least inputs and classes are needed (\"64-36-10\")");
    }
}
