using EcramSim.Ecram;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.HalfSelect;

/// <summary>
/// What an update does to cells of which one line alone fires in a slot: they see a part of the pulse voltage, in the direction of their own
/// update; by the V/3 scheme those of which none fires see it the other way round. A cell with a stack answers by its own kinetics; one known by its update law alone, by a given part of its step.
/// </summary>
/// <param name="Fraction">Part of the pulse voltage: ½ or ⅓ by the scheme.</param>
/// <param name="Ratio">Step of such a pulse over that of a whole one for devices without a stack; null: not known.</param>
public sealed record HalfSelected(double Fraction, double? Ratio)
{
    /// <summary>Whether cells of which no line fires see the part as well, against their own direction: V/3.</summary>
    public bool ReachesSilent { get; init; }

    /// <summary>The response of a physical cell at that voltage; null where <see cref="Ratio"/> counts.</summary>
    public PulseTable? Response { get; init; }

    /// <summary>
    /// Reads the object "half_select" of an array file: "scheme" (half, third), "selector" (true: nothing reaches such cells), "step_ratio" for
    /// devices without a stack. Null where it is missing, or where there is a selector.
    /// </summary>
    public static HalfSelected? Read(ModelNode array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (!array.Has("half_select")) return null;
        var node = array.Child("half_select");
        var isThird = node.Choice("scheme", ["half", "third"]) == "third";
        var half = new HalfSelected(isThird ? 1.0 / 3 : 1.0 / 2, node.Has("step_ratio") ? node.Number("step_ratio", Interval.Closed(0, 1)) : null) { ReachesSilent = isThird };
        return node.Has("selector") && node.Flag("selector") ? null : half;
    }

    /// <summary>With the response of the device's cells.</summary>
    /// <param name="device">The cells; null for floating-point weights, which no pulse disturbs.</param>
    /// <exception cref="InputException">The device has no stack, and the array file names no ratio.</exception>
    public HalfSelected? For(CellDevice? device)
    {
        if (device is null) return null;
        if (device.Compact is { } compact && !device.Stack!.Pulse.IsCurrent) return this with { Response = compact.Partial(Fraction) };
        return Ratio is not null ? this
            : throw new InputException($"half_select: device '{device.Id}' has no stack that answers a part of the pulse voltage; give half_select.step_ratio in the array file");
    }
}
