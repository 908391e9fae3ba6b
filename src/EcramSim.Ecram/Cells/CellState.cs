using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Cells;

/// <summary>The state of a reference cell between two segments of a pulse.</summary>
/// <param name="Filling">x of the channel.</param>
/// <param name="GateFilling">x of the gate.</param>
/// <param name="ChannelOverpotential">η_ch in V; insertion is driven when negative.</param>
/// <param name="GateOverpotential">η_gate in V; the gate gives ions when positive.</param>
/// <param name="ElectrolyteVoltage">V_el in V, gate side minus channel side.</param>
public readonly record struct CellState(double Filling, double GateFilling, double ChannelOverpotential, double GateOverpotential, double ElectrolyteVoltage)
{
    /// <summary>Everything relaxed at channel filling <paramref name="x"/>: no overpotential, no field; V_G = V_OCV(x).</summary>
    public static CellState Equilibrium(Stack stack, double x) => new(x, stack.GateFilling(x), 0, 0, 0);

    /// <summary>V_G in V: gate minus channel, U_gate + η_gate + V_el − U_ch − η_ch.</summary>
    public double GateVoltage(Stack stack) =>
        stack.OpenCircuitVoltage(Filling, GateFilling) + GateOverpotential + ElectrolyteVoltage - ChannelOverpotential;
}
