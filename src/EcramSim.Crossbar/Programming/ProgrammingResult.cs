using EcramSim.Crossbar.Ledger;

namespace EcramSim.Crossbar.Programming;

/// <summary>What writing and verifying reached, cell by cell, and what it cost.</summary>
/// <param name="Rows">Outputs.</param>
/// <param name="Columns">Inputs.</param>
/// <param name="Target">Wanted weights, row by row.</param>
/// <param name="Held">Weights that the cells hold afterwards.</param>
/// <param name="Pulses">Pulses that each cell got.</param>
/// <param name="Tolerance">What was allowed, in units of weight.</param>
/// <param name="Rounds">Rounds of reading and writing.</param>
/// <param name="Readings">Vectors read to verify: one per word line and round.</param>
/// <param name="Energy">Ionic energy of the pulses, J; null where the device knows none.</param>
/// <param name="Time">Pulse slots and readings, s; null likewise.</param>
/// <param name="Bill">Its price by cause; null where the array file names no technology.</param>
public sealed record ProgrammingResult(int Rows, int Columns, float[] Target, float[] Held, int[] Pulses, double Tolerance, int Rounds, long Readings,
    double? Energy, double? Time, OperationCost? Bill)
{
    /// <summary>Held − wanted of every cell.</summary>
    public double[] Errors { get; } = [.. Held.Zip(Target, (h, t) => (double)h - t)];

    /// <summary>Cells that hold their weight within the tolerance, as a fraction.</summary>
    public double Yield => Errors.Count(e => Math.Abs(e) <= Tolerance) / (double)Errors.Length;

    /// <summary>Mean of the errors.</summary>
    public double MeanError => Errors.Average();

    /// <summary>Root mean square of the errors.</summary>
    public double RootMeanSquareError => Math.Sqrt(Errors.Average(e => e * e));

    /// <summary>Largest magnitude of an error.</summary>
    public double LargestError => Errors.Max(Math.Abs);

    /// <summary>Pulses on all cells.</summary>
    public long TotalPulses => Pulses.Sum(p => (long)p);

    /// <summary>Mean pulses per cell.</summary>
    public double MeanPulses => Pulses.Average();
}
