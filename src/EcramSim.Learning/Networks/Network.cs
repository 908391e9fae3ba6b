using System.Globalization;
using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Networks;

/// <summary>A stack of fully connected layers, as a file of <c>models/networks</c> describes it.</summary>
/// <param name="Id">Name of the file, such as "digits-mlp".</param>
/// <param name="Title">One line for people.</param>
/// <param name="Sizes">Inputs, hidden units, classes: {64, 36, 10}.</param>
/// <param name="ActivationName">Function after every layer but the last (a name of <see cref="Activation.Names"/>).</param>
/// <param name="DataName">The data set that the file is meant for.</param>
/// <param name="Training">Epochs, batch, learning rate.</param>
/// <param name="Parameters">Every parameter with status and source.</param>
public sealed partial record Network(string Id, string Title, IReadOnlyList<int> Sizes, string ActivationName, string DataName,
    TrainingDefaults Training, IReadOnlyList<ParameterRecord> Parameters)
{
    private const int MostUnits = 1 << 20;

    /// <summary>Number of layers with weights.</summary>
    public int Layers => Sizes.Count - 1;

    /// <summary>Name of one layer (0-based) in state dictionaries, messages and random streams: "layer1", ….</summary>
    public static string LayerName(int layer) => "layer" + (layer + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a network by id or path.</summary>
    /// <exception cref="InputException">Unknown network, key or value.</exception>
    public static Network Read(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings = null)
    {
        var node = library.Load(ModelKind.Network, idOrPath, settings);
        var title = node.Text("title");
        _ = node.Text("reference", "");
        var sizes = ReadSizes(node);
        var activation = node.Choice("activation", Activation.Names);
        // One way to draw the first weights, named in the file because results depend on it.
        _ = node.Choice("initialisation", ["uniform-fan-in"]);
        var data = node.Text("data");
        var training = TrainingDefaults.Read(node.Child("training"));
        node.Finish();
        return new Network(ModelLibrary.IdOf(idOrPath), title, sizes, activation, data, training, node.Parameters);
    }

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
