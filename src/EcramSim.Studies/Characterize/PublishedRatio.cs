using EcramSim.Ecram;

namespace EcramSim.Studies.Characterize;

/// <summary>A published figure beside what the model gives: a ratio to look at, never a target.</summary>
/// <param name="Device">Id of the device.</param>
/// <param name="Published">The figure with its source.</param>
/// <param name="Model">What the model gives, in the same unit; null where it gives nothing.</param>
public sealed record PublishedRatio(string Device, PublishedFigure Published, double? Model)
{
    /// <summary>Model / published.</summary>
    public double? Ratio => Model / Published.Value;

    /// <summary>All published figures of a device.</summary>
    public static IReadOnlyList<PublishedRatio> Of(CellDevice device) => [.. device.Published.Select(p => new PublishedRatio(device.Id, p, ModelValue(device, p.Quantity)))];

    private static double? ModelValue(CellDevice device, string quantity)
    {
        var sheet = device.DataSheet;
        return quantity switch
        {
            "states" => sheet.Observables.StatesByStep,
            "on_off" => sheet.Observables.OnOff,
            "nonlinearity_up" => sheet.Observables.Potentiation.Nonlinearity,
            "nonlinearity_down" => sheet.Observables.Depression.Nonlinearity,
            "asymmetry" => sheet.Observables.Asymmetry,
            "symmetry_point" => sheet.Observables.SymmetryPoint,
            "pulses_up" => sheet.Observables.Potentiation.Pulses,
            "pulses_down" => sheet.Observables.Depression.Pulses,
            "energy_per_pulse" => sheet.Writing?.EnergyPerPulse,
            "energy_per_area" => sheet.Writing?.EnergyPerArea,
            "pulse_width" => sheet.Writing?.PulseWidth,
            "write_time" => sheet.Writing?.WriteTime,
            "conductance_max" => sheet.Unit == "S" ? sheet.Steps.Maximum : null,
            "conductance_min" => sheet.Unit == "S" ? sheet.Steps.Minimum : null,
            _ => throw new InvalidOperationException($"a data sheet knows no quantity '{quantity}'"),
        };
    }
}
