namespace EcramSim.Ecram.Compact;

/// <summary>How a pulse answers to the volatile part v that an earlier one has left, over the weight on a uniform grid: linear in v.</summary>
/// <param name="Sensitivity">Change of the settled step per v.</param>
/// <param name="Carry">Fraction of v that is still there at the end of the slot.</param>
public sealed record PulseMemory(double[] Sensitivity, double[] Carry);
