using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Transport;

namespace EcramSim.Ecram.Stacks;

/// <summary>The channel: a film of an insertion host between source and drain.</summary>
/// <param name="Host">The material, with electronic conductivity.</param>
/// <param name="Thickness">m.</param>
/// <param name="Width">W in m, across the read current.</param>
/// <param name="Length">L in m, along the read current.</param>
/// <param name="ContactResistance">Source and drain together, Ω; compresses the range of conductance.</param>
/// <param name="DoubleLayer">C_dl of its interface with the electrolyte, F/m².</param>
/// <param name="FollowsDoubleLayer">Whether the ions in the double layer count for the conductance at once (the electrostatic term), or only when they enter the host.</param>
public sealed record ChannelLayer(Host Host, double Thickness, double Width, double Length, double ContactResistance, double DoubleLayer, bool FollowsDoubleLayer)
{
    private PhaseMemory _phases;

    /// <summary>How ions move through the thickness.</summary>
    public ChannelTransport Transport { get; init; } = ChannelTransport.Homogeneous;

    /// <summary>
    /// Mobility of the electrons that the double layer attracts, m²/(V s), &gt; 0 where cations there raise the conductance (n-type); null takes
    /// (dσ/dx)/(zFc), with which the later transfer of the ions into the host changes nothing.
    /// </summary>
    public double? ElectrostaticMobility { get; init; }

    /// <summary>
    /// What air takes from the full host, A/m² of channel: O₂ oxidises the host chemically and takes ions away with the electrons, everywhere in
    /// the film in proportion to the filling, without any current. Acts where <see cref="Stack.InAir"/>; null where unknown.
    /// </summary>
    public Insertion.Quantities.Arrhenius? AirOxidation { get; init; }

    /// <summary>W·L in m²: every current density of the cell refers to it.</summary>
    public double Area => Width * Length;

    /// <summary>Charge of the full host per channel area, zFc·t in C/m².</summary>
    public double Capacity => Host.ChargeDensity * Thickness;

    /// <summary>The film with its one interface.</summary>
    public IParticle Film(double temperature) => Transport.Film(Host, Thickness, temperature);

    /// <summary>U in V at rest at mean filling <paramref name="x"/>: of the uniform host, or of its two phases where the transport lets it separate.</summary>
    public double OpenCircuitVoltage(double x, double temperature) =>
        Transport.Law == ChannelLaw.CahnHilliard ? Host.ReferenceVoltage - Phases(temperature).ChemicalPotential(x) / Host.ChargeNumber
        : Host.OpenCircuitVoltage(x, temperature);

    /// <summary>G in S at rest at mean filling <paramref name="x"/>: parallel slices in series with the contacts.</summary>
    public double Conductance(double x, double temperature)
    {
        if (Transport.Law == ChannelLaw.CahnHilliard && Phases(temperature).Split(x) is { } two)
            return WithContacts((1 - two.Share) * Sheet(two.Poor, temperature) + two.Share * Sheet(two.Rich, temperature));
        return WithContacts(Sheet(x, temperature));
    }

    /// <summary>G in S of a profile with shares <paramref name="weights"/> and the excess charge <paramref name="doubleLayerCharge"/> (C/m²) in the double layer, which counts where <see cref="FollowsDoubleLayer"/>.</summary>
    public double Conductance(ReadOnlySpan<double> profile, ReadOnlySpan<double> weights, double doubleLayerCharge, double temperature)
    {
        var sheet = 0.0;
        for (var k = 0; k < profile.Length; k++) sheet += weights[k] * Sheet(profile[k], temperature);
        return WithContacts(FollowsDoubleLayer ? sheet + Electrostatic(profile[^1], doubleLayerCharge, temperature) : sheet);
    }

    /// <summary>The two phases at rest at mean filling <paramref name="x"/>; null where the channel is uniform.</summary>
    internal (double Poor, double Rich, double Share)? PhasesAt(double x, double temperature) =>
        Transport.Law == ChannelLaw.CahnHilliard ? Phases(temperature).Split(x) : null;

    private double Sheet(double x, double temperature) => Width / Length * Thickness * Host.ElectronicConductivity!.Conductivity(x, temperature);

    private double Electrostatic(double surface, double charge, double temperature) =>
        Width / Length * charge * (ElectrostaticMobility ?? Host.ElectronicConductivity!.ConductivitySlope(surface, temperature) / Host.ChargeDensity);

    private double WithContacts(double film) => film / (1 + film * ContactResistance);

    private ChannelPhases Phases(double temperature)
    {
        if (_phases.Of is not { } known || known.Host != Host || known.Temperature != temperature) _phases = new(known = new ChannelPhases(Host, temperature));
        return known;
    }

    // What was computed is no part of what the layer is: all are equal.
    private readonly struct PhaseMemory(ChannelPhases of) : IEquatable<PhaseMemory>
    {
        internal ChannelPhases? Of { get; } = of;

        public bool Equals(PhaseMemory other) => true;

        public override bool Equals(object? obj) => obj is PhaseMemory;

        public override int GetHashCode() => 0;
    }
}
