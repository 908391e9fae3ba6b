using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Forms;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Noise;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Published;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram;

public sealed partial record CellDevice
{
    private const string DefaultEvaluation = "default_evaluation";

    private const string Physical = "physical";

    private static readonly string[] Kinds = [Physical, "update-law", "measured-table"];

    /// <summary>
    /// Reads a device file by id or path and makes it ready for the array: a physical stack is compiled into its pulse table
    /// (well under a second), an update law or measured table is read as it is.
    /// </summary>
    /// <param name="library">Where models lie.</param>
    /// <param name="idOrPath">Id in models/devices, or path of a file.</param>
    /// <param name="settings">Values changed from the command line, of every kind of model; those of the host and electrolyte files apply too.</param>
    /// <exception cref="InputException">Unknown device, key, unit or value; a window that the pulses cannot traverse.</exception>
    public static CellDevice Read(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings = null)
    {
        var head = ReadHead(library, idOrPath, settings);
        var device = head.Kind == Physical ? Compile(head.Node, idOrPath, head.Title, settings) : ReadLaw(head.Node, idOrPath, head.Kind, head.Title);
        head.Node.Finish();
        return device with { Description = head.Description, LearningRates = head.Rates, Published = head.Published, Form = head.Form };
    }

    /// <summary>Reads a device file for a list, with the checks of <see cref="Read"/> but for those that need the compiled response.</summary>
    /// <param name="library">Where models lie.</param>
    /// <param name="idOrPath">Id in models/devices, or path of a file.</param>
    /// <exception cref="InputException">Unknown device, key, unit or value.</exception>
    public static DeviceEntry ReadEntry(ModelLibrary library, string idOrPath)
    {
        var head = ReadHead(library, idOrPath, settings: null);
        var parameters = head.Kind == Physical ? AllParameters(head.Node, ReadParts(head.Node, settings: null).Stack) : ReadLaw(head.Node, idOrPath, head.Kind, head.Title).Parameters;
        head.Node.Finish();
        return new DeviceEntry(ModelLibrary.IdOf(idOrPath), head.Title, head.Kind, parameters);
    }

    // What stands in a file of every kind.
    private sealed record Head(ModelNode Node, string Kind, string Title, string Description, IReadOnlyList<LearningRate> Rates, IReadOnlyList<PublishedFigure> Published, IWeightForm? Form);

    private static Head ReadHead(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings)
    {
        var node = library.Load(ModelKind.Device, idOrPath, settings);
        var kind = node.Choice("kind", Kinds);
        var title = node.Text("title");
        var description = node.Text("description", "");
        // Whether `ecram evaluate` without names takes it: read where names are gathered, known here.
        _ = node.Has(DefaultEvaluation) && node.Flag(DefaultEvaluation);
        return new Head(node, kind, title, description, LearningRate.ReadAll(node), PublishedFigure.ReadAll(node), node.Has("cells") ? Catalogue<IWeightForm>.Read(node.Child("cells")) : null);
    }

    /// <summary>The devices that an evaluation without names compares: all files but those that say <c>"default_evaluation": false</c>.</summary>
    public static IReadOnlyList<string> EvaluatedByDefault(ModelLibrary library) =>
        [.. library.Ids(ModelKind.Device).Where(id => library.Flag(ModelKind.Device, id, DefaultEvaluation, otherwise: true))];

    private static CellDevice ReadLaw(ModelNode node, string idOrPath, string kind, string title)
    {
        var law = Catalogue<IPulseLaw>.Read(node.Child("response"));
        try
        {
            return new CellDevice(ModelLibrary.IdOf(idOrPath), title, kind, law, Cost: null, node.Parameters) { DataSheet = DataSheet.Of(law), Evolution = CellEvolution.Read(node, law.Minimum, law.Maximum) };
        }
        catch (InvalidOperationException e)
        {
            throw new InputException($"{node.File}: response: {e.Message}", e);
        }
    }

    private static (Stack Stack, CellSpread Spread, ReadNoise? Reading) ReadParts(ModelNode node, IReadOnlyList<Setting>? settings) =>
        (Stack.Read(node, settings), CellSpread.Read(node), ReadNoise.Read(node));

    private static CellDevice Compile(ModelNode node, string idOrPath, string title, IReadOnlyList<Setting>? settings)
    {
        var (stack, spread, reading) = ReadParts(node, settings);
        // An unknown key is a better message than a pulse that does not get through.
        node.Finish();
        try
        {
            var compact = CompactResponse.Of(stack);
            var sheet = DataSheet.Of(stack, compact);
            var figures = sheet.Writing!;
            var cost = new WriteCost(figures.MeanDissipatedEnergyUp, figures.MeanDissipatedEnergyDown, stack.Pulse.SlotTime)
            {
                PulseVoltage = stack.Pulse.IsCurrent ? null : Math.Max(Math.Abs(stack.PulseVoltage(true) - stack.HoldVoltage), Math.Abs(stack.PulseVoltage(false) - stack.HoldVoltage)),
                Conductance = compact.Mapping.Reference,
            };
            return new CellDevice(ModelLibrary.IdOf(idOrPath), title, Physical, new TableStep(compact.Table, SpreadResponse.Of(stack, spread)), cost, AllParameters(node, stack))
            {
                DataSheet = sheet, Mapping = compact.Mapping, Stack = stack, CellSpread = spread, ReadNoise = reading, Compact = compact, Evolution = compact.Evolution?.Among(stack, spread),
            };
        }
        catch (InputException e)
        {
            throw new InputException($"{node.File}: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new InputException($"{node.File}: pulse: {e.Message}", e);
        }
    }

    private static List<ParameterRecord> AllParameters(ModelNode node, Stack stack)
    {
        var all = new List<ParameterRecord>(node.Parameters);
        // A symmetric stack reads one host file twice; its parameters count once.
        foreach (var record in stack.Channel.Host.Parameters.Concat(stack.Electrolyte.Material.Parameters).Concat(stack.Gate.Host.Parameters))
            if (!all.Contains(record)) all.Add(record);
        return all;
    }
}
