using EcramSim.Ecram;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Characterize;

/// <summary>What one cell of each device does under pulses and between them: the study behind <c>ecram characterize</c>.</summary>
/// <param name="Behaviours">The devices, side by side.</param>
/// <param name="Published">Published figures beside the model's.</param>
/// <param name="Cells">Single cells with their spread and noise, one per device and seed; none of devices that have neither.</param>
public sealed record Characterization(IReadOnlyList<Behaviour> Behaviours, IReadOnlyList<PublishedRatio> Published, IReadOnlyList<(string Device, NoisyCycle Cycle)> Cells)
{
    /// <summary>The devices themselves.</summary>
    public IReadOnlyList<CellDevice> Devices { get; } = [.. Behaviours.Select(b => b.Device)];

    /// <summary>Derives the data sheets and writes tables, figures and pages into <paramref name="folder"/>.</summary>
    /// <param name="devices">At least one, with different ids.</param>
    /// <param name="record">What decides the run: its seeds are used, and the page carries it whole.</param>
    /// <param name="folder">Where the files go; the caller adds <c>run.json</c> and commits.</param>
    /// <param name="threads">Devices looked at side by side; the results do not depend on it.</param>
    /// <param name="progress">Told after every device; may be null.</param>
    /// <param name="cancellation">Looked at before every device.</param>
    public static Characterization Run(IReadOnlyList<CellDevice> devices, RunRecord record, RunFolder folder, int threads = 1,
        IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(devices.Count);
        var behaviours = new Behaviour[devices.Count];
        var cells = new NoisyCycle[devices.Count][];
        var drawings = new (string Name, string? Svg)[devices.Count][];
        var done = 0;
        SideBySide.Run(devices.Count, threads, i =>
        {
            behaviours[i] = Behaviour.Of(devices[i]);
            cells[i] = NoisyCycle.Applies(devices[i]) ? [.. record.Seeds.Select(s => NoisyCycle.Of(devices[i], s))] : [];
            drawings[i] = [("pulses", CharacterizeFigures.Pulses(devices[i], cells[i])), ("steps", CharacterizeFigures.Steps(devices[i])),
                ("settling", BehaviourFigures.Settling(behaviours[i])), ("retention", BehaviourFigures.Retention(behaviours[i])), ("scaling", BehaviourFigures.Scaling(behaviours[i]))];
            progress?.Report(new RunProgress(Interlocked.Increment(ref done) / (devices.Count + 1.0), devices[i].Id));
        }, cancellation);
        for (var i = 0; i < devices.Count; i++)
            foreach (var (name, svg) in drawings[i])
                if (svg is not null) folder.Write($"{devices[i].Id}-{name}.svg", svg);
        var result = new Characterization(behaviours, [.. devices.SelectMany(PublishedRatio.Of)], [.. cells.Index().SelectMany(own => own.Item.Select(c => (devices[own.Index].Id, c)))]);
        if (devices.Count > 1) folder.Write("comparison.svg", CharacterizeFigures.Comparison(devices));
        folder.Write("curve.csv", CharacterizeTables.Curve(devices, result.Cells));
        folder.Write("steps.csv", CharacterizeTables.Steps(devices));
        folder.Write("datasheet.csv", CharacterizeTables.DataSheets(behaviours));
        folder.Write("published.csv", CharacterizeTables.Published(result.Published));
        folder.Write("noise.csv", BehaviourTables.Noise(behaviours));
        if (behaviours.Any(b => b.Absence.Length == 0))
        {
            folder.Write("settling.csv", BehaviourTables.Settling(behaviours));
            folder.Write("retention.csv", BehaviourTables.Retention(behaviours));
            folder.Write("relaxation.csv", BehaviourTables.Relaxation(behaviours));
            folder.Write("scaling.csv", BehaviourTables.Scaling(behaviours));
            folder.Write("temperature.csv", BehaviourTables.Temperature(behaviours));
        }
        foreach (var (file, text) in CharacterizePages.Of(result, record)) folder.Write(file, text);
        progress?.Report(new RunProgress(1, "report"));
        return result;
    }
}
