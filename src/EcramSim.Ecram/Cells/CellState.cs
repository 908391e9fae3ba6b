using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram.Cells;

/// <summary>The state of a reference cell between two segments of a pulse.</summary>
/// <param name="Filling">x of the channel, its mean where it varies through the thickness.</param>
/// <param name="GateFilling">x of the gate.</param>
/// <param name="ChannelOverpotential">η_ch in V; insertion is driven when negative.</param>
/// <param name="GateOverpotential">η_gate in V; the gate gives ions when positive. Of a blocking gate, its potential above that without charge.</param>
/// <param name="ElectrolyteVoltage">V_el in V, gate side minus channel side.</param>
public readonly record struct CellState(double Filling, double GateFilling, double ChannelOverpotential, double GateOverpotential, double ElectrolyteVoltage)
{
    /// <summary>x from the closed face to the electrolyte on the mesh of the channel; null where it is uniform.</summary>
    public double[]? Profile { get; init; }

    /// <summary>
    /// Everything relaxed at channel filling <paramref name="x"/>: no overpotential, no field; V_G = V_OCV(x). A channel that separates stands in
    /// its two phases, the rich one at the electrolyte.
    /// </summary>
    public static CellState Equilibrium(Stack stack, double x) =>
        new(x, stack.GateFilling(x), 0, stack.GateCharging(x), 0) { Profile = RestingProfile.Of(stack.Channel, x, stack.Temperature) };

    /// <summary>
    /// As <see cref="Equilibrium"/>, of a cell that came to <paramref name="x"/> from the hold filling by pulses or leakage: the double layers followed the
    /// voltages of the hosts and took ions on the way, or gave them, which the gate has given more or less.
    /// </summary>
    public static CellState Reached(Stack stack, double x)
    {
        var (filling, charging) = stack.GateReached(x);
        return Equilibrium(stack, x) with { GateFilling = filling, GateOverpotential = charging };
    }

    /// <summary>V_G in V: gate minus channel, U_gate + η_gate + V_el − U_ch − η_ch.</summary>
    public double GateVoltage(Stack stack) =>
        stack.Gate.Host.OpenCircuitVoltage(GateFilling, stack.Temperature) + GateOverpotential + ElectrolyteVoltage - SurfaceVoltage(stack) - ChannelOverpotential;

    // U of the channel as the interface feels it.
    private double SurfaceVoltage(Stack stack)
    {
        if (Profile is null) return stack.Channel.Host.OpenCircuitVoltage(Filling, stack.Temperature);
        var host = stack.Channel.Host;
        return host.ReferenceVoltage - stack.Channel.Film(stack.Temperature).InterfacePotential(Profile, Filling, stack.Temperature) / host.ChargeNumber;
    }
}
