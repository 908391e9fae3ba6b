namespace EcramSim.Ecram;

/// <summary>
/// From conductance to weight: one cell against a fixed reference, w = (G − Reference) / HalfWindow, where the window is
/// 10–90 % of the range and the reference its centre. ±1 are the ends of the used window, ±1.25 those of the range
/// (docs/physics.md, equation 6.1). Devices known by their update law alone have no conductance: both are null.
/// </summary>
/// <param name="Reference">Conductance of w = 0, S.</param>
/// <param name="HalfWindow">Conductance between w = 0 and w = 1, S.</param>
public sealed record Mapping(double? Reference, double? HalfWindow)
{
    /// <summary>Fraction of the range at which the used window begins; it ends at one minus this.</summary>
    public const double WindowMargin = 0.1;

    /// <summary>No conductance: the state is the weight itself.</summary>
    public static Mapping None { get; } = new(null, null);

    /// <summary>Name in configurations and results.</summary>
    public string Name => Reference is null ? "none" : "fixed-reference";

    /// <summary>The mapping of a range of conductance in S.</summary>
    public static Mapping Of(double minimum, double maximum) =>
        new(0.5 * (minimum + maximum), 0.5 * (1 - 2 * WindowMargin) * (maximum - minimum));

    /// <summary>Weight of a conductance in S.</summary>
    public double Weight(double conductance) => (conductance - Reference!.Value) / HalfWindow!.Value;

    /// <summary>Conductance in S of a weight.</summary>
    public double Conductance(double weight) => Reference!.Value + weight * HalfWindow!.Value;
}
