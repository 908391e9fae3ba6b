namespace EcramSim.Ecram.Cells;

/// <summary>One stretch of time with the gate in one state, integrated: where it ends and what has passed, per channel area.</summary>
/// <param name="End">State at its end.</param>
/// <param name="LoopCharge">Q, C/m².</param>
/// <param name="ChannelCharge">q_c, C/m².</param>
/// <param name="GateCharge">q_g, C/m².</param>
/// <param name="TerminalCharge">With leakage, C/m².</param>
/// <param name="SourceEnergy">J/m².</param>
/// <param name="DissipatedEnergy">J/m².</param>
/// <param name="Traffic">∫(forward + backward) dt at the channel interface, C/m².</param>
/// <param name="Share">Voltages at its end.</param>
/// <param name="Times">Ends of the steps from the start of the segment, s.</param>
/// <param name="ReadFilling">x as a read sees it at those times.</param>
internal sealed record Segment(CellState End, double LoopCharge, double ChannelCharge, double GateCharge, double TerminalCharge,
    double SourceEnergy, double DissipatedEnergy, double Traffic, VoltageShare Share, double[] Times, double[] ReadFilling)
{
    /// <summary>Duration, s.</summary>
    public double Duration => Times[^1];
}
