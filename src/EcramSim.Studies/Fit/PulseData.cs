namespace EcramSim.Studies.Fit;

/// <summary>Measured pulses, whatever form they were written in.</summary>
/// <param name="Name">Name of the file without folder.</param>
/// <param name="Layout">"long", "up and down columns", "one column per cycle": printed.</param>
/// <param name="Unit">"S", or "1" for normalised values.</param>
/// <param name="Direction">Where the directions came from, in words: printed.</param>
/// <param name="Branches">In the order of the file, device by device.</param>
/// <param name="Notes">What a person should know about the reading.</param>
public sealed record PulseData(string Name, string Layout, string Unit, string Direction, IReadOnlyList<MeasuredBranch> Branches, IReadOnlyList<string> Notes)
{
    /// <summary>Whether the directions were guessed from the values: where they turn is then known to a pulse or two.</summary>
    public bool IsGuessed => Direction.StartsWith("extrema", StringComparison.Ordinal);

    /// <summary>Gate voltage of the potentiating pulses, V: their median; null where the file gives none.</summary>
    public double? VoltageUp { get; init; }

    /// <summary>Gate voltage of the depressing pulses, V.</summary>
    public double? VoltageDown { get; init; }

    /// <summary>Width of the pulses, s; null where the file gives none.</summary>
    public double? Width { get; init; }

    /// <summary>Time from the pulse to the reading, s; null where the file gives none.</summary>
    public double? Delay { get; init; }

    /// <summary>K; null where the file gives none.</summary>
    public double? Temperature { get; init; }

    /// <summary>Names of the cells in the order of the file.</summary>
    public IReadOnlyList<string> Devices => [.. Branches.Select(b => b.Device).Distinct(StringComparer.Ordinal)];

    /// <summary>Steps of all branches.</summary>
    public int Steps => Branches.Sum(b => b.Steps);

    /// <summary>Lowest reading.</summary>
    public double Minimum => Branches.Min(b => b.Values.Min());

    /// <summary>Highest reading.</summary>
    public double Maximum => Branches.Max(b => b.Values.Max());
}
