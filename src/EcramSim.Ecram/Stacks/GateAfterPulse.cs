namespace EcramSim.Ecram.Stacks;

/// <summary>What the gate is connected to after the pulse and its return edge.</summary>
public enum GateAfterPulse
{
    /// <summary>Floating: charge on plates, double layers and the line enters the hosts.</summary>
    Open,
    /// <summary>Driven to V_hold: the rest time enters every change.</summary>
    Held,
    /// <summary>Connected to the channel through R_s and a resistance: V_G goes to 0.</summary>
    Shorted,
    /// <summary>Behind a selector that is off, with its line at V_hold: I = I_off·tanh[e(V_hold − V_G)/2kT], two diodes against each other.</summary>
    Selector,
}
