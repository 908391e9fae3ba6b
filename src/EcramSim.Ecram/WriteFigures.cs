using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram;

/// <summary>Volts, ions, joules and seconds of one pulse of a physical cell, at the middle of the fillings unless said otherwise.</summary>
/// <param name="PotentiatingPolarity">Sign of the gate pulse (relative to V_hold, gate minus channel) that raises the conductance: +1 or −1.</param>
/// <param name="HoldVoltage">V_hold, V: the open-circuit voltage, gate minus channel, at the hold filling.</param>
/// <param name="Area">Channel area W·L, m².</param>
/// <param name="FillingUp">Settled Δx of the potentiating pulse.</param>
/// <param name="FillingDown">Settled Δx of the depressing pulse.</param>
/// <param name="IonsUp">Ions (elementary charge carriers of charge z) moved by the potentiating pulse.</param>
/// <param name="IonsDown">The same, depressing.</param>
/// <param name="SourceEnergyUp">E_source = ∫V_source·i·A dt of the potentiating pulse, J; negative when the cell pays.</param>
/// <param name="SourceEnergyDown">The same, depressing.</param>
/// <param name="DissipatedEnergyUp">E_diss = ∫(V_source − V_OCV)·i·A dt, potentiating, J.</param>
/// <param name="DissipatedEnergyDown">The same, depressing.</param>
/// <param name="MeanDissipatedEnergyUp">E_diss up, mean over the used window (10–90 %), J.</param>
/// <param name="MeanDissipatedEnergyDown">E_diss down, mean over the used window, J.</param>
/// <param name="PulseWidth">Width of the programming pulse, s.</param>
/// <param name="SlotTime">Pulse, return edge and rest, s: what the array spends per pulse.</param>
/// <param name="WriteTime">From the start of the pulse to 90 % of the settled ΔG (up), s.</param>
/// <param name="SettlingTime">From the start of the pulse until ΔG stays within 1 % of the settled value (up), s.</param>
/// <param name="NoiseLimit">What limits the ionic shot noise: "interface" or "resistance".</param>
/// <param name="Series">How the pulse's driving voltage divides at its end (up), V.</param>
public sealed record WriteFigures(int PotentiatingPolarity, double HoldVoltage, double Area, double FillingUp, double FillingDown,
    double IonsUp, double IonsDown, double SourceEnergyUp, double SourceEnergyDown, double DissipatedEnergyUp, double DissipatedEnergyDown,
    double MeanDissipatedEnergyUp, double MeanDissipatedEnergyDown, double PulseWidth, double SlotTime, double WriteTime, double SettlingTime,
    string NoiseLimit, VoltageShare Series)
{
    /// <summary>Reads the figures off the compiled response; what has no mean belongs to the middle of the fillings.</summary>
    public static WriteFigures Of(Stack stack, CompactResponse compact)
    {
        var cell = new Cell(stack);
        var start = CellState.Equilibrium(stack, stack.Window.Middle);
        var (up, down) = (cell.Pulse(start, true), cell.Pulse(start, false));
        var carrier = stack.Channel.Host.ChargeNumber * PhysicalConstants.ElementaryCharge;
        return new WriteFigures(stack.PotentiatingPolarity, stack.HoldVoltage, stack.Channel.Area, up.FillingChange, down.FillingChange,
            Math.Abs(up.ChannelCharge) / carrier, Math.Abs(down.ChannelCharge) / carrier, up.SourceEnergy, down.SourceEnergy,
            up.DissipatedEnergy, down.DissipatedEnergy, compact.MeanEnergy(true), compact.MeanEnergy(false), stack.Pulse.Width, stack.Pulse.SlotTime,
            up.WriteTime, up.SettlingTime, up.NoiseLimit, up.PulseEnd);
    }

    /// <summary>Dissipated energy per pulse over the used window, mean of up and down, J.</summary>
    public double EnergyPerPulse => 0.5 * (MeanDissipatedEnergyUp + MeanDissipatedEnergyDown);

    /// <summary>The same per channel area, J/m² (1 J/m² = 10⁶ aJ/µm²).</summary>
    public double EnergyPerArea => EnergyPerPulse / Area;
}

/// <summary>Overpotentials and voltage drops across the cell, V, signed as in the loop equation.</summary>
/// <param name="Gate">η_gate.</param>
/// <param name="Electrolyte">V_el.</param>
/// <param name="Channel">−η_channel.</param>
/// <param name="Line">Series resistance of the gate line.</param>
public sealed record VoltageShare(double Gate, double Electrolyte, double Channel, double Line);
