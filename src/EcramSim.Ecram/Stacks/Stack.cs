using EcramSim.Ecram.Degradation;

namespace EcramSim.Ecram.Stacks;

/// <summary>
/// A physical ECRAM cell, gate | electrolyte | channel, with its gate line and its pulse: everything that a device file of kind "physical" says.
/// Gate voltage is gate minus channel; positive drives cations into the channel.
/// </summary>
/// <param name="Temperature">K.</param>
/// <param name="Channel">The film that is read.</param>
/// <param name="Electrolyte">What carries the ions.</param>
/// <param name="Gate">The reservoir.</param>
/// <param name="SeriesResistance">R_s of gate line and driver, Ω; 0 is an ideal driver.</param>
/// <param name="ParasiticCapacitance">C_par of the gate node to ground, F; discharges into the cell when the gate floats.</param>
/// <param name="Window">Fillings of the channel.</param>
/// <param name="Pulse">The programming pulse.</param>
public sealed partial record Stack(double Temperature, ChannelLayer Channel, ElectrolyteLayer Electrolyte, GateLayer Gate,
    double SeriesResistance, double ParasiticCapacitance, OperatingWindow Window, PulseShape Pulse)
{
    private const int Rounds = 12;

    /// <summary>
    /// Factor on both exchange currents: 1 in files. A cell of an array differs from the nominal one in it.
    /// </summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>Whether air reaches the channel; files describe sealed cells.</summary>
    public bool InAir { get; init; }

    /// <summary>What writing does to it in the long run; null where the file declares nothing.</summary>
    public IDegradation? Degradation { get; init; }

    /// <summary>Factor on the ionic resistance of the electrolyte: 1 in files.</summary>
    public double ResistanceFactor { get; init; } = 1;

    /// <summary>Factor on the electronic leakage through the electrolyte: 1 in files.</summary>
    public double LeakageFactor { get; init; } = 1;

    /// <summary>Filling of the gate when the channel stands at <paramref name="x"/> with all double layers discharged: ions are conserved.</summary>
    public double GateFilling(double x) => Gate.Filling - (x - Window.Hold) * Channel.Capacity / Gate.Capacity;

    /// <summary>What a blocking gate stands above its potential without charge when the channel stands at <paramref name="x"/>, V; 0 of other gates.</summary>
    public double GateCharging(double x) => (x - Window.Hold) * Channel.Capacity * Gate.Elastance;

    /// <summary>
    /// Filling of the gate, and what a blocking one stands above its potential without charge in V, when a cell has come from the hold filling to
    /// <paramref name="x"/> and rests: as <see cref="GateFilling"/> and <see cref="GateCharging"/>, with what the double layers took as they followed the hosts.
    /// </summary>
    public (double Filling, double Charging) GateReached(double x)
    {
        double OfChannel(double filling) => Channel.OpenCircuitVoltage(filling, Temperature);
        var loop = (x - Window.Hold) * Channel.Capacity - Channel.DoubleLayer * (OfChannel(x) - OfChannel(Window.Hold));
        if (!double.IsFinite(Gate.Capacity)) return (Gate.Filling, loop * Gate.Elastance);
        double OfGate(double filling) => Gate.Host.OpenCircuitVoltage(filling, Temperature);
        var (layer, hold, g) = (Gate.DoubleLayer * Gate.AreaRatio, OfGate(Gate.Filling), GateFilling(x));
        // A double layer holds little beside its host: each round gains two digits or more.
        for (var n = 0; n < Rounds; n++) g = Gate.Filling - (loop - layer * (OfGate(g) - hold)) / Gate.Capacity;
        return (g, 0);
    }

    /// <summary>V_OCV = U_gate − U_ch(x) in V, gate minus channel, on the line of conserved ions.</summary>
    public double OpenCircuitVoltage(double x) => OpenCircuitVoltage(x, GateFilling(x)) + GateCharging(x);

    /// <summary>V_OCV in V at any two fillings, a blocking gate without charge.</summary>
    public double OpenCircuitVoltage(double x, double gateFilling) =>
        Gate.Host.OpenCircuitVoltage(gateFilling, Temperature) - Channel.OpenCircuitVoltage(x, Temperature);

    /// <summary>V_hold in V.</summary>
    public double HoldVoltage => OpenCircuitVoltage(Window.Hold);

    /// <summary>G in S at rest at channel filling <paramref name="x"/>.</summary>
    public double Conductance(double x) => Channel.Conductance(x, Temperature);

    /// <summary>+1 where insertion (a positive gate pulse) raises the conductance, −1 where extraction does: from σ at the ends of the window.</summary>
    public int PotentiatingPolarity => Conductance(Window.Maximum) > Conductance(Window.Minimum) ? 1 : -1;

    /// <summary>Gate voltage of the potentiating or depressing pulse, V.</summary>
    /// <exception cref="InvalidOperationException">The pulses impose a current.</exception>
    public double PulseVoltage(bool up) => Pulse.IsCurrent ? throw new InvalidOperationException("the pulses of this device impose a current") : PulseLevel(up);

    /// <summary>Gate voltage of the pulse in V, or its current in A where <see cref="PulseShape.IsCurrent"/>; positive drives ions into the channel.</summary>
    public double PulseLevel(bool up)
    {
        var level = up ? Pulse.AmplitudeUp : Pulse.AmplitudeDown;
        if (Pulse.IsAbsolute) return level;
        var signed = up ? PotentiatingPolarity * level : -PotentiatingPolarity * level;
        return Pulse.IsCurrent ? signed : HoldVoltage + signed;
    }
}
