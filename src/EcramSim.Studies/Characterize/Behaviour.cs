using EcramSim.Ecram;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Studies.Characterize;

/// <summary>A device and everything beyond its step curve that follows from its stack: settling, retention, disturb, scaling, temperature, noise by cause.</summary>
/// <param name="Device">The device.</param>
/// <param name="Noise">What makes its steps scatter.</param>
public sealed record Behaviour(CellDevice Device, IReadOnlyList<NoiseCause> Noise)
{
    private const string NoStack = "the device is known by its pulse law alone: it has no volts, seconds, joules or temperature";

    /// <summary>Temperatures at which retention is looked at, K: 25, 55 and 85 °C.</summary>
    public static IReadOnlyList<double> Temperatures { get; } = [298.15, 328.15, 358.15];

    /// <summary>What the gate does meanwhile.</summary>
    public static IReadOnlyList<GateAfterPulse> Gates { get; } = [GateAfterPulse.Open, GateAfterPulse.Held, GateAfterPulse.Shorted];

    /// <summary>Why the rest is missing; empty for a device with a stack.</summary>
    public string Absence { get; private init; } = "";

    /// <summary>A potentiating pulse and its rest.</summary>
    public Finding<Settling> SettlingUp { get; private init; } = new(null, NoStack);

    /// <summary>A depressing pulse and its rest.</summary>
    public Finding<Settling> SettlingDown { get; private init; } = new(null, NoStack);

    /// <summary>Parts of a step at V/2 and V/3.</summary>
    public Finding<Disturb> Disturb { get; private init; } = new(null, NoStack);

    /// <summary>How long the device can be written.</summary>
    public Finding<Endurance> Endurance { get; private init; } = new(null, NoStack);

    /// <summary>What a read of <see cref="ReadVoltage"/> for <see cref="ReadTime"/> does to the state.</summary>
    public Finding<ReadDisturb> ReadDisturb { get; private init; } = new(null, NoStack);

    /// <summary>Of the reads that disturb, V.</summary>
    public const double ReadVoltage = 0.1;

    /// <summary>Of the reads that disturb, s.</summary>
    public const double ReadTime = 1e-6;

    /// <summary>The state that loses most, at each temperature (K) and with each gate.</summary>
    public IReadOnlyList<(double Temperature, GateAfterPulse Gate, Finding<Retention> Retention)> Retentions { get; private init; } = [];

    /// <summary>The same with the gate open and the channel in air, at each temperature; empty for files that do not say what air takes.</summary>
    public IReadOnlyList<(double Temperature, Finding<Retention> Retention)> RetentionsInAir { get; private init; } = [];

    /// <summary>Sealed and in air, each with the name of its gate: the rows of tables.</summary>
    internal IEnumerable<(double Temperature, string Gate, Finding<Retention> Retention)> AllRetentions =>
        Retentions.Select(r => (r.Temperature, BehaviourTables.Gate(r.Gate), r.Retention)).Concat(RetentionsInAir.Select(r => (r.Temperature, InAir, r.Retention)));

    private const string InAir = "open in air";

    /// <summary>Energy and speed over area, channel and electrolyte thickness.</summary>
    public IReadOnlyList<Scaling> Scalings { get; private init; } = [];

    /// <summary>Steps, energy and speed over the temperature (K).</summary>
    public IReadOnlyList<(double Temperature, Finding<TemperaturePoint> Point)> TemperaturePoints { get; private init; } = [];

    /// <summary>Looks at one device. Pure: devices may be looked at side by side.</summary>
    public static Behaviour Of(CellDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var noise = NoiseCause.Of(device);
        if (device.Stack is not { } stack) return new Behaviour(device, noise) { Absence = NoStack };
        return new Behaviour(device, noise)
        {
            SettlingUp = Finding<Settling>.Of(() => Settling.Of(stack, true)), SettlingDown = Finding<Settling>.Of(() => Settling.Of(stack, false)),
            Disturb = Finding<Disturb>.Of(() => Ecram.Observables.Disturb.Of(stack), "pulses of current have no half-selected cells"),
            Endurance = Finding<Endurance>.Of(() => Ecram.Observables.Endurance.Of(stack), "the device file declares no law of degradation"),
            ReadDisturb = Finding<ReadDisturb>.Of(() => Ecram.Observables.ReadDisturb.Of(stack, ReadVoltage, ReadTime)),
            Retentions = [.. from t in Temperatures from gate in Gates select (t, gate, Finding<Retention>.Of(() => Ecram.Observables.Retention.Worst(stack with { Temperature = t }, gate)))],
            RetentionsInAir = stack.Channel.AirOxidation is null ? []
                : [.. Temperatures.Select(t => (t, Finding<Retention>.Of(() => Ecram.Observables.Retention.Worst(stack with { Temperature = t, InAir = true }, GateAfterPulse.Open))))],
            Scalings = [.. Enum.GetValues<Dimensioned>().Select(d => Ecram.Observables.Scaling.Of(stack, d))],
            TemperaturePoints = [.. Temperatures.Select(t => (t, Finding<TemperaturePoint>.Of(() => TemperaturePoint.Of(stack, [t])[0])))],
        };
    }

    /// <summary>Retention at one of the temperatures with one of the gates; null where there is none.</summary>
    public Retention? Retention(double temperature, GateAfterPulse gate) => Retentions.FirstOrDefault(r => r.Temperature == temperature && r.Gate == gate).Retention?.Value;

    /// <summary>Scaling with one dimension; null without a stack.</summary>
    public Scaling? Scaling(Dimensioned what) => Scalings.FirstOrDefault(s => s.What == what);

    /// <summary>Mean step over the root mean square noise of a pulse, both over 10–90 % of the range; null without noise.</summary>
    public double? SignalToNoise(bool up)
    {
        var steps = Device.DataSheet.Steps;
        double[] mean = up ? steps.Up : steps.Down, noise = up ? steps.NoiseUp : steps.NoiseDown;
        var square = steps.Mean(g => Math.Pow(steps.At(noise, g), 2), 0.1, 0.9);
        return square > 0 ? Math.Abs(steps.Mean(g => steps.At(mean, g), 0.1, 0.9)) / Math.Sqrt(square) : null;
    }

    /// <summary>√(4kTG) at the middle of the range, A/√Hz; null without a stack.</summary>
    public double? ThermalNoise => Device.Stack is { } stack ? Math.Sqrt(4 * PhysicalConstants.Boltzmann * stack.Temperature * 0.5 * (Device.DataSheet.Steps.Minimum + Device.DataSheet.Steps.Maximum)) : null;

    /// <summary>Dissipated energy of a pulse over its mean change of conductance, both means of the window (10–90 %) and of the two directions, J/S.</summary>
    public double? EnergyPerConductance
    {
        get
        {
            var steps = Device.DataSheet.Steps;
            var change = 0.5 * (steps.Mean(g => Math.Abs(steps.At(steps.Up, g)), 0.1, 0.9) + steps.Mean(g => Math.Abs(steps.At(steps.Down, g)), 0.1, 0.9));
            return Device.DataSheet is { Unit: "S", Writing: { } writing } ? writing.EnergyPerPulse / change : null;
        }
    }
}
