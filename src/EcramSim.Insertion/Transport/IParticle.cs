using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Transport;

/// <summary>
/// A piece of host (particle, film, channel) that exchanges ions with an electrolyte. Its state is a flat array of <see cref="Size"/> fillings x
/// and their mean x̄, which the charge counts: dx̄/dt = i·(A/V)/(|z|F·c), i &gt; 0 fills it. It is driven either by the current density
/// through its one interface, or, where ions enter at several places, by the potential that those share. Immutable, safe for several threads.
/// </summary>
public interface IParticle
{
    /// <summary>The material.</summary>
    Host Host { get; }

    /// <summary>Interface area per volume of host, 1/m: 1/thickness of a film, 2/thickness of a platelet with two facets.</summary>
    double AreaPerVolume { get; }

    /// <summary>Number of fillings.</summary>
    int Size { get; }

    /// <summary>Whether the drive is a potential in V (ions enter at several places) or the current density in A/m² of one interface.</summary>
    bool IsDrivenByPotential { get; }

    /// <summary>Share of each filling in the mean.</summary>
    ReadOnlySpan<double> Weights { get; }

    /// <summary>The last so many fillings are what the one interface feels; 0 where the drive is a potential.</summary>
    int InterfaceUnknowns { get; }

    /// <summary>The filling that meets the end of the host's range first: at the one interface, or the extreme one.</summary>
    double SurfaceFilling(ReadOnlySpan<double> x);

    /// <summary>M of M·dx/dt = rate; null for the identity.</summary>
    SparseMatrix? Mass => null;

    /// <summary>Where <see cref="Jacobian"/> writes: row, and column x_j, or <see cref="Size"/> for the drive, <see cref="Size"/> + 1 for the mean.</summary>
    IEnumerable<(int Row, int Column)> Couplings { get; }

    /// <summary>M·dx/dt in 1/s; NaN outside the range of the host.</summary>
    void Rate(ReadOnlySpan<double> x, double mean, double drive, double temperature, Span<double> rate);

    /// <summary>Adds the derivatives of <see cref="Rate"/> to the rows of x. Its columns conserve the weighted sum to rounding, as the rate does.</summary>
    void Jacobian(ReadOnlySpan<double> x, double mean, double drive, double temperature, SparseMatrix jacobian);

    /// <summary>i in A/m² at <paramref name="voltage"/> (V against the reference electrode of the host); NaN where there is none.</summary>
    double CurrentDensity(ReadOnlySpan<double> x, double mean, double voltage, double temperature);

    /// <summary>V in this state while i (A/m²) flows; null where the kinetics law cannot carry it.</summary>
    double? Voltage(ReadOnlySpan<double> x, double mean, double currentDensity, double temperature);

    /// <summary>μ in eV that ions meet at the one interface, gradients and strain included: U₀ − μ/z is the potential without current.</summary>
    /// <exception cref="NotSupportedException">Ions enter at several places.</exception>
    double InterfacePotential(ReadOnlySpan<double> x, double mean, double temperature) => throw new NotSupportedException("only where ions enter at one interface");

    /// <summary>Derivatives of <see cref="InterfacePotential"/> in eV: by the last <see cref="InterfaceUnknowns"/> fillings (written), and by the mean (returned).</summary>
    double InterfacePotentialSlopes(ReadOnlySpan<double> x, double temperature, Span<double> byFilling) => throw new NotSupportedException("only where ions enter at one interface");

    /// <summary>Free energy per site in eV of the whole state; its zero is that of the host.</summary>
    double FreeEnergy(ReadOnlySpan<double> x, double mean, double temperature)
    {
        var sum = 0.0;
        for (var k = 0; k < Weights.Length; k++) sum += Weights[k] * Host.FreeEnergy.FreeEnergy(x[k], temperature);
        return sum;
    }

    /// <summary>What transport inside dissipates, eV per site and second: flow times fall of μ, ≥ 0; 0 where nothing flows inside.</summary>
    double Dissipation(ReadOnlySpan<double> x, double mean, double temperature) => 0;

    /// <summary>Gain of the mean filling with the charge per area, (A/V)/(|z|F·c) in m²/C.</summary>
    sealed double ChargeGain => AreaPerVolume / Host.ChargeDensity;

    /// <summary>Mean filling of a state.</summary>
    sealed double MeanFilling(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var k = 0; k < Weights.Length; k++) sum += Weights[k] * x[k];
        return sum;
    }
}
