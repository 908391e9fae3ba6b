namespace EcramSim.Studies.Fit.Reading;

/// <summary>How the directions of the pulses are found.</summary>
public enum DirectionRule
{
    /// <summary>The column, else the sign of the voltage, else the extrema.</summary>
    Automatic,
    /// <summary>A column of words or signs.</summary>
    Column,
    /// <summary>The sign of the gate voltage.</summary>
    Voltage,
    /// <summary>The turning points of the conductance.</summary>
    Extrema,
}

/// <summary>What a person says about a pulse file beside its name.</summary>
/// <param name="ReadVoltage">V at which a file of currents was read; null for conductances.</param>
/// <param name="Unit">Unit of values whose column names none; empty leaves them pure numbers.</param>
/// <param name="Direction">How directions are found.</param>
public sealed record PulseReading(double? ReadVoltage = null, string Unit = "", DirectionRule Direction = DirectionRule.Automatic);
