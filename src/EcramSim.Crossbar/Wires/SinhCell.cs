namespace EcramSim.Crossbar.Wires;

/// <summary>I = G v₀ sinh(v/v₀): hopping over barriers that the field lowers. G is the slope at 0 V.</summary>
/// <param name="Scale">v₀, V, above 0.</param>
public sealed record SinhCell(double Scale) : ICellLaw
{
    /// <inheritdoc/>
    public double Current(double voltage, double conductance) => conductance * Scale * Math.Sinh(voltage / Scale);

    /// <inheritdoc/>
    public double Slope(double voltage, double conductance) => conductance * Math.Cosh(voltage / Scale);
}
