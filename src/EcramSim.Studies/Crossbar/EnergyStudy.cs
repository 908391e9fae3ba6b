using EcramSim.Crossbar;
using EcramSim.Crossbar.Mapping;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;
using EcramSim.Learning.Networks;
using EcramSim.Learning.Training;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary>
/// Energy, time and area of training a network on devices in one array, split by cause: the steps are really run, so that pulses, lines that
/// fire and inputs are those of a training, and every event is priced by the array file.
/// </summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Array">The array file.</param>
/// <param name="Network">The network.</param>
/// <param name="Results">One per device.</param>
public sealed record EnergyStudy(EnergyPlan Plan, ArrayFile Array, Network Network, IReadOnlyList<DeviceEnergy> Results)
{
    /// <summary>How the layers fill tiles.</summary>
    public IReadOnlyList<Utilisation> Mapping { get; } =
        [.. NetworkSummary.Matrices(Network).Select(m => Utilisation.Of(m.Layer, m.Outputs, m.Inputs, Array.Options))];

    /// <summary>Every parameter behind the numbers.</summary>
    public IReadOnlyList<ParameterRecord> Parameters { get; } = [.. Array.Parameters, .. Results.SelectMany(r => r.Device.Parameters).Distinct()];

    /// <summary>An energy study that is checked and resolved, but not run.</summary>
    public sealed record Prepared(EnergyPlan Plan, ArrayFile Array, Network Network, ImageDataset Data, int EpochImages, IReadOnlyList<CellDevice> Devices);

    /// <summary>Reads every file and checks every value.</summary>
    /// <exception cref="InputException">Bad input; an array without technology; a device without volts.</exception>
    public static Prepared Prepare(EnergyPlan plan, ModelLibrary library, IReadOnlyList<Setting> settings)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(library);
        var array = ArrayFile.Read(library, plan.Array, settings);
        if (array.Options.Technology is null)
            throw new InputException($"--array {plan.Array}: names no technology, so nothing but the cells has a price; arrays that do: {string.Join(", ", Priced(library))}");
        var network = Network.Read(library, plan.Network, settings);
        var whole = ImageDataset.Load(plan.Data);
        var images = (long)plan.Steps * plan.Batch;
        if (images > whole.Train.Count) throw new InputException($"--steps: {plan.Steps} steps of {plan.Batch} images are {images}; {whole.Name} has {whole.Train.Count}");
        var data = EnlargedImages.To(new ImageDataset(whole.Name, whole.Train.First((int)images), whole.Test.First(1)), network.Sizes[0], network.Id);
        CellDevice[] devices = [.. plan.Devices.Select(d => CellDevice.Read(library, d, settings))];
        foreach (var device in devices)
            if (device.Cost?.PulseVoltage is null)
                throw new InputException($"device '{device.Id}' knows no volts and joules, so its writes have no price; name devices of kind physical, such as {string.Join(", ", EnergyPlan.UsualDevices)}");
        var prepared = new Prepared(plan, array, network, data, whole.Train.Count, devices);
        foreach (var device in devices) Training(prepared, device, 1).Check();
        return prepared;
    }

    /// <summary>Runs the steps on every device.</summary>
    public static EnergyStudy Run(Prepared prepared, ulong seed, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var plan = prepared.Plan;
        var results = new List<DeviceEnergy>();
        foreach (var device in prepared.Devices)
        {
            var done = results.Count;
            var listener = new Listener(value => progress?.Report(new RunProgress((done + (double)value.ImagesDone / value.Images) / prepared.Devices.Count, device.Id)));
            var training = Training(prepared, device, seed);
            var last = Trainer.Run(training, listener, cancellation).Epochs[^1];
            results.Add(new DeviceEnergy(device, training.Rate, plan.Steps, plan.Batch, (prepared.EpochImages + plan.Batch - 1) / plan.Batch, last.Pulses!.Value, last.Bill!));
        }
        return new EnergyStudy(plan, prepared.Array, prepared.Network, results);
    }

    /// <summary>Writes tables, figures and page into <paramref name="folder"/>; the caller adds <c>run.json</c> and commits.</summary>
    public void Write(RunFolder folder, RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.Write("energy.csv", EnergyTables.Energy(this));
        folder.Write("summary.csv", EnergyTables.Summary(this));
        folder.Write("mapping.csv", EnergyTables.MappingRows(this));
        folder.Write("sources.csv", EnergyTables.Sources(this));
        folder.Write("energy.svg", EnergyFigures.Shares(this));
        folder.Write("report.html", EnergyPage.Of(this, record));
    }

    private static TrainingPlan Training(Prepared prepared, CellDevice device, ulong seed) => new(prepared.Network, prepared.Data, Hardware.Of(device))
    {
        Array = prepared.Array.Options, Seed = seed, Epochs = 1, Batch = prepared.Plan.Batch, LearningRate = prepared.Plan.LearningRate, ValidationFraction = 0,
    };

    private static IEnumerable<string> Priced(ModelLibrary library) =>
        library.Ids(ModelKind.Array).Where(id => library.Load(ModelKind.Array, id).Has("technology"));

    private sealed class Listener(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
