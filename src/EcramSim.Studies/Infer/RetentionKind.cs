using EcramSim.Learning.Training;

namespace EcramSim.Studies.Infer;

/// <summary>Where it is known from what time does to the cells of a device.</summary>
/// <param name="Name">In results.</param>
/// <param name="IsKnown">Whether a later time means anything.</param>
/// <param name="Words">For people.</param>
public sealed record RetentionKind(string Name, bool IsKnown, string Words)
{
    /// <summary>Compiled from the reference cell of the stack.</summary>
    public static RetentionKind ReferenceCell { get; } = new("reference-cell", true, "compiled from its reference cell");

    /// <summary>A reference cell that loses nothing: no leakage, everything settled.</summary>
    public static RetentionKind None { get; } = new("none", true, "its reference cell neither leaks nor relaxes: nothing changes with time");

    /// <summary>The section "evolution" of a device known by its update law.</summary>
    public static RetentionKind Fitted { get; } = new("fitted", true, "the section evolution of its file");

    /// <summary>A baseline.</summary>
    public static RetentionKind Baseline { get; } = new("baseline", true, "floating-point weights that stay as they are");

    /// <summary>An update law alone.</summary>
    public static RetentionKind Unknown { get; } = new("unknown", false,
        "known by its update law alone, so its retention is unknown and later times have no accuracy; a section evolution in its file (ecram fit writes one from a record of retention) tells it");

    /// <summary>Of several that hold the weights of one network: what is least known, or else moves most.</summary>
    /// <param name="several">At least one.</param>
    public static RetentionKind Of(IEnumerable<Hardware> several) => several.Select(Of).MinBy(k => Array.IndexOf(Order, k))!;

    private static readonly RetentionKind[] Order = [Unknown, ReferenceCell, Fitted, None, Baseline];

    /// <summary>Of what holds the weights.</summary>
    public static RetentionKind Of(Hardware hardware)
    {
        ArgumentNullException.ThrowIfNull(hardware);
        return hardware.Device is not { } device ? Baseline
            : device.Stack is not null ? device.Evolution is null ? None : ReferenceCell
            : device.Evolution is null ? Unknown : Fitted;
    }
}
