using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Diffusion;

/// <summary>D(x) from a table, monotone cubic in ln D between its points, times f(T): titration data span decades.</summary>
[ModelName("tabulated")]
public sealed record TabulatedDiffusivity : IDiffusivity
{
    private readonly MonotoneCubic _logarithm;

    /// <summary>A law through the points.</summary>
    /// <param name="x">Strictly increasing fillings in [0, 1], at least two.</param>
    /// <param name="diffusivity">m²/s, positive, as many.</param>
    /// <param name="activation">f(T), 1 at its reference temperature.</param>
    /// <exception cref="ArgumentException">Wrong lengths, order or sign.</exception>
    public TabulatedDiffusivity(IReadOnlyList<double> x, IReadOnlyList<double> diffusivity, Arrhenius activation)
    {
        for (var i = 0; i < diffusivity.Count; i++)
            if (!(diffusivity[i] > 0)) throw new ArgumentException(FormattableString.Invariant($"row {i + 1}: diffusivity {diffusivity[i]} must be positive"));
        _logarithm = new MonotoneCubic(x, [.. diffusivity.Select(d => Math.Log(d))]);
        if (_logarithm.Minimum < 0 || _logarithm.Maximum > 1) throw new ArgumentException("x must lie between 0 and 1");
        Activation = activation;
    }

    /// <summary>f(T), 1 at its reference temperature.</summary>
    public Arrhenius Activation { get; }

    /// <inheritdoc/>
    public double Diffusivity(double x, double temperature) => Math.Exp(_logarithm.Value(x)) * Activation.Factor(temperature);

    /// <inheritdoc/>
    public double DiffusivitySlope(double x, double temperature) => _logarithm.Derivative(x) * Diffusivity(x, temperature);

    /// <inheritdoc/>
    public Interval Validity => Interval.Closed(_logarithm.Minimum, _logarithm.Maximum);

    /// <summary>Key <c>table</c> with the columns <c>x</c> and <c>D_m2_per_s</c>; optional activation.</summary>
    public static TabulatedDiffusivity Read(ModelNode node)
    {
        var table = node.Table("table", "x", "D_m2_per_s");
        try
        {
            return new(table["x"], table["D_m2_per_s"], Arrhenius.ReadFactor(node));
        }
        catch (ArgumentException e)
        {
            throw node.Error("table", e.Message);
        }
    }

    /// <summary>Cases on which the contract of the family is tested.</summary>
    public static IEnumerable<TabulatedDiffusivity> Examples => [new([0.05, 0.4, 0.6, 0.95], [1e-13, 2e-15, 1e-15, 3e-14], new(1, 0.3))];
}
