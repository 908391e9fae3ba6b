using EcramSim.Crossbar;
using EcramSim.Crossbar.Ledger;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Learning.Data;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;

namespace EcramSim.Studies.Crossbar;

/// <summary>
/// An estimate of what one training step costs, for a network of any layers and without data: one step is really run on random inputs, uniform in [0, 1] (or any tokens),
/// and every event priced by the array file. <c>ecram crossbar energy</c> averages over steps of real data.
/// </summary>
/// <param name="Device">The device.</param>
/// <param name="Array">The array file.</param>
/// <param name="Batch">Samples of the step.</param>
/// <param name="Inference">One sample through the network.</param>
/// <param name="Step">The step: reads forward and backward, and updates.</param>
/// <param name="Area">Area of all tiles, m².</param>
public sealed record NetworkEnergy(CellDevice Device, ArrayFile Array, int Batch, OperationCost Inference, OperationCost Step, double Area)
{
    /// <summary>Runs the step.</summary>
    /// <exception cref="InputException">An array without technology, or a device without volts and joules.</exception>
    public static NetworkEnergy Of(Network network, CellDevice device, ArrayFile array, int batch = 1, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(array);
        if (array.Options.Technology is null) throw new InputException($"array {array.Id}: names no technology, so nothing but the cells has a price; cmos-65 does");
        if (device.Cost?.PulseVoltage is null) throw new InputException($"device '{device.Id}' knows no volts and joules, so its writes have no price; name devices of kind physical, such as {string.Join(", ", EnergyPlan.UsualDevices)}");
        var data = new ImageDataset("random inputs", Random(network, batch, seed), Random(network, 1, seed + 1));
        var plan = new TrainingPlan(network, data, Hardware.Of(device)) { Array = array.Options, Seed = seed, Epochs = 1, Batch = batch, ValidationFraction = 0 };
        var bill = Trainer.Run(plan).Epochs[^1].Bill!;
        return new NetworkEnergy(device, array, batch, new(1.0 / batch * bill.Forward.Energy, 1.0 / batch * bill.Forward.Time), bill.Total, bill.Area.Total);
    }

    private static LabelledImages Random(Network network, int count, ulong seed)
    {
        var random = new RandomStream(seed, "random inputs");
        var features = new float[count * network.Input.Count];
        foreach (ref var f in features.AsSpan()) f = network.Input.Vocabulary is { } v ? random.NextInt32(v) : (float)random.NextDouble();
        return new LabelledImages("random inputs", features, [.. Enumerable.Range(0, count).Select(_ => (long)random.NextInt32(network.Sizes[^1]))], 1, network.Input.Count, network.Sizes[^1]);
    }
}
