using EcramSim.Insertion.Materials;

namespace EcramSim.Ecram.Stacks;

/// <summary>The gate: a host that gives and takes the ions; one with constant open-circuit voltage is a constant reservoir.</summary>
/// <param name="Host">The material.</param>
/// <param name="Thickness">m.</param>
/// <param name="Filling">x_g when the channel stands at the hold filling.</param>
/// <param name="AreaRatio">Gate area over channel area.</param>
/// <param name="DoubleLayer">C_dl of its interface, F/m² of gate area.</param>
public sealed record GateLayer(Host Host, double Thickness, double Filling, double AreaRatio, double DoubleLayer)
{
    /// <summary>Charge of the full reservoir per channel area, C/m².</summary>
    public double Capacity => Host.ChargeDensity * Thickness * AreaRatio;
}
