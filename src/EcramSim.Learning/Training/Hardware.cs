using EcramSim.Ecram;
using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Training;

/// <summary>What holds the weights of a network: a baseline by name, or a device in a crossbar.</summary>
/// <param name="Name">Baseline name or id of the device; the column "device" of the results.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Device">The device; null for baselines.</param>
public sealed record Hardware(string Name, string Title, CellDevice? Device)
{
    /// <summary>Digital weights in single precision.</summary>
    public static Hardware Float32 { get; } = new("float32", "Digital weights, single precision", null);

    /// <summary>Analog layers without quantisation, noise or bounds, updated exactly: equal to <see cref="Float32"/> to rounding.</summary>
    public static Hardware Exact { get; } = new("exact", "Analog layers without quantisation and noise, exact update", null);

    /// <summary>Exact update, but real converters and read noise.</summary>
    public static Hardware Ideal { get; } = new("ideal", "Exact update, real converters and read noise", null);

    /// <summary>The baselines, best first.</summary>
    public static IReadOnlyList<Hardware> Baselines { get; } = [Float32, Exact, Ideal];

    /// <summary>Cells of this device.</summary>
    public static Hardware Of(CellDevice device) => new(device.Id, device.Title, device);

    /// <summary>A baseline by name, or else a device by id or path.</summary>
    /// <exception cref="InputException">Neither, with the nearest valid name; or a device file that is wrong or that no array can follow.</exception>
    public static Hardware Read(ModelLibrary library, string nameOrPath, IReadOnlyList<Setting>? settings = null)
    {
        if (Baselines.FirstOrDefault(b => b.Name == nameOrPath) is { } baseline) return baseline;
        var isPath = nameOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || nameOrPath.AsSpan().IndexOfAny('/', '\\') >= 0;
        var ids = library.Ids(ModelKind.Device);
        // A misspelt baseline should be told apart from a missing device, so both are offered; a stored run has devices without a file.
        if (!isPath && !ids.Contains(nameOrPath) && NearestName.Of(nameOrPath, Baselines.Select(b => b.Name)) is not null)
            throw InputException.UnknownName("models/devices", "device", nameOrPath, ids.Concat(Baselines.Select(b => b.Name)));
        return Of(Ecram.CellDevice.Read(library, nameOrPath, settings).ForArray());
    }
}
