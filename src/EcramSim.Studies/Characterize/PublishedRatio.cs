using EcramSim.Ecram;
using EcramSim.Ecram.Published;
using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Characterize;

/// <summary>A published figure beside what the model gives: a ratio to look at, never a target.</summary>
/// <param name="Device">Id of the device.</param>
/// <param name="Published">The figure with its source.</param>
/// <param name="Model">What the model gives under the same conditions, in the same unit; null where it gives nothing.</param>
/// <param name="Why">Why it gives nothing; empty where it gives something.</param>
public sealed record PublishedRatio(string Device, PublishedFigure Published, double? Model, string Why)
{
    /// <summary>Model / published; null where one of them is missing or the published value is 0.</summary>
    public double? Ratio => Published.Value is { } value && value != 0 ? Model / value : null;

    /// <summary>All published figures of a device; those that need training stay without the model's value.</summary>
    public static IReadOnlyList<PublishedRatio> Of(CellDevice device) => Of(device, _ => null);

    /// <summary>All published figures of a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="trained">Gives the figures that need training, or null.</param>
    public static IReadOnlyList<PublishedRatio> Of(CellDevice device, Func<PublishedFigure, double?> trained) =>
        [.. device.Published.Select(figure => Of(device, figure, trained))];

    private static PublishedRatio Of(CellDevice device, PublishedFigure figure, Func<PublishedFigure, double?> trained)
    {
        if (figure.NotComputed.Length > 0) return new(device.Id, figure, null, figure.NotComputed);
        if (figure.Quantity.How == PublishedHow.Training)
            return trained(figure) is { } accuracy ? new(device.Id, figure, accuracy, "") : new(device.Id, figure, null, "by training: ecram devices literature");
        try
        {
            return figure.Quantity.Model(new PublishedSubject(device, figure.At)) is { } model
                ? new(device.Id, figure, model, "")
                : new(device.Id, figure, null, "the device file does not determine it");
        }
        catch (InputException e)
        {
            return new(device.Id, figure, null, e.Message);
        }
    }
}
