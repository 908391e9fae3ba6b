using EcramSim.Ecram;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Characterize;

/// <summary>What one cell of each device does under pulses: the study behind <c>ecram characterize</c>.</summary>
/// <param name="Devices">The devices, side by side.</param>
/// <param name="Published">Published figures beside the model's.</param>
/// <param name="Cells">Single cells with their spread and noise, one per device and seed; none of devices that have neither.</param>
public sealed record Characterization(IReadOnlyList<CellDevice> Devices, IReadOnlyList<PublishedRatio> Published, IReadOnlyList<(string Device, NoisyCycle Cycle)> Cells)
{
    /// <summary>Derives the data sheets and writes tables, figures and page into <paramref name="folder"/>.</summary>
    /// <param name="devices">At least one.</param>
    /// <param name="record">What decides the run: its seeds are used, and the page carries it whole.</param>
    /// <param name="folder">Where the files go; the caller adds <c>run.json</c> and commits.</param>
    /// <param name="progress">Told after every device; may be null.</param>
    /// <param name="cancellation">Looked at before every device.</param>
    public static Characterization Run(IReadOnlyList<CellDevice> devices, RunRecord record, RunFolder folder,
        IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(devices.Count);
        var cells = new List<(string, NoisyCycle)>();
        for (var i = 0; i < devices.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            NoisyCycle[] own = NoisyCycle.Applies(devices[i]) ? [.. record.Seeds.Select(s => NoisyCycle.Of(devices[i], s))] : [];
            cells.AddRange(own.Select(c => (devices[i].Id, c)));
            folder.Write($"{devices[i].Id}-pulses.svg", CharacterizeFigures.Pulses(devices[i], own));
            folder.Write($"{devices[i].Id}-steps.svg", CharacterizeFigures.Steps(devices[i]));
            progress?.Report(new RunProgress((i + 1.0) / (devices.Count + 1), devices[i].Id));
        }
        var result = new Characterization(devices, [.. devices.SelectMany(PublishedRatio.Of)], cells);
        if (devices.Count > 1) folder.Write("comparison.svg", CharacterizeFigures.Comparison(devices));
        folder.Write("curve.csv", CharacterizeTables.Curve(devices, cells));
        folder.Write("steps.csv", CharacterizeTables.Steps(devices));
        folder.Write("datasheet.csv", CharacterizeTables.DataSheets(devices));
        folder.Write("published.csv", CharacterizeTables.Published(result.Published));
        folder.Write("report.html", CharacterizePage.Of(result, record));
        progress?.Report(new RunProgress(1, "report"));
        return result;
    }
}
