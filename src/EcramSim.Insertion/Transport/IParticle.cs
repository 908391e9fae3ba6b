using EcramSim.Insertion.Materials;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// A piece of host (particle, film, channel) with one interface to the electrolyte: the ions inside, driven by the current density
/// i through that interface (i &gt; 0 fills it). The state is a flat array of <see cref="Size"/> fillings.
/// </summary>
public interface IParticle
{
    /// <summary>The material.</summary>
    Host Host { get; }

    /// <summary>Interface area per volume of host, 1/m: 1/thickness of a film, 2/thickness of a platelet with two facets.</summary>
    double AreaPerVolume { get; }

    /// <summary>Number of unknowns.</summary>
    int Size { get; }

    /// <summary>Mean filling of a state: what the charge counts.</summary>
    double MeanFilling(ReadOnlySpan<double> state);

    /// <summary>Filling at the interface while i (A/m²) flows; outside (0, 1) or NaN where transport cannot carry that current.</summary>
    double SurfaceFilling(ReadOnlySpan<double> state, double currentDensity, double temperature);

    /// <summary>i in A/m² at <paramref name="voltage"/> (V against the reference electrode of the host); NaN where there is none.</summary>
    double CurrentDensity(ReadOnlySpan<double> state, double voltage, double temperature);

    /// <summary>dy/dt in 1/s while i (A/m²) flows.</summary>
    void Rate(ReadOnlySpan<double> state, double currentDensity, double temperature, Span<double> rate);

    /// <summary>∂(dy/dt)/∂y at fixed current, row-major in a matrix of <paramref name="stride"/> columns that holds zeros before.</summary>
    void Jacobian(ReadOnlySpan<double> state, double temperature, Span<double> jacobian, int stride);

    /// <summary>d(dy/dt)/di of the unknown 0, the only one that feels the current directly, m²/(A s).</summary>
    double SurfaceGain { get; }
}
