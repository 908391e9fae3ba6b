namespace EcramSim.Ecram.Response;

/// <summary>What one programming pulse costs, averaged over the used window; only devices with volts and seconds have one.</summary>
/// <param name="EnergyUp">Dissipated energy of a potentiating pulse, J.</param>
/// <param name="EnergyDown">Dissipated energy of a depressing pulse, J.</param>
/// <param name="Time">Duration of one pulse slot: pulse, return edge and rest, s.</param>
public sealed record WriteCost(double EnergyUp, double EnergyDown, double Time);
