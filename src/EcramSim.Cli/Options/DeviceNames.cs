using EcramSim.Insertion.Models;

namespace EcramSim.Cli.Options;

/// <summary>The devices of a run are told apart by their ids, so no two may share one.</summary>
internal static class DeviceNames
{
    /// <exception cref="InputException">A device named twice, or two files of one name.</exception>
    internal static IReadOnlyList<string> Distinct(IReadOnlyList<string> idsOrPaths)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in idsOrPaths)
            if (!seen.TryAdd(ModelLibrary.IdOf(name), name))
                throw new InputException(seen[ModelLibrary.IdOf(name)] == name
                    ? $"device '{name}' is named twice"
                    : $"devices '{seen[ModelLibrary.IdOf(name)]}' and '{name}' have the same id '{ModelLibrary.IdOf(name)}'; rename one file");
        return idsOrPaths;
    }
}
