namespace EcramSim.Ecram.Cells;

/// <summary>What a cell did over a stretch of time; charges in C and energies in J, for the whole cell, as in <see cref="PulseResult"/>.</summary>
/// <param name="Start">State before.</param>
/// <param name="End">State after.</param>
/// <param name="Time">From 0, s; never falling.</param>
/// <param name="Conductance">G as a read finds it, S.</param>
/// <param name="GateVoltage">V_G, V.</param>
/// <param name="Filling">Mean x of the channel.</param>
/// <param name="ChannelCharge">Faradaic charge into the channel host.</param>
/// <param name="TerminalCharge">Of the driver.</param>
/// <param name="Energy">Where the energy of the driver went.</param>
public sealed record CellTrace(CellState Start, CellState End, double[] Time, double[] Conductance, double[] GateVoltage, double[] Filling,
    double ChannelCharge, double TerminalCharge, EnergyBalance Energy);
