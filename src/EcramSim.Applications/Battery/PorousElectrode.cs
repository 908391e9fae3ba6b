using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Transport;

namespace EcramSim.Applications.Battery;

/// <summary>One electrode: particles of a host in a matrix that conducts electrons, its pores filled with solution.</summary>
/// <param name="Host">What takes up the ions, with its interface law.</param>
/// <param name="Layer">Thickness and pores.</param>
/// <param name="ActiveFraction">Share of the host in the volume.</param>
/// <param name="ParticleRadius">m; spheres.</param>
/// <param name="Conductivity">σ of the matrix in S/m, before <paramref name="SolidBruggeman"/>.</param>
/// <param name="SolidBruggeman">b: the matrix conducts σ(1 − porosity)^b.</param>
/// <param name="InitialFilling">Of the charged cell.</param>
public sealed record PorousElectrode(Host Host, PorousLayer Layer, double ActiveFraction, double ParticleRadius, Arrhenius Conductivity,
    double SolidBruggeman, double InitialFilling)
{
    /// <summary>Interface per volume of electrode, 3·fraction/radius in 1/m.</summary>
    public double InterfacePerVolume => 3 * ActiveFraction / ParticleRadius;

    /// <summary>Charge per area of cell that fills the electrode from x = 0 to 1, C/m².</summary>
    public double ChargePerArea => ActiveFraction * Layer.Thickness * Host.ChargeDensity;

    /// <summary>σ of the electrode in S/m at <paramref name="temperature"/> (K).</summary>
    public double EffectiveConductivity(double temperature) => Conductivity.At(temperature) * Math.Pow(1 - Layer.Porosity, SolidBruggeman);

    internal static PorousElectrode Read(ModelNode node, ModelLibrary library)
    {
        var layer = ReadLayer(node);
        var active = node.Number("active_fraction", Interval.Fraction);
        if (active + layer.Porosity > 1) throw node.Error("active_fraction", FormattableString.Invariant($"{active} and a porosity of {layer.Porosity} leave no room: their sum must be at most 1"));
        var host = Host.Load(library, node.Text("material"));
        if (host.Diffusivity is null) throw node.Error("material", $"host {host.Id} has no diffusivity");
        return new(host, layer, active, node.Quantity("particle_radius", Dimension.Metre, Interval.Open(1e-9, 1e-3)),
            Arrhenius.Read(node, "conductivity", Dimension.Conductivity, Interval.Positive), node.Number("solid_bruggeman", Interval.Closed(0, 10)),
            node.Number("initial_filling", host.FreeEnergy.Validity));
    }

    internal static PorousLayer ReadLayer(ModelNode node) => new(node.Quantity("thickness", Dimension.Metre, Interval.Open(1e-8, 1e-2)),
        node.Number("porosity", new Interval(0, 1, false, true)), node.Number("bruggeman", Interval.Closed(0, 10)));
}
