using EcramSim.Crossbar;
using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Learning.HardwareAware;

/// <summary>
/// The voltage that wires take: reads of training solve the node equations of the array (see docs/physics.md), forward and backward, to a stated error of the node
/// voltages. What weights of cells conduct: centre + w·half-window, with the largest of the layer at the end of the window.
/// </summary>
/// <param name="WordResistance">One segment of an input line, Ω.</param>
/// <param name="BitResistance">One segment of an output line, Ω.</param>
/// <param name="Centre">Conductance of w = 0, S.</param>
/// <param name="HalfWindow">Conductance between w = 0 and the largest weight, S; at most <paramref name="Centre"/>.</param>
/// <param name="Tolerance">Error of node voltages, relative to the largest input.</param>
[ModelName("ir-drop")]
public sealed record WireDrop(double WordResistance, double BitResistance, double Centre, double HalfWindow, double Tolerance = WireDrop.DefaultTolerance) : IHardwareEffect
{
    /// <summary>Error of node voltages unless told otherwise.</summary>
    public const double DefaultTolerance = 1e-4;

    /// <summary>Reads the keys of the object "wires" of array files that these are.</summary>
    public static WireDrop Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var (centre, half) = (node.Quantity("centre_conductance", Dimension.Siemens, Interval.Positive), node.Quantity("half_window_conductance", Dimension.Siemens, Interval.Positive));
        if (half > centre) throw node.Error("half_window_conductance", "must not exceed centre_conductance: the weight -1 would need a conductance below 0");
        return new(node.Quantity("word_resistance", Dimension.Ohm, Interval.NotNegative), node.Quantity("bit_resistance", Dimension.Ohm, Interval.NotNegative),
            centre, half, node.Number("tolerance", Interval.Closed(1e-13, 1e-2), DefaultTolerance));
    }

    /// <summary>One for the tests of the family.</summary>
    public static IEnumerable<WireDrop> Examples => [new(5, 5, 1e-5, 1e-5)];

    /// <inheritdoc/>
    public bool IsNone => WordResistance == 0 && BitResistance == 0;

    /// <inheritdoc/>
    public void Disturb(WeightDraw draw)
    {
        // The wires change reads, not weights.
    }

    /// <inheritdoc/>
    public ArrayOptions Through(ArrayOptions array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return array with { Wires = new ArrayWires(WordResistance, BitResistance, 0, 0, false, Centre, HalfWindow, Tolerance) };
    }
}
