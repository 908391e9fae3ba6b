using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Published;

/// <summary>A quantity of which publications give figures, and how the model gives the same.</summary>
/// <param name="Name">As a device file writes it.</param>
/// <param name="Label">For people.</param>
/// <param name="Dimension">Of its value.</param>
/// <param name="How">Where the model's value comes from.</param>
/// <param name="Model">The model's value in SI units; null where it does not apply to the device (no volts and seconds, no conductance).</param>
public sealed record PublishedQuantity(string Name, string Label, Dimension Dimension, PublishedHow How, Func<PublishedSubject, double?> Model)
{
    private static readonly Dimension EnergyPerArea = new("energy per area", "250 aJ/um2", 0, 1, -2, 0, 0, 0);
    private static readonly Dimension EnergyPerConductance = new("energy per conductance", "15 aJ/nS", 4, 2, -5, -2, 0, 0);
    private static readonly Dimension EnergyPerAreaAndConductance = new("energy per area and conductance", "18 aJ/um2/nS", 2, 2, -5, -2, 0, 0);

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, PublishedQuantity> All { get; } = new PublishedQuantity[]
    {
        Number("states", "states (range / mean step)", s => s.Sheet.Observables.StatesByStep),
        Number("on_off", "highest / lowest conductance", s => s.Sheet.Observables.OnOff),
        Number("nonlinearity_up", "nonlinearity label, up", s => s.Sheet.Observables.Potentiation.Nonlinearity),
        Number("nonlinearity_down", "nonlinearity label, down", s => s.Sheet.Observables.Depression.Nonlinearity),
        Number("asymmetry", "asymmetry", s => s.Sheet.Observables.Asymmetry),
        Number("symmetry_point", "symmetry point, % of the range", s => s.Sheet.Observables.SymmetryPoint),
        Number("pulses_up", "pulses up the range", s => s.Sheet.Observables.Potentiation.Pulses),
        Number("pulses_down", "pulses down the range", s => s.Sheet.Observables.Depression.Pulses),
        Number("cycle_to_cycle", "noise of a pulse / its step", s => s.CycleNoise),
        Of("conductance_max", "highest conductance", Dimension.Siemens, s => s.HasConductance ? s.Sheet.Steps.Maximum : null),
        Of("conductance_min", "lowest conductance", Dimension.Siemens, s => s.HasConductance ? s.Sheet.Steps.Minimum : null),
        Of("read_current", "read current", Dimension.Ampere, s => s.HasConductance ? s.Sheet.Steps.Maximum * s.At.ReadVoltage : null),
        Number("conductivity_decades", "decades of conductivity over all known fillings", s => s.ConductivityDecades),
        Of("energy_per_pulse", "energy per pulse (dissipated)", Dimension.Energy, s => s.Sheet.Writing?.EnergyPerPulse),
        Of("energy_per_area", "energy per pulse and area", EnergyPerArea, s => s.Sheet.Writing?.EnergyPerArea),
        Of("energy_per_conductance", "energy per change of conductance", EnergyPerConductance, s => s.Sheet.Writing?.EnergyPerPulse / s.MeanStep),
        Of("energy_per_area_and_conductance", "energy per area and change of conductance", EnergyPerAreaAndConductance, s => s.Sheet.Writing?.EnergyPerArea / s.MeanStep),
        Input("pulse_width", "pulse width", Dimension.Second, s => s.Sheet.Writing?.PulseWidth),
        Input("write_voltage", "write voltage", Dimension.Volt, s => s.Stack is { Pulse.IsAbsolute: false } stack ? Math.Max(stack.Pulse.AmplitudeUp, stack.Pulse.AmplitudeDown) : null),
        Input("double_layer_capacitance", "double layer of the channel", Dimension.AreaCapacitance, s => s.Stack?.Channel.DoubleLayer),
        Of("smallest_write_voltage", "smallest amplitude that traverses the window", Dimension.Volt, s => s.SmallestWriteVoltage),
        Of("open_circuit_offset", "largest open-circuit voltage over the window", Dimension.Volt, s => s.OpenCircuitOffset),
        Of("write_time", "write time (90 % of settled)", Dimension.Second, s => s.Sheet.Writing?.WriteTime),
        Of("window_time", "driven time for the whole window", Dimension.Second,
            s => s.Sheet.Writing?.PulseWidth * 0.5 * (s.Sheet.Observables.Potentiation.Pulses + s.Sheet.Observables.Depression.Pulses)),
        Of("write_rate", "pulses per second, edge and rest included", Dimension.Frequency, s => 1 / s.Sheet.Writing?.SlotTime),
        Of("retention_open", "time to lose 10 % of the window, open gate", Dimension.Second, s => s.RetentionTime(GateAfterPulse.Open)),
        Of("retention_shorted", "time to lose 10 % of the window, gate shorted", Dimension.Second, s => s.RetentionTime(GateAfterPulse.Shorted)),
        new("accuracy", "accuracy after training", Dimension.None, PublishedHow.Training, _ => null),
        new("accuracy_to_exact", "accuracy / that of exact weights", Dimension.None, PublishedHow.Training, _ => null),
        new("endurance", "write operations endured", Dimension.None, PublishedHow.Nothing, _ => null),
        new("smallest_device", "smallest device made", Dimension.Metre, PublishedHow.Nothing, _ => null),
    }.ToDictionary(q => q.Name, StringComparer.Ordinal);

    private static PublishedQuantity Number(string name, string label, Func<PublishedSubject, double?> model) => Of(name, label, Dimension.None, model);

    private static PublishedQuantity Of(string name, string label, Dimension dimension, Func<PublishedSubject, double?> model) =>
        new(name, label, dimension, PublishedHow.Cell, model);

    private static PublishedQuantity Input(string name, string label, Dimension dimension, Func<PublishedSubject, double?> model) =>
        new(name, label, dimension, PublishedHow.Input, model);
}
