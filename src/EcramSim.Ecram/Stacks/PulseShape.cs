using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Stacks;

/// <summary>What the gate is connected to after the pulse and its return edge.</summary>
public enum GateAfterPulse
{
    /// <summary>Floating: charge on plates, double layers and the line enters the hosts.</summary>
    Open,
    /// <summary>Driven to V_hold: the rest time enters every change.</summary>
    Held,
}

/// <summary>One programming pulse: driven level, return edge, and what happens to the gate until the next pulse.</summary>
/// <param name="AmplitudeUp">Level of the potentiating pulse: magnitude relative to V_hold, or signed and absolute, V.</param>
/// <param name="AmplitudeDown">The same, depressing.</param>
/// <param name="IsAbsolute">Whether the amplitudes are gate voltages instead of magnitudes relative to V_hold.</param>
/// <param name="Width">s.</param>
/// <param name="ReturnEdge">Time for which the driver returns the gate to V_hold before it lets go, s; 0 is none.</param>
/// <param name="After">State of the gate afterwards.</param>
/// <param name="Rest">Time until the next pulse, s; open gates settle in it.</param>
public sealed record PulseShape(double AmplitudeUp, double AmplitudeDown, bool IsAbsolute, double Width, double ReturnEdge, GateAfterPulse After, double Rest)
{
    /// <summary>Pulse, return edge and rest, s.</summary>
    public double SlotTime => Width + ReturnEdge + Rest;

    /// <summary>Reads the section "pulse" of a device file.</summary>
    public static PulseShape Read(ModelNode node)
    {
        var absolute = node.Choice("amplitude_reference", ["hold", "absolute"]) == "absolute";
        var range = absolute ? Interval.Closed(-100, 100) : Interval.Open(0, 100);
        return new PulseShape(node.Quantity("amplitude_up", Dimension.Volt, range), node.Quantity("amplitude_down", Dimension.Volt, range), absolute,
            node.Quantity("width", Dimension.Second, Interval.Positive),
            node.Quantity("return_edge", Dimension.Second, Interval.NotNegative, 0),
            node.Choice("gate_after", ["open", "held"]) == "open" ? GateAfterPulse.Open : GateAfterPulse.Held,
            node.Quantity("rest", Dimension.Second, Interval.Positive));
    }
}
