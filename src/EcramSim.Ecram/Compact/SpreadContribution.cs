namespace EcramSim.Ecram.Compact;

/// <summary>What the spread of one parameter does to the pulse response: standard deviations with the sign of the derivative, relative.</summary>
/// <param name="Cause">The parameter, such as "thickness".</param>
/// <param name="Up">Of the step up.</param>
/// <param name="Down">Of the step down.</param>
/// <param name="Bounds">Of the range of conductance.</param>
public sealed record SpreadContribution(string Cause, double Up, double Down, double Bounds);
