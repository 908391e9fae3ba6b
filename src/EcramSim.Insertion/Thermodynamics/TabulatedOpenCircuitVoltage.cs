using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// A measured open-circuit voltage: U(x) by monotone cubic interpolation of a table, μ = −z(U − U₀) with z and U₀ of the host, g by
/// the exact integral of the cubic. The table belongs to one temperature and is used at every one: its
/// entropy coefficient is not known here. Valid between the first and the last point only.
/// </summary>
[ModelName("tabulated")]
public sealed record TabulatedOpenCircuitVoltage : IOpenCircuitVoltage
{
    private readonly MonotoneCubic _voltage;
    private readonly double _reference;
    private readonly int _chargeNumber;

    /// <summary>A law through the points.</summary>
    /// <param name="x">Strictly increasing fillings inside (0, 1), at least two.</param>
    /// <param name="voltage">V against the reference electrode of the host.</param>
    /// <param name="reference">U₀ in V, where the activity is 1.</param>
    /// <param name="chargeNumber">z of the ion.</param>
    /// <exception cref="ArgumentException">Wrong lengths or order, or x outside (0, 1).</exception>
    public TabulatedOpenCircuitVoltage(IReadOnlyList<double> x, IReadOnlyList<double> voltage, double reference = 0, int chargeNumber = 1)
        : this(new MonotoneCubic(x, voltage), reference, chargeNumber)
    {
        if (_voltage.Minimum <= 0 || _voltage.Maximum >= 1) throw new ArgumentException("x must lie between 0 and 1, both excluded");
    }

    private TabulatedOpenCircuitVoltage(MonotoneCubic voltage, double reference, int chargeNumber) =>
        (_voltage, _reference, _chargeNumber) = (voltage, reference, chargeNumber);

    /// <inheritdoc/>
    public IFreeEnergy For(double reference, int chargeNumber) => new TabulatedOpenCircuitVoltage(_voltage, reference, chargeNumber);

    /// <inheritdoc/>
    public double ChemicalPotential(double x, double temperature) => -_chargeNumber * (_voltage.Value(x) - _reference);

    /// <inheritdoc/>
    public double ChemicalPotentialSlope(double x, double temperature) => -_chargeNumber * _voltage.Derivative(x);

    /// <inheritdoc/>
    public double FreeEnergy(double x, double temperature) => -_chargeNumber * (_voltage.Integral(x) - _reference * (x - _voltage.Minimum));

    /// <inheritdoc/>
    public Interval Validity => Interval.Closed(_voltage.Minimum, _voltage.Maximum);

    /// <summary>Key <c>table</c> with the columns <c>x</c> and <c>U_V</c>; the host adds its U₀ and z with <see cref="For"/>.</summary>
    public static TabulatedOpenCircuitVoltage Read(ModelNode node)
    {
        var table = node.Table("table", "x", "U_V");
        try
        {
            return new(table["x"], table["U_V"]);
        }
        catch (ArgumentException e)
        {
            throw node.Error("table", e.Message);
        }
    }

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<TabulatedOpenCircuitVoltage> Examples =>
        [new([0.1, 0.25, 0.5, 0.6, 0.9], [3.2, 3.0, 2.5, 2.45, 2.0]), new([0.1, 0.5, 0.9], [0.3, 0.2, 0.1], 0.2, 2)];
}
