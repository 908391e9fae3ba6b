using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Ecram.Stacks;

/// <summary>What the gate gives and takes the ions with.</summary>
public enum GateKind
{
    /// <summary>A finite reservoir that depletes.</summary>
    Host,
    /// <summary>A host that keeps its filling and voltage whatever flows.</summary>
    Reservoir,
    /// <summary>A capacitor: no ion crosses its interface, so it gives at most C_dl·V·A_gate/A_channel.</summary>
    Blocking,
}

/// <summary>The gate: a host that gives and takes the ions, a reservoir of constant voltage, or a blocking capacitor.</summary>
/// <param name="Host">The material; of a blocking gate its <see cref="Insertion.Materials.Host.ReferenceVoltage"/> is the potential without charge.</param>
/// <param name="Thickness">m.</param>
/// <param name="Filling">x_g when the channel stands at the hold filling.</param>
/// <param name="AreaRatio">Gate area over channel area.</param>
/// <param name="DoubleLayer">C_dl of its interface, F/m² of gate area.</param>
public sealed record GateLayer(Host Host, double Thickness, double Filling, double AreaRatio, double DoubleLayer)
{
    /// <summary>Which of the three.</summary>
    public GateKind Kind { get; init; } = GateKind.Host;

    /// <summary>Charge of the full reservoir per channel area, C/m²; infinite where the filling never changes.</summary>
    public double Capacity => Kind == GateKind.Host ? Host.ChargeDensity * Thickness * AreaRatio : double.PositiveInfinity;

    /// <summary>Voltage of a blocking gate per charge and channel area, m²/F; 0 of the others, whose double layer is empty at rest.</summary>
    public double Elastance => Kind == GateKind.Blocking ? 1 / (DoubleLayer * AreaRatio) : 0;

    /// <summary>A metal that no ion enters, before the ions of <paramref name="channel"/>.</summary>
    /// <param name="channel">Host of the channel: says the ion and the reference electrode.</param>
    /// <param name="restPotential">Potential without charge, V against that electrode.</param>
    /// <param name="areaRatio">Gate area over channel area.</param>
    /// <param name="doubleLayer">F/m² of gate area.</param>
    public static GateLayer Capacitor(Host channel, double restPotential, double areaRatio, double doubleLayer) => new(
        new Host("blocking", "Blocking electrode", "", channel.Ion, channel.ChargeNumber, 1, channel.ReferenceElectrode, restPotential,
            new ConstantOpenCircuitVoltage(), new BlockedInterface(), null, null, []), 0, 0.5, areaRatio, doubleLayer) { Kind = GateKind.Blocking };
}
