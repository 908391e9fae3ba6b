using EcramSim.Insertion.Materials;

namespace EcramSim.Ecram.Stacks;

/// <summary>The channel: a film of an insertion host between source and drain.</summary>
/// <param name="Host">The material, with electronic conductivity.</param>
/// <param name="Thickness">m.</param>
/// <param name="Width">W in m, across the read current.</param>
/// <param name="Length">L in m, along the read current.</param>
/// <param name="ContactResistance">Source and drain together, Ω; compresses the range of conductance.</param>
/// <param name="DoubleLayer">C_dl of its interface with the electrolyte, F/m².</param>
/// <param name="FollowsDoubleLayer">Whether the ions in the double layer count for the conductance at once (the electrostatic term with the mobility (dσ/dx)/(zFc)), or only when they enter the host.</param>
public sealed record ChannelLayer(Host Host, double Thickness, double Width, double Length, double ContactResistance, double DoubleLayer, bool FollowsDoubleLayer)
{
    /// <summary>W·L in m²: every current density of the cell refers to it.</summary>
    public double Area => Width * Length;

    /// <summary>Charge of the full host per channel area, zFc·t in C/m².</summary>
    public double Capacity => Host.ChargeDensity * Thickness;

    /// <summary>G in S at filling <paramref name="x"/>: parallel slices in series with the contacts.</summary>
    public double Conductance(double x, double temperature)
    {
        var film = Width / Length * Thickness * Host.ElectronicConductivity!.Conductivity(x, temperature);
        return film / (1 + film * ContactResistance);
    }
}
