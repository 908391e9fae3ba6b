using EcramSim.Crossbar.HalfSelect;
using EcramSim.Crossbar.Wires;
using EcramSim.Ecram;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Response;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary>How large an array of each device may be, and how often it may be written, before cells that were not meant have moved too far.</summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Rows">Two per device: V/2 and V/3.</param>
public sealed record DisturbStudy(DisturbPlan Plan, IReadOnlyList<DisturbRow> Rows)
{
    /// <summary>A line of pulsed gates may lose this at its end.</summary>
    public const double AllowedLoss = 0.01;

    /// <summary>The delay of a gate line may be this part of the pulse.</summary>
    public const double AllowedDelay = 0.1;

    private const double Often = 1000;

    /// <summary>Runs the reference cell of each device at parts of its pulse voltage.</summary>
    public static DisturbStudy Of(DisturbPlan plan, IReadOnlyList<CellDevice> devices, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(devices);
        var rows = new List<DisturbRow>();
        for (var k = 0; k < devices.Count; k++)
            foreach (var scheme in new[] { WriteScheme.Half, WriteScheme.Third })
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new RunProgress((k + (scheme == WriteScheme.Half ? 0 : 0.5)) / devices.Count, devices[k].Id));
                rows.Add(Row(plan, devices[k], scheme));
            }
        return new DisturbStudy(plan, rows);
    }

    /// <summary>Writes table and page.</summary>
    public void Write(RunFolder folder, RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.Write("disturb.csv", DisturbTables.Text(this));
        folder.Write("report.html", DisturbPage.Of(this, record));
    }

    private static DisturbRow Row(DisturbPlan plan, CellDevice device, WriteScheme scheme)
    {
        var fraction = scheme == WriteScheme.Half ? 1.0 / 2 : 1.0 / 3;
        var compact = device.Stack is { Pulse.IsCurrent: false } ? device.Compact : null;
        var whole = compact?.Table ?? TableOf(LawSteps.Of(device.Law));
        var part = compact?.Partial(fraction) ?? Times(whole, fraction);
        var budget = DisturbBudget.Of(part, plan.Limit);
        var middle = part.StepUp.Length / 2;
        var gate = Gate.Of(device)?.Conductance;
        var pitch = plan.Technology;
        // The lines' own resistance from the plan, their capacitance from the technology.
        double delay = 0.5 * plan.WordResistance * pitch.LineCapacitance(1, true);
        var width = compact is null ? (double?)null : device.Stack!.Pulse.Width;
        return new DisturbRow(device, scheme, compact is null, part.StepUp[middle] / whole.StepUp[middle], part.StepDown[middle] / whole.StepDown[middle], budget,
            budget.LargestArray(scheme, 1), budget.LargestArray(scheme, Often), budget.Updates(scheme, plan.Size),
            gate, gate is { } g ? Selected(plan, scheme, g) : null,
            gate is { } conductance ? Math.Floor(Math.Acosh(1 / (1 - AllowedLoss)) / Math.Sqrt(Math.Max(plan.WordResistance, double.Epsilon) * conductance)) : null,
            width is { } w ? Math.Floor(Math.Sqrt(AllowedDelay * w / Math.Max(delay, double.Epsilon))) : null, width);
    }

    private static double Selected(DisturbPlan plan, WriteScheme scheme, double gate)
    {
        var n = plan.Size;
        var gates = new double[n * n];
        Array.Fill(gates, gate);
        // One word line and one bit line fire; the cell farthest from both drivers is written.
        var wiring = new Wiring(plan.WordResistance, plan.BitResistance);
        return WriteVoltages.Of(wiring, n, n, gates, scheme, 1, new HashSet<int> { 0 }, new HashSet<int> { n - 1 }).CellVoltage(0, n - 1);
    }

    private static PulseTable TableOf(StepCurve curve) => new(curve.Minimum, curve.Maximum, curve.Up, curve.Down, curve.NoiseUp, curve.NoiseDown);

    private static PulseTable Times(PulseTable table, double factor) =>
        table with { StepUp = Array.ConvertAll(table.StepUp, s => factor * s), StepDown = Array.ConvertAll(table.StepDown, s => factor * s) };
}
