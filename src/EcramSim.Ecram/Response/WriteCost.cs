namespace EcramSim.Ecram.Response;

/// <summary>What one programming pulse costs, averaged over the used window; only devices with volts and seconds have one.</summary>
/// <param name="EnergyUp">Dissipated energy of a potentiating pulse, J.</param>
/// <param name="EnergyDown">Dissipated energy of a depressing pulse, J.</param>
/// <param name="Time">Duration of one pulse slot: pulse, return edge and rest, s.</param>
public sealed record WriteCost(double EnergyUp, double EnergyDown, double Time)
{
    /// <summary>Voltage that a gate line swings by for one pulse, V, the larger of both directions; null where it is not known.</summary>
    public double? PulseVoltage { get; init; }

    /// <summary>Conductance of a cell at the centre of the used window, S: what a read current flows through; null where it is not known.</summary>
    public double? Conductance { get; init; }
}
