using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram;

public sealed partial record Device
{
    private static readonly string[] Kinds = ["physical", "update-law", "measured-table"];

    /// <summary>
    /// Reads a device file by id or path and makes it ready for the array: a physical stack is compiled into its pulse table
    /// (well under a second), an update law or measured table is read as it is.
    /// </summary>
    /// <param name="library">Where models lie.</param>
    /// <param name="idOrPath">Id in models/devices, or path of a file.</param>
    /// <param name="settings">Values changed from the command line, of every kind of model; those of the host and electrolyte files apply too.</param>
    /// <exception cref="InputException">Unknown device, key, unit or value; a window that the pulses cannot traverse.</exception>
    public static Device Read(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings = null)
    {
        var node = library.Load(ModelKind.Device, idOrPath, settings);
        var kind = node.Choice("kind", Kinds);
        var title = node.Text("title");
        var description = node.Text("description", "");
        var rates = LearningRate.ReadAll(node);
        var published = PublishedFigure.ReadAll(node);
        var device = ReadLaw(node, idOrPath, kind, title);
        node.Finish();
        return device with { Description = description, LearningRates = rates, Published = published };
    }

    private static Device ReadLaw(ModelNode node, string idOrPath, string kind, string title)
    {
        var law = Catalogue<IPulseLaw>.Read(node.Child("response"));
        try
        {
            return new Device(ModelLibrary.IdOf(idOrPath), title, kind, law, Cost: null, node.Parameters) { DataSheet = DataSheet.Of(law) };
        }
        catch (InvalidOperationException e)
        {
            throw new InputException($"{node.File}: response: {e.Message}", e);
        }
    }
}
