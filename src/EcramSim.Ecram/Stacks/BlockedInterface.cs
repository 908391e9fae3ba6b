using EcramSim.Insertion.Kinetics;

namespace EcramSim.Ecram.Stacks;

/// <summary>The interface of a capacitor: no ion crosses it at any overpotential.</summary>
internal sealed record BlockedInterface : IInsertionKinetics
{
    public double CurrentDensity(in InterfaceState state, double overpotential) => 0;

    public DirectedRates Rates(in InterfaceState state, double overpotential) => new(0, 0);

    public double ExchangeCurrentDensity(in InterfaceState state) => 0;

    public CurrentSlopes Slopes(in InterfaceState state, double overpotential) => new(0, 0, 0);

    public CurrentLimits Limits(in InterfaceState state) => CurrentLimits.None;
}
