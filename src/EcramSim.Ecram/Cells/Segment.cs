namespace EcramSim.Ecram.Cells;

/// <summary>One stretch of time with the gate in one state, integrated: where it ends and what has passed, per channel area.</summary>
/// <param name="End">State at its end.</param>
/// <param name="LoopCharge">Q, C/m².</param>
/// <param name="ChannelCharge">q_c, C/m².</param>
/// <param name="GateCharge">q_g, C/m².</param>
/// <param name="TerminalCharge">Of the driver, with leakage, C/m².</param>
/// <param name="SourceEnergy">J/m².</param>
/// <param name="DissipatedEnergy">∫(V_source − V_OCV)·i_term dt, J/m².</param>
/// <param name="StoredEnergy">What the cell holds more at the end, J/m².</param>
/// <param name="Losses">J/m² by place.</param>
/// <param name="Taken">Free energy that went with the ions that air took, J/m².</param>
/// <param name="Traffic">∫(forward + backward) dt at the channel interface, C/m².</param>
/// <param name="Share">Voltages at its end.</param>
/// <param name="Times">Start and ends of the steps from the start of the segment, s.</param>
/// <param name="Conductances">G as a read finds it at those times, S.</param>
/// <param name="GateVoltages">V_G at those times, V.</param>
/// <param name="Fillings">Mean x of the channel at those times.</param>
internal sealed record Segment(CellState End, double LoopCharge, double ChannelCharge, double GateCharge, double TerminalCharge,
    double SourceEnergy, double DissipatedEnergy, double StoredEnergy, Dissipation Losses, double Taken, double Traffic, VoltageShare Share,
    double[] Times, double[] Conductances, double[] GateVoltages, double[] Fillings)
{
    /// <summary>Duration, s; less than asked for where it was stopped.</summary>
    public double Duration => Times[^1];

    /// <summary>Steps of the integrator.</summary>
    public int Steps => Times.Length - 1;
}
