namespace EcramSim.Ecram.Cells;

/// <summary>Heat by the place where it arises: W/m² as a rate, J as a sum over a pulse. No part is negative.</summary>
/// <param name="Line">Series resistance, external resistance or selector between source and gate.</param>
/// <param name="Leakage">Electronic leakage through the electrolyte.</param>
/// <param name="Electrolyte">Ionic resistance.</param>
/// <param name="ChannelInterface">Overpotential of the channel.</param>
/// <param name="GateInterface">Overpotential of the gate.</param>
/// <param name="Transport">Flow inside the channel.</param>
public readonly record struct Dissipation(double Line, double Leakage, double Electrolyte, double ChannelInterface, double GateInterface, double Transport)
{
    /// <summary>All of it.</summary>
    public double Total => Line + Leakage + Electrolyte + ChannelInterface + GateInterface + Transport;

    /// <summary>Sum, place by place.</summary>
    public static Dissipation operator +(Dissipation a, Dissipation b) => new(a.Line + b.Line, a.Leakage + b.Leakage, a.Electrolyte + b.Electrolyte,
        a.ChannelInterface + b.ChannelInterface, a.GateInterface + b.GateInterface, a.Transport + b.Transport);

    /// <summary>Every part times <paramref name="factor"/>.</summary>
    public static Dissipation operator *(double factor, Dissipation d) => new(factor * d.Line, factor * d.Leakage, factor * d.Electrolyte,
        factor * d.ChannelInterface, factor * d.GateInterface, factor * d.Transport);
}
