namespace EcramSim.Ecram.Cells;

/// <summary>What one pulse did to the reference cell: charges in C, energies in J, for the whole cell; positive charge drives ions into the channel.</summary>
/// <param name="Start">State before.</param>
/// <param name="End">State after the rest.</param>
/// <param name="ConductanceStart">G before, S.</param>
/// <param name="ConductanceEnd">G after, S.</param>
/// <param name="TerminalCharge">∫i_term·A dt, electronic leakage included.</param>
/// <param name="LoopCharge">∫i_s·A dt: ions and displacement.</param>
/// <param name="ChannelCharge">Faradaic charge into the channel host.</param>
/// <param name="GateCharge">Faradaic charge out of the gate host.</param>
/// <param name="SourceEnergy">E_source = ∫V_source·i_term·A dt; negative when the cell delivers energy.</param>
/// <param name="DissipatedEnergy">E_diss = ∫(V_source − V_OCV(x))·i_term·A dt.</param>
/// <param name="IonicNoise">Standard deviation of the charge moved, C: shot or thermal noise of the ions, see <see cref="IonNoise"/>.</param>
/// <param name="NoiseLimit">"interface" or "resistance".</param>
/// <param name="WriteTime">From the start of the pulse until 90 % of the settled change of G, s.</param>
/// <param name="SettlingTime">From the start until G stays within 1 % of the change of its settled value, s.</param>
/// <param name="PulseEnd">How the voltage divides at the end of the driven part.</param>
/// <param name="Steps">Steps of the integrator.</param>
public sealed record PulseResult(CellState Start, CellState End, double ConductanceStart, double ConductanceEnd, double TerminalCharge,
    double LoopCharge, double ChannelCharge, double GateCharge, double SourceEnergy, double DissipatedEnergy, double IonicNoise, string NoiseLimit,
    double WriteTime, double SettlingTime, VoltageShare PulseEnd, int Steps)
{
    /// <summary>Where the energy went.</summary>
    public required EnergyBalance Energy { get; init; }

    /// <summary>G when the driver lets go (after the return edge), S.</summary>
    public required double ConductanceReleased { get; init; }

    /// <summary>When that is, s.</summary>
    public required double ReleaseTime { get; init; }

    /// <summary>Settled Δx of the channel.</summary>
    public double FillingChange => End.Filling - Start.Filling;

    /// <summary>Settled ΔG, S.</summary>
    public double ConductanceChange => ConductanceEnd - ConductanceStart;

    /// <summary>The part of the change that is there when the driver lets go and gone at the end, over the settled change; negative where more follows afterwards.</summary>
    public double VolatilePart => (ConductanceReleased - ConductanceEnd) / ConductanceChange;
}
