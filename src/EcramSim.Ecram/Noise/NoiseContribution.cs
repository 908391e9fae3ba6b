namespace EcramSim.Ecram.Noise;

/// <summary>What one cause contributes to the differences between pulses, cells or readings: standard deviations.</summary>
/// <param name="Kind">"cycle", from pulse to pulse; "device", from cell to cell; "read", from reading to reading.</param>
/// <param name="Cause">Such as "hops in the electrolyte" or "thickness".</param>
/// <param name="Up">Of the step up, relative to it.</param>
/// <param name="Down">Of the step down, relative to it.</param>
/// <param name="Range">Of the range of conductance, relative to it; null where the cause does not touch it.</param>
public sealed record NoiseContribution(string Kind, string Cause, double Up, double Down, double? Range);
