using System.Text.Json.Nodes;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Tests.Reference;

namespace EcramSim.Ecram.Tests;

/// <summary>The shipped device files, each read once for all tests.</summary>
internal static class Shipped
{
    internal static readonly string[] Physical = ["hxwo3-psg", "lixcoo2-lipon", "lixwo3-lipon", "pedot-pss", "tio2-x-ysz"];

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

    internal static CellState Middle(Stack stack) => CellState.Equilibrium(stack, stack.Window.Middle);
}
