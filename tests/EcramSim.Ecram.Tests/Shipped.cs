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

    internal static ModelLibrary Library() => new([Path.Combine(ReferenceData.RepositoryRoot, "models")]);

    internal static CellDevice Device(string id) => Devices.GetOrAdd(id, key => new Lazy<CellDevice>(() => Ecram.CellDevice.Read(Library(), key))).Value;

    internal static Stack Stack(string id) => Device(id).Stack!;

    internal static CellState Middle(Stack stack) => CellState.Equilibrium(stack, stack.Window.Middle);
}
