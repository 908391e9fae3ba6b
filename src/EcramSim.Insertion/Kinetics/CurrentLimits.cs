namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// The range of currents that a law can carry in one state. Beyond it a galvanostatic step has no solution.
/// An infinite overpotential means that the limit is approached, not reached (or that there is none).
/// </summary>
/// <param name="Extraction">Most negative current density, A/m².</param>
/// <param name="ExtractionOverpotential">Where, V (&gt; 0).</param>
/// <param name="Insertion">Most positive current density, A/m².</param>
/// <param name="InsertionOverpotential">Where, V (&lt; 0).</param>
public readonly record struct CurrentLimits(double Extraction, double ExtractionOverpotential, double Insertion, double InsertionOverpotential)
{
    /// <summary>No limit in either direction.</summary>
    public static CurrentLimits None { get; } = new(double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Whether <paramref name="current"/> (A/m²) lies strictly inside.</summary>
    public bool Allows(double current) => current > Extraction && current < Insertion;
}
