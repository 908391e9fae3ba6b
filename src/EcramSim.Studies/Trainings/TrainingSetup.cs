using System.Text.Json.Nodes;
using EcramSim.Crossbar;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;

namespace EcramSim.Studies.Trainings;

/// <summary>One piece of hardware with all that a training on it reads, and the documents it came from.</summary>
/// <param name="Network">The network.</param>
/// <param name="Data">The data set.</param>
/// <param name="Hardware">What holds the weights.</param>
/// <param name="Array">Periphery.</param>
/// <param name="Models">The documents of network, array, device and what the device names, settings applied, keyed "devices/id".</param>
/// <param name="Parameters">Their parameters.</param>
public sealed record TrainingSetup(Network Network, ImageDataset Data, Hardware Hardware, ArrayOptions Array,
    IReadOnlyDictionary<string, JsonObject> Models, IReadOnlyList<ParameterRecord> Parameters)
{
    /// <summary>Reads the files.</summary>
    /// <param name="library">A library of its own, so that it holds the documents of this setup alone.</param>
    /// <param name="network">Id or path.</param>
    /// <param name="array">Id or path.</param>
    /// <param name="device">Name of a baseline, id or path of a device.</param>
    /// <param name="data">Loaded beforehand, because several setups share it.</param>
    /// <param name="settings">Values changed from outside.</param>
    /// <exception cref="InputException">Bad input.</exception>
    public static TrainingSetup Read(ModelLibrary library, string network, string array, string device, ImageDataset data, IReadOnlyList<Setting> settings)
    {
        ArgumentNullException.ThrowIfNull(library);
        var file = ArrayFile.Read(library, array, settings);
        var net = Network.Read(library, network, settings);
        var hardware = Hardware.Read(library, device, hardwareSettings(settings, device));
        if (hardware != Hardware.Float32) file.Options.For(hardware.Device);
        return new TrainingSetup(net, data, hardware, file.Options, library.Used.ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal),
            [.. net.Parameters, .. file.Parameters, .. hardware.Device?.Parameters ?? []]);

        // A setting of a device says nothing to a baseline.
        static IReadOnlyList<Setting> hardwareSettings(IReadOnlyList<Setting> all, string name) =>
            Hardware.Baselines.Any(b => b.Name == name) ? [.. all.Where(s => s.Kind != ModelKind.Device)] : all;
    }

    /// <summary>A training on it, at the defaults of its files.</summary>
    public TrainingPlan Plan(string algorithm, ulong seed) => new(Network, Data, Hardware) { Array = Array, Algorithm = algorithm, Seed = seed };
}
