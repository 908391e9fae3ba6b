using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>Reads the steps of a protocol from a case file.</summary>
public static class StepReader
{
    private static readonly string[] Kinds = ["current", "voltage", "power", "rest", "sweep", "staircase", "current-wave", "voltage-wave"];
    private static readonly Interval Voltages = Interval.Closed(-20, 20);

    /// <summary>
    /// The steps of one entry: key <c>step</c>, its own keys, and where it ends earlier (<c>minimum_voltage</c>, <c>maximum_voltage</c>,
    /// <c>minimum_filling</c>, <c>maximum_filling</c>, <c>cutoff_current</c>).
    /// </summary>
    /// <exception cref="InputException">Anything in it is wrong.</exception>
    public static IReadOnlyList<IStep> Read(ModelNode node, IParticle particle)
    {
        var kind = node.Choice("step", Kinds);
        var limits = Limits(node);
        double Duration() => node.Quantity("duration", Dimension.Second, Interval.Positive);
        switch (kind)
        {
            case "current":
                var current = Current(node, particle);
                // Without a duration: to the end of the host.
                var duration = node.Has("duration") || current == 0 ? Duration() : 1.5 / Math.Abs(current * particle.ChargeGain);
                return [new GalvanostaticStep(current, duration, limits, node.Quantity("ramp", Dimension.Second, Interval.NotNegative, 0))];
            case "voltage":
                return [new PotentiostaticStep(node.Quantity("voltage", Dimension.Volt, Voltages), Duration(), limits)];
            case "power":
                var power = node.Quantity("power", PowerPerArea, Interval.Finite);
                if (power == 0) throw node.Error("power", "must not be 0; write a rest");
                return [new PowerStep(power, Duration(), limits)];
            case "rest":
                return [new GalvanostaticStep(0, Duration(), limits)];
            case "sweep":
                var start = node.Quantity("start", Dimension.Volt, Voltages);
                return [WaveStep.CyclicVoltammetry(start, node.Quantity("first", Dimension.Volt, Voltages), node.Quantity("second", Dimension.Volt, Voltages, start),
                    node.Quantity("scan_rate", ScanRate, Interval.Positive), node.Has("cycles") ? node.Integer("cycles", 1, 10_000) : 1, limits)];
            case "staircase":
                return WaveStep.Staircase(node.Quantity("from", Dimension.Volt, Voltages), node.Quantity("to", Dimension.Volt, Voltages), node.Integer("steps", 1, 100_000),
                    node.Quantity("hold", Dimension.Second, Interval.Positive), limits);
            default:
                return [Wave(node, particle, kind == "current-wave", limits)];
        }
    }

    private static Dimension PowerPerArea { get; } = new("power per area", "10 W/m2", 0, 1, -3, 0, 0, 0);

    private static Dimension ScanRate { get; } = new("scan rate", "1 mV/s", 2, 1, -4, -1, 0, 0);

    private static double Current(ModelNode node, IParticle particle)
    {
        if (node.Has("rate") == node.Has("current_density")) throw node.Error("rate", "give either rate (C-rate) or current_density");
        return node.Has("rate") ? GalvanostaticStep.CurrentOfRate(particle, node.Number("rate", Interval.Finite)) : node.Quantity("current_density", Dimension.CurrentDensity, Interval.Finite);
    }

    private static WaveStep Wave(ModelNode node, IParticle particle, bool imposesCurrent, StepLimits limits)
    {
        List<double> times = [], values = [];
        foreach (var point in node.Children("points"))
        {
            times.Add(point.Quantity("time", Dimension.Second, Interval.NotNegative));
            values.Add(imposesCurrent ? Current(point, particle) : point.Quantity("voltage", Dimension.Volt, Voltages));
        }
        try
        {
            return new(times, values, imposesCurrent, limits);
        }
        catch (ArgumentException e)
        {
            throw node.Error("points", e.Message);
        }
    }

    private static StepLimits Limits(ModelNode node)
    {
        var limits = new StepLimits(node.Quantity("minimum_voltage", Dimension.Volt, Voltages, double.NegativeInfinity), node.Quantity("maximum_voltage", Dimension.Volt, Voltages, double.PositiveInfinity),
            node.Number("minimum_filling", Interval.Closed(0, 1), 0), node.Number("maximum_filling", Interval.Closed(0, 1), 1),
            node.Quantity("cutoff_current", Dimension.CurrentDensity, Interval.Positive, 0));
        if (!(limits.MinimumVoltage < limits.MaximumVoltage)) throw node.Error("minimum_voltage", "must lie below maximum_voltage");
        if (!(limits.MinimumFilling < limits.MaximumFilling)) throw node.Error("minimum_filling", "must lie below maximum_filling");
        return limits;
    }
}
