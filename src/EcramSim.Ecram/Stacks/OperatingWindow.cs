using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Stacks;

/// <summary>The fillings between which the device works, and the one at which V_hold is the open-circuit voltage.</summary>
/// <param name="Minimum">Lowest filling of the channel.</param>
/// <param name="Maximum">Highest filling of the channel.</param>
/// <param name="Hold">Filling at which V_hold = V_OCV; the middle unless the file says otherwise.</param>
public sealed record OperatingWindow(double Minimum, double Maximum, double Hold)
{
    /// <summary>The middle of the fillings.</summary>
    public double Middle => 0.5 * (Minimum + Maximum);

    /// <summary>Reads the section "window": minimum, maximum, and hold (the middle where missing).</summary>
    public static OperatingWindow Read(ModelNode node, Interval valid, string host)
    {
        var minimum = node.Number("minimum", Interval.Fraction);
        var maximum = node.Number("maximum", Interval.Fraction);
        if (!(maximum > minimum)) throw node.Error("maximum", FormattableString.Invariant($"value {maximum} must be greater than the minimum {minimum}"));
        foreach (var (key, x) in new[] { ("minimum", minimum), ("maximum", maximum) })
            if (!valid.Contains(x)) throw node.Error(key, FormattableString.Invariant($"value {x} is outside the fillings {valid} for which the host '{host}' is known"));
        return new OperatingWindow(minimum, maximum, node.Number("hold", Interval.Closed(minimum, maximum), 0.5 * (minimum + maximum)));
    }
}
