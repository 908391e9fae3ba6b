namespace EcramSim.Ecram.Stacks;

/// <summary>
/// A physical ECRAM cell, gate | electrolyte | channel, with its gate line and its pulse: everything that a device file of kind "physical" says.
/// Gate voltage is gate minus channel; positive drives cations into the channel.
/// </summary>
/// <param name="Temperature">K.</param>
/// <param name="Channel">The film that is read.</param>
/// <param name="Electrolyte">What carries the ions.</param>
/// <param name="Gate">The reservoir.</param>
/// <param name="SeriesResistance">R_s of gate line and driver, Ω, &gt; 0.</param>
/// <param name="ParasiticCapacitance">C_par of the gate node to ground, F; discharges into the cell when the gate floats.</param>
/// <param name="Window">Fillings of the channel.</param>
/// <param name="Pulse">The programming pulse.</param>
public sealed partial record Stack(double Temperature, ChannelLayer Channel, ElectrolyteLayer Electrolyte, GateLayer Gate,
    double SeriesResistance, double ParasiticCapacitance, OperatingWindow Window, PulseShape Pulse)
{
    /// <summary>
    /// Factor on both exchange currents: 1 in files. A cell of an array differs from the nominal one in it.
    /// </summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>Factor on the ionic resistance of the electrolyte: 1 in files.</summary>
    public double ResistanceFactor { get; init; } = 1;

    /// <summary>Filling of the gate when the channel stands at <paramref name="x"/> with all double layers discharged: ions are conserved.</summary>
    public double GateFilling(double x) => Gate.Filling - (x - Window.Hold) * Channel.Capacity / Gate.Capacity;

    /// <summary>V_OCV = U_gate(x_g) − U_ch(x) in V, gate minus channel, on the line of conserved ions.</summary>
    public double OpenCircuitVoltage(double x) => OpenCircuitVoltage(x, GateFilling(x));

    /// <summary>V_OCV in V at any two fillings.</summary>
    public double OpenCircuitVoltage(double x, double gateFilling) =>
        Gate.Host.OpenCircuitVoltage(gateFilling, Temperature) - Channel.Host.OpenCircuitVoltage(x, Temperature);

    /// <summary>V_hold in V.</summary>
    public double HoldVoltage => OpenCircuitVoltage(Window.Hold);

    /// <summary>G in S at channel filling <paramref name="x"/>.</summary>
    public double Conductance(double x) => Channel.Conductance(x, Temperature);

    /// <summary>+1 where insertion (a positive gate pulse) raises the conductance, −1 where extraction does: from σ at the ends of the window.</summary>
    public int PotentiatingPolarity => Conductance(Window.Maximum) > Conductance(Window.Minimum) ? 1 : -1;

    /// <summary>Gate voltage of the potentiating or depressing pulse, V.</summary>
    public double PulseVoltage(bool up) =>
        Pulse.IsAbsolute ? (up ? Pulse.AmplitudeUp : Pulse.AmplitudeDown)
        : HoldVoltage + (up ? PotentiatingPolarity * Pulse.AmplitudeUp : -PotentiatingPolarity * Pulse.AmplitudeDown);
}
