namespace EcramSim.Studies.Fit;

/// <summary>A run of pulses of one direction on one cell, with the reading after each.</summary>
/// <param name="Device">Name of the cell; empty where the file names none.</param>
/// <param name="Cycle">Number of the cycle, from 1.</param>
/// <param name="Up">Whether the pulses potentiate.</param>
/// <param name="Before">
/// The last reading of the branch before, where one pulse lies between it and the first value here: across it the volatile part of the other
/// polarity shows, so that step is no part of the fit. Null where nothing precedes.
/// </param>
/// <param name="Values">Readings, S or normalised; each but the first follows the one before by <paramref name="Counts"/> pulses.</param>
/// <param name="Counts">Pulses between a value and the one before; the first entry is not used.</param>
public sealed record MeasuredBranch(string Device, int Cycle, bool Up, double? Before, double[] Values, int[] Counts)
{
    /// <summary>Branches shorter than this, as of alternating pulses, keep the step from the branch before.</summary>
    public const int Shortest = 5;

    /// <summary>Number of steps between readings.</summary>
    public int Steps => Values.Length - 1;
}
