using System.Numerics;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>Frequencies at which the impedance of a state is asked for, evenly spaced on a logarithmic scale, ends included.</summary>
/// <param name="Lowest">Hz.</param>
/// <param name="Highest">Hz.</param>
/// <param name="PointsPerDecade">At least this many.</param>
/// <param name="DoubleLayer">F/m² beside the interface.</param>
public sealed record ImpedanceSpectrum(double Lowest, double Highest, int PointsPerDecade, double DoubleLayer = 0)
{
    private static readonly Interval Frequencies = Interval.Closed(1e-12, 1e12);

    /// <summary>Reads the key <c>impedance</c> of a case file.</summary>
    /// <exception cref="InputException">Anything in it is wrong.</exception>
    public static ImpedanceSpectrum Read(ModelNode node)
    {
        var spectrum = new ImpedanceSpectrum(node.Quantity("lowest_frequency", Dimension.Frequency, Frequencies), node.Quantity("highest_frequency", Dimension.Frequency, Frequencies),
            node.Has("points_per_decade") ? node.Integer("points_per_decade", 1, 1000) : 10, node.Quantity("double_layer", Dimension.AreaCapacitance, Interval.NotNegative, 0));
        return spectrum.Lowest < spectrum.Highest ? spectrum : throw node.Error("lowest_frequency", "must lie below highest_frequency");
    }

    /// <summary>Z (Ω m²) at each frequency (Hz), highest first, at the voltage of rest of a state.</summary>
    /// <exception cref="ArithmeticException">The state has no voltage, or the linear system is singular.</exception>
    public IReadOnlyList<(double Frequency, Complex Impedance)> Of(IParticle particle, ReadOnlySpan<double> state, double temperature, double seriesResistance)
    {
        var decades = Math.Log10(Highest / Lowest);
        var pieces = Math.Max(1, (int)Math.Ceiling(PointsPerDecade * decades - 1e-9));
        double[] frequencies = [.. Enumerable.Range(0, pieces + 1).Select(k => k == 0 ? Highest : k == pieces ? Lowest : Highest * Math.Pow(10, -k * decades / pieces))];
        return [.. frequencies.Zip(Impedance.At(particle, state, temperature, frequencies, null, seriesResistance, DoubleLayer))];
    }
}
