using System.Globalization;
using EcramSim.Ecram.Stacks;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Characterize;

/// <summary>One line of a data sheet: one number that every device has, or lacks.</summary>
/// <param name="Column">Its column in <c>datasheet.csv</c>, unit included.</param>
/// <param name="Label">For people.</param>
/// <param name="Value">In SI units; null where it does not apply.</param>
/// <param name="Show">As people write it.</param>
public sealed record Quantity(string Column, string Label, Func<Behaviour, double?> Value, Func<double?, string> Show)
{
    private const double Room = 298.15, Hot = 358.15;

    /// <summary>The part of the data sheet to which it belongs.</summary>
    public string Group { get; init; } = "";

    /// <summary>All lines in the order in which they are printed.</summary>
    public static IReadOnlyList<Quantity> All { get; } =
    [
        .. In("Steps and range",
            Plain("states_by_step", "states (range / mean step)", b => b.Device.DataSheet.Observables.StatesByStep),
            Plain("states_by_noise", "states (range / 2 sigma)", b => b.Device.DataSheet.Observables.StatesByNoise),
            Plain("nonlinearity_up", "nonlinearity label, up", b => b.Device.DataSheet.Observables.Potentiation.Nonlinearity),
            Plain("nonlinearity_down", "nonlinearity label, down", b => b.Device.DataSheet.Observables.Depression.Nonlinearity),
            Plain("asymmetry", "asymmetry (10-90 %)", b => b.Device.DataSheet.Observables.Asymmetry),
            Plain("symmetry_point", "symmetry point, % of range", b => b.Device.DataSheet.Observables.SymmetryPoint),
            Plain("pulses_up", "pulses up the range", b => b.Device.DataSheet.Observables.Potentiation.Pulses),
            Plain("pulses_down", "pulses down the range", b => b.Device.DataSheet.Observables.Depression.Pulses),
            WithUnit("conductance_min_S", "lowest conductance", "S", b => State.Conductance(b.Device, b.Device.DataSheet.Steps.Minimum)),
            WithUnit("conductance_max_S", "highest conductance", "S", b => State.Conductance(b.Device, b.Device.DataSheet.Steps.Maximum)),
            Plain("on_off", "highest / lowest", b => b.Device.DataSheet.Observables.OnOff)),
        .. In("Writing",
            new Quantity("potentiating_polarity", "gate polarity that potentiates", b => b.Device.DataSheet.Writing?.PotentiatingPolarity,
                v => v switch { null => "–", > 0 => "positive", _ => "negative" }),
            WithUnit("hold_voltage_V", "hold voltage (gate minus channel)", "V", b => b.Device.DataSheet.Writing?.HoldVoltage),
            WithUnit("pulse_width_s", "pulse width", "s", b => b.Device.DataSheet.Writing?.PulseWidth),
            WithUnit("slot_time_s", "time per pulse with edge and rest", "s", b => b.Device.DataSheet.Writing?.SlotTime),
            WithUnit("write_time_s", "write time (90 % of settled)", "s", b => b.SettlingUp.Value?.WriteTime ?? b.Device.DataSheet.Writing?.WriteTime),
            WithUnit("settling_time_s", "settling time (1 %)", "s", b => b.SettlingUp.Value?.SettlingTime ?? b.Device.DataSheet.Writing?.SettlingTime),
            Percent("volatile_up", "volatile part of a step, up", b => b.SettlingUp.Value?.VolatilePart),
            Percent("volatile_down", "volatile part of a step, down", b => b.SettlingDown.Value?.VolatilePart),
            Plain("ions_up", "ions per pulse, up", b => b.Device.DataSheet.Writing?.IonsUp),
            Plain("ions_down", "ions per pulse, down", b => b.Device.DataSheet.Writing?.IonsDown)),
        .. In("Energy",
            WithUnit("energy_per_pulse_J", "energy per pulse (dissipated)", "J", b => b.Device.DataSheet.Writing?.EnergyPerPulse),
            WithUnit("energy_up_J", "energy up, at mid window", "J", b => b.Device.DataSheet.Writing?.DissipatedEnergyUp),
            WithUnit("energy_down_J", "energy down, at mid window", "J", b => b.Device.DataSheet.Writing?.DissipatedEnergyDown),
            WithUnit("source_energy_up_J", "energy from the source, up", "J", b => b.Device.DataSheet.Writing?.SourceEnergyUp),
            WithUnit("source_energy_down_J", "energy from the source, down", "J", b => b.Device.DataSheet.Writing?.SourceEnergyDown),
            new Quantity("energy_per_area_J_per_m2", "energy per pulse and area", b => b.Device.DataSheet.Writing?.EnergyPerArea, v => Engineering.WithUnit(v is { } e ? e * 1e-12 : null, "J/µm²")),
            new Quantity("energy_per_conductance_J_per_S", "energy per change of conductance", b => b.EnergyPerConductance, v => Engineering.WithUnit(v is { } e ? e * 1e-9 : null, "J/nS")),
            new Quantity("energy_per_area_and_conductance_J_per_m2S", "the same per area", b => b.EnergyPerConductance / b.Device.DataSheet.Writing?.Area, v => Engineering.WithUnit(v is { } e ? e * 1e-21 : null, "J/(µm² nS)")),
            Plain("energy_area_exponent", "n of energy ~ area^n", b => b.Scaling(Ecram.Observables.Dimensioned.Area)?.EnergyExponent),
            Plain("time_thickness_exponent", "n of time ~ channel thickness^n", b => b.Scaling(Ecram.Observables.Dimensioned.ChannelThickness)?.TimeExponent)),
        .. In("Retention and disturb",
            WithUnit("retention_open_s", "10 % of the range lost, gate open, 25 °C", "s", b => b.Retention(Room, GateAfterPulse.Open)?.TimeToTenth),
            WithUnit("retention_open_hot_s", "10 % of the range lost, gate open, 85 °C", "s", b => b.Retention(Hot, GateAfterPulse.Open)?.TimeToTenth),
            WithUnit("retention_air_s", "10 % of the range lost, gate open, in air, 25 °C", "s", b => b.RetentionsInAir.FirstOrDefault(r => r.Temperature == Room).Retention?.Value?.TimeToTenth),
            WithUnit("retention_held_s", "10 % of the range lost, gate at V_hold, 25 °C", "s", b => b.Retention(Room, GateAfterPulse.Held)?.TimeToTenth),
            WithUnit("retention_shorted_s", "10 % of the range lost, gate shorted, 25 °C", "s", b => b.Retention(Room, GateAfterPulse.Shorted)?.TimeToTenth),
            WithUnit("retention_time_constant_s", "time constant, gate open, 25 °C", "s", b => b.Retention(Room, GateAfterPulse.Open)?.TimeConstant),
            WithUnit("convergence_S", "convergence point, gate open, 25 °C", "S", b => b.Retention(Room, GateAfterPulse.Open)?.Convergence),
            Percent("disturb_half_up", "disturb at V/2, up (of a step)", b => b.Disturb.Value?.HalfUp),
            Percent("disturb_half_down", "disturb at V/2, down", b => b.Disturb.Value?.HalfDown),
            Percent("disturb_third_up", "disturb at V/3, up", b => b.Disturb.Value?.ThirdUp),
            Percent("disturb_third_down", "disturb at V/3, down", b => b.Disturb.Value?.ThirdDown),
            Plain("reads_to_tenth", "reads (0.1 V, 1 µs) until 10 % of the range is lost", b => b.ReadDisturb.Value?.ReadsToTenth is { } n && double.IsFinite(n) ? n : null),
            Plain("endurance_cycles", "full cycles until 10 % of the range is lost", b => b.Endurance.Value?.CyclesToTenth)),
        .. In("Signal and noise",
            Plain("signal_to_noise_up", "mean step / noise of a pulse, up", b => b.SignalToNoise(true)),
            Plain("signal_to_noise_down", "mean step / noise of a pulse, down", b => b.SignalToNoise(false)),
            WithUnit("thermal_noise_A_per_rtHz", "thermal current noise at mid range", "A/√Hz", b => b.ThermalNoise)),
        .. In("Provenance",
            new Quantity("estimated_parameters", "estimated parameters", b => b.Device.Parameters.Count(p => p.Status == "estimated"), Whole),
            new Quantity("parameters", "parameters in all", b => b.Device.Parameters.Count, Whole)),
    ];

    private static IEnumerable<Quantity> In(string group, params Quantity[] own) => own.Select(q => q with { Group = group });

    private static Quantity Percent(string column, string label, Func<Behaviour, double?> value) =>
        new(column, label, value, v => v is { } f && double.IsFinite(f) ? $"{Engineering.Significant(100 * f)} %" : "–");

    private static Quantity Plain(string column, string label, Func<Behaviour, double?> value) => new(column, label, value, Engineering.Significant);

    private static string Whole(double? value) => value?.ToString("F0", CultureInfo.InvariantCulture) ?? "–";

    private static Quantity WithUnit(string column, string label, string unit, Func<Behaviour, double?> value) =>
        new(column, label, value, v => unit == "s" ? Engineering.Duration(v) : Engineering.WithUnit(v, unit));
}
