using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Stacks;

/// <summary>One programming pulse: driven level, return edge, and what happens to the gate until the next pulse.</summary>
/// <param name="AmplitudeUp">Level of the potentiating pulse: magnitude relative to V_hold, or signed and absolute, V; magnitude of the current, A, where <see cref="IsCurrent"/>.</param>
/// <param name="AmplitudeDown">The same, depressing.</param>
/// <param name="IsAbsolute">Whether the amplitudes are gate voltages instead of magnitudes relative to V_hold.</param>
/// <param name="Width">Time at the level (or of the whole waveform), s.</param>
/// <param name="ReturnEdge">Time for which the driver returns the gate to V_hold before it lets go, s; 0 is none.</param>
/// <param name="After">State of the gate afterwards.</param>
/// <param name="Rest">Time until the next pulse, s; open gates settle in it.</param>
public sealed record PulseShape(double AmplitudeUp, double AmplitudeDown, bool IsAbsolute, double Width, double ReturnEdge, GateAfterPulse After, double Rest)
{
    private static readonly string[] Gates = ["open", "held", "shorted", "selector"];

    /// <summary>Whether the driver imposes a current instead of a voltage.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>Largest distance of the driver's voltage from V_hold, V, where it imposes a current: it holds that voltage instead of going beyond. Infinite without.</summary>
    public double Compliance { get; init; } = double.PositiveInfinity;

    /// <summary>Linear rise from V_hold (or from no current) before the width, and fall at the beginning of the return edge (after a current: of its own), s.</summary>
    public double Edge { get; init; }

    /// <summary>Course over the width in shares of width and amplitude.</summary>
    public Waveform Wave { get; init; } = Waveform.Rectangle;

    /// <summary>R_ext of a gate that is shorted afterwards, Ω, in series with R_s.</summary>
    public double ShortResistance { get; init; }

    /// <summary>I_off of the selector, A.</summary>
    public double SelectorOffCurrent { get; init; }

    /// <summary>Pulse, edges and rest, s.</summary>
    public double SlotTime => Edge + Width + (IsCurrent ? Edge : 0) + ReturnEdge + Rest;

    /// <summary>Reads the section "pulse" of a device file.</summary>
    public static PulseShape Read(ModelNode node)
    {
        var isCurrent = node.Has("drive") && node.Choice("drive", ["voltage", "current"]) == "current";
        var absolute = !isCurrent && node.Choice("amplitude_reference", ["hold", "absolute"]) == "absolute";
        var range = absolute ? Interval.Closed(-100, 100) : Interval.Open(0, 100);
        double Level(string direction) => isCurrent ? node.Quantity("current_" + direction, Dimension.Ampere, Interval.Open(0, 1))
            : node.Quantity("amplitude_" + direction, Dimension.Volt, range);
        var after = (GateAfterPulse)Array.IndexOf(Gates, node.Choice("gate_after", Gates));
        var shape = new PulseShape(Level("up"), Level("down"), absolute, node.Quantity("width", Dimension.Second, Interval.Positive),
            node.Quantity("return_edge", Dimension.Second, Interval.NotNegative, 0), after, node.Quantity("rest", Dimension.Second, Interval.Positive))
        {
            IsCurrent = isCurrent,
            Compliance = isCurrent ? node.Quantity("compliance", Dimension.Volt, Interval.Positive, double.PositiveInfinity) : double.PositiveInfinity,
            Edge = node.Quantity("edge", Dimension.Second, Interval.NotNegative, 0),
            Wave = node.Has("waveform") ? Waveform.Read(node) : Waveform.Rectangle,
            ShortResistance = after == GateAfterPulse.Shorted ? node.Quantity("short_resistance", Dimension.Ohm, Interval.NotNegative, 0) : 0,
            SelectorOffCurrent = after == GateAfterPulse.Selector ? node.Quantity("selector_off_current", Dimension.Ampere, Interval.NotNegative) : 0,
        };
        if (!isCurrent && shape.ReturnEdge > 0 && shape.Edge > shape.ReturnEdge)
            throw node.Error("edge", FormattableString.Invariant($"the fall of {shape.Edge} s does not fit into the return edge of {shape.ReturnEdge} s"));
        return shape;
    }
}
