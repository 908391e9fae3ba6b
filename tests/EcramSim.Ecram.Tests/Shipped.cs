using System.Text.Json.Nodes;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Tests.Reference;

namespace EcramSim.Ecram.Tests;

/// <summary>The shipped device files, each read once for all tests.</summary>
internal static class Shipped
{
    /// <summary>Every device file of a cell with volts and seconds.</summary>
    internal static readonly string[] Physical = [.. Library().Ids(ModelKind.Device).Where(id => (string)JsonNode.Parse(
        File.ReadAllText(Path.Combine(ReferenceData.RepositoryRoot, "models", "devices", id + ".json")))!["kind"]! == "physical")];

    /// <summary>Those that an independent implementation has computed too (stacks.json).</summary>
    internal static readonly string[] Independent =
        ["graphene-peo", "hxwo3-nafion", "hxwo3-psg", "lixcoo2-lipon", "lixmoo3-peo", "lixtio2-lipon", "lixwo3-lipon", "pedot-pss", "smnio3-x-il", "srcoo3-x-ysz", "tio2-x-ysz"];

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<CellDevice>> Devices = new();
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<Stack>> Stacks = new();

    /// <summary>Every device file with a stack, whoever added it.</summary>
    internal static IEnumerable<string> WithStack =>
        from file in Directory.EnumerateFiles(Path.Combine(ReferenceData.RepositoryRoot, "models", "devices"), "*.json").Order(StringComparer.Ordinal)
        where (string?)JsonNode.Parse(File.ReadAllText(file))!["kind"] == "physical"
        select Path.GetFileNameWithoutExtension(file);

    internal static ModelLibrary Library() => new([Path.Combine(ReferenceData.RepositoryRoot, "models")]);

    internal static CellDevice Device(string id) => Devices.GetOrAdd(id, key => new Lazy<CellDevice>(() => Ecram.CellDevice.Read(Library(), key))).Value;

    /// <summary>The stack of a file, without compiling the device.</summary>
    internal static Stack Stack(string id) =>
        Stacks.GetOrAdd(id, key => new Lazy<Stack>(() => Ecram.Stacks.Stack.Read(Library().Load(ModelKind.Device, key, null), null))).Value;

    /// <summary>The stack as the independent implementation has it: there every step of a divalent ion feels the whole overpotential.</summary>
    internal static Stack IndependentStack(string id)
    {
        var stack = Stack(id);
        // There the nickelate's gate returns for 2 s and then floats until all is settled.
        if (id == "smnio3-x-il") stack = stack with { Pulse = stack.Pulse with { ReturnEdge = 2, Rest = 60 } };
        return stack with { Channel = stack.Channel with { Host = WholeOverpotential(stack.Channel.Host) }, Gate = stack.Gate with { Host = WholeOverpotential(stack.Gate.Host) } };
    }

    private static Host WholeOverpotential(Host host) => host with
    {
        Kinetics = host.Kinetics switch
        {
            SlowStep step => step.Interface,
            FilmResistance { Interface: SlowStep step } film => film with { Interface = step.Interface },
            var law => law,
        },
    };

    internal static CellState Middle(Stack stack) => CellState.Equilibrium(stack, stack.Window.Middle);
}
