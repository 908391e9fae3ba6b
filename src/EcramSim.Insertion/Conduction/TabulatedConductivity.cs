using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>
/// σ(x) from a table, monotone cubic in ln σ between its points, times f(T): keeps a span of decades positive, and monotone where the table is,
/// without the kinks that a polygon would print into every step of a pulse.
/// </summary>
[ModelName("tabulated")]
public sealed record TabulatedConductivity : IElectronicConductivity
{
    private readonly MonotoneCubic _logSigma;

    /// <summary>A law through the points.</summary>
    /// <param name="x">Strictly increasing fillings, at least two, in [0, 1].</param>
    /// <param name="conductivity">S/m, positive, as many.</param>
    /// <param name="activation">f(T), 1 at its reference temperature.</param>
    /// <exception cref="ArgumentException">Wrong lengths, order or sign.</exception>
    public TabulatedConductivity(IReadOnlyList<double> x, IReadOnlyList<double> conductivity, Arrhenius activation)
    {
        if (x.Count < 2 || x.Count != conductivity.Count) throw new ArgumentException("the table needs two columns of equal length, at least two rows");
        for (var i = 0; i < x.Count; i++)
        {
            if (!(x[i] is >= 0 and <= 1) || (i > 0 && !(x[i] > x[i - 1])))
                throw new ArgumentException(FormattableString.Invariant($"row {i + 1}: x = {x[i]} must be between 0 and 1 and larger than the row before"));
            if (!(conductivity[i] > 0) || double.IsInfinity(conductivity[i]))
                throw new ArgumentException(FormattableString.Invariant($"row {i + 1}: conductivity {conductivity[i]} must be positive"));
        }
        _logSigma = new MonotoneCubic(x, [.. conductivity.Select(sigma => Math.Log(sigma))]);
        Activation = activation;
    }

    /// <summary>f(T), 1 at its reference temperature.</summary>
    public Arrhenius Activation { get; }

    /// <inheritdoc/>
    public double Conductivity(double x, double temperature) => Math.Exp(_logSigma.Value(x)) * Activation.Factor(temperature);

    /// <inheritdoc/>
    public double ConductivitySlope(double x, double temperature) => _logSigma.Derivative(x) * Conductivity(x, temperature);

    /// <inheritdoc/>
    public Interval Validity => Interval.Closed(_logSigma.Minimum, _logSigma.Maximum);

    /// <summary>Key <c>table</c> with the columns <c>x</c> and <c>sigma_S_per_m</c>; optional activation.</summary>
    public static TabulatedConductivity Read(ModelNode node)
    {
        var table = node.Table("table", "x", "sigma_S_per_m");
        try
        {
            return new(table["x"], table["sigma_S_per_m"], Arrhenius.ReadFactor(node));
        }
        catch (ArgumentException e)
        {
            throw node.Error("table", e.Message);
        }
    }

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<TabulatedConductivity> Examples => [new([0.02, 0.3, 0.5], [1, 1000, 4000], new(1, 0.05))];
}
