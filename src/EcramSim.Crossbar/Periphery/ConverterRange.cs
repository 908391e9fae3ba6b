using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery;

/// <summary>
/// The range ± of a converter: given as a number, "maximal" (the largest value that can occur, so that nothing ever clips), or "calibrated"
/// (to be set from data by <c>ecram calibrate</c>, which writes the number).
/// </summary>
/// <param name="Given">The range, &gt; 0; null for the two words.</param>
/// <param name="IsMaximal">Whether the word is "maximal".</param>
public readonly record struct ConverterRange(double? Given, bool IsMaximal)
{
    /// <summary>A number.</summary>
    public static ConverterRange Of(double range) => new(range, false);

    /// <summary>The largest value that can occur.</summary>
    public static ConverterRange Maximal { get; } = new(null, true);

    /// <summary>To be set from data.</summary>
    public static ConverterRange Calibrated { get; } = new(null, false);

    /// <summary>Whether the range still has to be set from data.</summary>
    public bool NeedsCalibration => Given is null && !IsMaximal;

    /// <summary>Reads the key "range".</summary>
    public static ConverterRange Read(ModelNode node) => node.NumberOr("range", Interval.Positive, ["maximal", "calibrated"], out var word) is { } given
        ? Of(given) : word == "maximal" ? Maximal : Calibrated;

    /// <summary>The range at a place.</summary>
    /// <exception cref="InputException">Not calibrated yet, or maximal where weights have no bound.</exception>
    public double At(StagePlace place)
    {
        if (Given is { } given) return given;
        if (!IsMaximal) throw new InputException($"{place.Name}: the range of a converter is \"calibrated\" but no number is set; 'ecram calibrate' finds one from data and writes the array file");
        return double.IsFinite(place.Largest) ? place.Largest
            : throw new InputException($"{place.Name}: the range \"maximal\" needs weights with bounds; exact weights have none: give a number, or 'ecram calibrate'");
    }
}
