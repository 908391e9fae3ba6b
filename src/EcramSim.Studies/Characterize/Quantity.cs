using System.Globalization;
using EcramSim.Ecram;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Characterize;

/// <summary>One line of a data sheet: one number that every device has, or lacks.</summary>
/// <param name="Column">Its column in <c>datasheet.csv</c>, unit included.</param>
/// <param name="Label">For people.</param>
/// <param name="Value">In SI units; null where it does not apply.</param>
/// <param name="Show">As people write it.</param>
public sealed record Quantity(string Column, string Label, Func<CellDevice, double?> Value, Func<double?, string> Show)
{
    /// <summary>All lines in the order in which they are printed.</summary>
    public static IReadOnlyList<Quantity> All { get; } =
    [
        Plain("states_by_step", "states (range / mean step)", d => d.DataSheet.Observables.StatesByStep),
        Plain("states_by_noise", "states (range / 2 sigma)", d => d.DataSheet.Observables.StatesByNoise),
        Plain("nonlinearity_up", "nonlinearity label, up", d => d.DataSheet.Observables.Potentiation.Nonlinearity),
        Plain("nonlinearity_down", "nonlinearity label, down", d => d.DataSheet.Observables.Depression.Nonlinearity),
        Plain("asymmetry", "asymmetry (10-90 %)", d => d.DataSheet.Observables.Asymmetry),
        Plain("symmetry_point", "symmetry point, % of range", d => d.DataSheet.Observables.SymmetryPoint),
        Plain("pulses_up", "pulses up the range", d => d.DataSheet.Observables.Potentiation.Pulses),
        Plain("pulses_down", "pulses down the range", d => d.DataSheet.Observables.Depression.Pulses),
        WithUnit("conductance_min_S", "lowest conductance", "S", d => State.Conductance(d, d.DataSheet.Steps.Minimum)),
        WithUnit("conductance_max_S", "highest conductance", "S", d => State.Conductance(d, d.DataSheet.Steps.Maximum)),
        Plain("on_off", "highest / lowest", d => d.DataSheet.Observables.OnOff),
        new("potentiating_polarity", "gate polarity that potentiates", d => d.DataSheet.Writing?.PotentiatingPolarity,
            v => v switch { null => "–", > 0 => "positive", _ => "negative" }),
        WithUnit("hold_voltage_V", "hold voltage (gate minus channel)", "V", d => d.DataSheet.Writing?.HoldVoltage),
        WithUnit("pulse_width_s", "pulse width", "s", d => d.DataSheet.Writing?.PulseWidth),
        WithUnit("slot_time_s", "time per pulse with edge and rest", "s", d => d.DataSheet.Writing?.SlotTime),
        WithUnit("write_time_s", "write time (90 % of settled)", "s", d => d.DataSheet.Writing?.WriteTime),
        WithUnit("settling_time_s", "settling time (1 %)", "s", d => d.DataSheet.Writing?.SettlingTime),
        Plain("ions_up", "ions per pulse, up", d => d.DataSheet.Writing?.IonsUp),
        Plain("ions_down", "ions per pulse, down", d => d.DataSheet.Writing?.IonsDown),
        WithUnit("energy_per_pulse_J", "energy per pulse (dissipated)", "J", d => d.DataSheet.Writing?.EnergyPerPulse),
        WithUnit("energy_up_J", "  up, at mid window", "J", d => d.DataSheet.Writing?.DissipatedEnergyUp),
        WithUnit("energy_down_J", "  down, at mid window", "J", d => d.DataSheet.Writing?.DissipatedEnergyDown),
        WithUnit("source_energy_up_J", "energy from the source, up", "J", d => d.DataSheet.Writing?.SourceEnergyUp),
        WithUnit("source_energy_down_J", "energy from the source, down", "J", d => d.DataSheet.Writing?.SourceEnergyDown),
        new("energy_per_area_J_per_m2", "energy per pulse and area", d => d.DataSheet.Writing?.EnergyPerArea,
            v => Engineering.WithUnit(v is { } e ? e * 1e-12 : null, "J/µm²")),
        new("estimated_parameters", "estimated parameters", d => d.Parameters.Count(p => p.Status == "estimated"), Whole),
        new("parameters", "  of all", d => d.Parameters.Count, Whole),
    ];

    private static Quantity Plain(string column, string label, Func<CellDevice, double?> value) => new(column, label, value, Engineering.Significant);

    private static string Whole(double? value) => value?.ToString("F0", CultureInfo.InvariantCulture) ?? "–";

    private static Quantity WithUnit(string column, string label, string unit, Func<CellDevice, double?> value) =>
        new(column, label, value, v => unit == "s" ? Engineering.Duration(v) : Engineering.WithUnit(v, unit));
}
