using System.Runtime.Intrinsics;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Tests.Compact;

public class CompactResponseTests
{
    public static IEnumerable<object[]> Stacks => Shipped.Physical.Select(id => new object[] { id });

    // Where the channel has settled long before the gate, what is left cannot be read: the next pulse feels it all the same, and one number per cell does not know it.
    private const string SlowGate = "pedot-floating-gate";

    public static IEnumerable<object[]> Settling => Shipped.Physical.Where(id => id != SlowGate).Select(id => new object[] { id });

    // The clear reference beside the compact response that runs on its own: random pulses in bursts of random length, waits from a fraction of a
    // slot to weeks between them, 40 pulses in all. Neither their errors nor those of the waits may add up to 1 % of a step.
    [Theory]
    [MemberData(nameof(Stacks))]
    public void Compact_response_stays_within_one_percent_of_a_step_over_random_sequences(string id) => Follow(Shipped.Device(id), resume: false);

    // The same where the next pulse comes before the last one has settled: a tenth of the rest, up to 13 % of a step left; each burst with
    // its wait counts alone.
    [Theory]
    [MemberData(nameof(Settling))]
    public void So_it_does_with_a_volatile_part(string id)
    {
        var rest = FormattableString.Invariant($"device.pulse.rest=\"{0.1e9 * Shipped.Stack(id).Pulse.Rest:R} ns\"");
        var device = CellDevice.Read(Shipped.Library(), id, [Setting.Parse(rest)]);
        if (id is "hxwo3-psg" or "lixwo3-lipon") Assert.InRange(Math.Abs(device.Evolution!.Volatile!.Left(0, true)) / device.Law.Granularity, 0.05, 0.15);
        Follow(device, resume: true);
    }

    // From near either end of the range one pulse leads to it, and ten slots let what is volatile decay: what the table has there was measured on pulses that end beyond the window.
    [Theory]
    [MemberData(nameof(Stacks))]
    public void Pulses_that_reach_an_end_of_the_range_settle_as_the_reference_cell(string id)
    {
        var device = Shipped.Device(id);
        var stack = device.Stack!;
        var cell = new Cell(stack);
        foreach (var up in new[] { true, false })
        {
            var w = (up ? 1 : -1) * (1.25 - 1.1 * device.Law.Granularity);
            var rising = stack.PotentiatingPolarity > 0 == up;
            // The filling of that weight: between the middle and the end of the window.
            var x = BracketedRoot.Find(f => device.Mapping.Weight(stack.Conductance(f)) - w, stack.Window.Middle, rising ? stack.Window.Maximum : stack.Window.Minimum, 1e-12);
            var state = cell.Pulse(CellState.Reached(stack, x), up).End;
            var compact = new CompactCell(device, w);
            compact.Pulse(up);
            var wait = 10 * stack.Pulse.SlotTime;
            state = stack.Pulse.After == GateAfterPulse.Held ? cell.Hold(state, stack.HoldVoltage, wait) : cell.Rest(state, wait);
            compact.Wait(wait);
            var error = (compact.Seen - device.Mapping.Weight(cell.Conductance(state))) / device.Law.Granularity;
            Assert.True(Math.Abs(error) < 0.01, $"{id}, {(up ? "up" : "down")} from {w:F4}: off by {error:P2} of a step");
        }
    }

    // What the gate still holds when the next pulse comes cannot be read, and the response cannot know it: an array refuses the device, its data sheet stands.
    [Fact]
    public void A_device_that_the_compact_response_does_not_follow_is_refused_by_arrays()
    {
        Assert.All(Shipped.Physical, id => Assert.InRange(Shipped.Device(id).ForArray().Compact!.FollowingError, 0, 1e-3));
        var device = CellDevice.Read(Shipped.Library(), SlowGate, [Setting.Parse("device.pulse.rest=500us")]);
        Assert.InRange(device.Compact!.FollowingError, 0.01, 1);
        Assert.True(device.DataSheet.Observables.StatesByStep > 10);
        var message = Assert.Throws<InputException>(device.ForArray).Message;
        Assert.StartsWith($"device '{SlowGate}': pulse.rest: value 0.0005 s is too short for an array", message);
        Assert.DoesNotContain('\n', message);
        var enough = CellDevice.Read(Shipped.Library(), SlowGate, [Setting.Parse("device.pulse.rest=6.2ms")]);
        Assert.InRange(enough.ForArray().Compact!.FollowingError, 0, 1e-3);
    }

    private static void Follow(CellDevice device, bool resume)
    {
        var stack = device.Stack!;
        var cell = new Cell(stack);
        var random = new RandomStream(2, "compact-" + device.Id);
        var sequences = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 20 : 2;
        for (var n = 0; n < sequences; n++)
        {
            var x = stack.Window.Minimum + (stack.Window.Maximum - stack.Window.Minimum) * (0.15 + 0.7 * random.NextDouble());
            var state = CellState.Reached(stack, x);
            var compact = new CompactCell(device, device.Mapping.Weight(stack.Conductance(x)));
            var bias = random.NextDouble();
            for (var burst = 0; burst < 8; burst++)
            {
                var length = 1 + (int)(10 * random.NextDouble());
                for (var pulse = 0; pulse < length && Math.Abs(compact.Seen) < 1.2; pulse++)
                {
                    var up = random.NextDouble() < bias;
                    // Cells of some 50 states would leave the range within one burst.
                    var here = device.Mapping.Weight(cell.Conductance(state));
                    if (Math.Abs(here) > 1.15) up = here < 0;
                    state = cell.Pulse(state, up).End;
                    compact.Pulse(up);
                    Check($"sequence {n}, burst {burst}, pulse {pulse} {(up ? "up" : "down")}");
                }
                // No further than a twentieth of the window, which weeks of the leakiest device would leave.
                var longest = 0.05 * 2.5 / Math.Max(device.Evolution?.Drift?.Fastest ?? 0, 1e-12);
                var wait = Math.Min(stack.Pulse.SlotTime * Math.Pow(10, -2 + 10 * random.NextDouble()), longest);
                state = stack.Pulse.After == GateAfterPulse.Held ? cell.Hold(state, stack.HoldVoltage, wait) : cell.Rest(state, wait);
                compact.Wait(wait);
                Check(FormattableString.Invariant($"sequence {n}, burst {burst}, after {wait:G3} s"));
                var seen = device.Mapping.Weight(cell.Conductance(state));
                if (Math.Abs(seen) > 1.1) break;
                if (resume) compact.Resume(seen);
            }

            void Check(string where)
            {
                var error = (compact.Seen - device.Mapping.Weight(cell.Conductance(state))) / device.Law.Granularity;
                Assert.True(Math.Abs(error) < 0.01, $"{device.Id}, {where} at w = {compact.Seen:F4}: off by {error:P2} of a step");
            }
        }
    }

    // An independent run of the compiled pieces: the law on one cell, in double precision between pulses.
    private sealed class CompactCell(CellDevice device, double weight)
    {
        private static readonly Vector256<float> One = Vector256<float>.One;
        private readonly CellLanes _lanes = new(One, One, One, One, Vector256.Create(-1.25f), Vector256.Create(1.25f));
        private readonly VolatilePart? _volatile = device.Evolution?.Volatile;
        private double _settled = weight, _left;

        public double Seen => _settled + _left;

        public void Resume(double seen) => _settled = seen - _left;

        public void Pulse(bool up)
        {
            var before = (float)_settled;
            var after = device.Law.Pulse(Vector256.Create(before), up ? Vector256<float>.AllBitsSet : Vector256<float>.Zero, Vector256<float>.Zero, _lanes).ToScalar();
            var change = (double)after - before + (_volatile?.Change(_settled, up, _left) ?? 0);
            _left = _volatile is null ? 0 : _volatile.Left(_settled, up) + _volatile.Kept(_settled, up, _left);
            _settled += change;
        }

        public void Wait(double seconds)
        {
            _settled = device.Evolution?.Drift?.After(_settled, seconds) ?? _settled;
            _left = _volatile?.After(_left, seconds) ?? 0;
        }
    }

    // Half and a third of the amplitude, from V_hold: what a cell selected by one line only receives, against the reference cell.
    [Theory]
    [MemberData(nameof(Stacks))]
    public void Partial_pulses_are_those_of_the_reference_cell(string id)
    {
        var device = Shipped.Device(id);
        var stack = device.Stack!;
        var cell = new Cell(stack);
        foreach (var fraction in new[] { 1.0 / 2, 1.0 / 3 })
        {
            var table = device.Compact!.Partial(fraction);
            foreach (var place in new[] { 0.11, 0.5, 0.83 })
                foreach (var up in new[] { true, false })
                {
                    var x = stack.Window.Minimum + (stack.Window.Maximum - stack.Window.Minimum) * place;
                    var voltage = stack.HoldVoltage + fraction * (stack.PulseLevel(up) - stack.HoldVoltage);
                    var result = cell.Pulse(CellState.Reached(stack, x), voltage, stack.Pulse);
                    var expected = device.Mapping.Weight(result.ConductanceEnd) - device.Mapping.Weight(result.ConductanceStart);
                    var position = (device.Mapping.Weight(result.ConductanceStart) - table.Minimum) / (table.Maximum - table.Minimum) * (table.StepUp.Length - 1);
                    var below = (int)position;
                    var steps = up ? table.StepUp : table.StepDown;
                    Assert.Equal(expected, steps[below] + (position - below) * (steps[below + 1] - steps[below]), 0.01 * Math.Abs(expected) + 1e-4 * device.Law.Granularity);
                }
        }
        // The table of whole pulses speaks of the settled weight where something volatile is left, that of partial ones of the end of the slot.
        if (device.Evolution?.Volatile is not null) return;
        var whole = device.Compact!.Partial(1);
        Assert.Equal(device.Compact.Table.StepUp, whole.StepUp);
        Assert.Equal(device.Compact.Table.NoiseDown, whole.NoiseDown);
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Table_covers_the_range_and_the_window_is_one(string id)
    {
        var device = Shipped.Device(id);
        Assert.Equal(-1.25, device.Law.Minimum, 1e-9);
        Assert.Equal(1.25, device.Law.Maximum, 1e-9);
        var steps = device.DataSheet.Steps;
        Assert.Equal(1, device.Mapping.Weight(steps.Minimum + 0.9 * steps.Range), 1e-9);
        Assert.Equal(-1, device.Mapping.Weight(steps.Minimum + 0.1 * steps.Range), 1e-9);
        Assert.Equal(steps.Minimum, device.Mapping.Conductance(-1.25), 1e-9 * steps.Minimum);
    }

    [Fact]
    public void Cost_is_energy_and_time_of_the_slot()
    {
        var device = Shipped.Device("lixwo3-lipon");
        Assert.Equal(30e-6 + 3e-3, device.Cost!.Time, 1e-12);
        // Mean over the window of a quantity that is nearly linear in x: close to mid window.
        Assert.Equal(device.DataSheet.Writing!.DissipatedEnergyUp, device.Cost.EnergyUp, 0.02 * device.Cost.EnergyUp);
    }

    [Fact]
    public void Compilation_takes_well_under_a_second()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var id in Shipped.Physical) CellDevice.Read(Shipped.Library(), id);
        // Five devices; a loaded machine may take several times as long as a quiet one.
        Assert.True(watch.Elapsed.TotalSeconds < Shipped.Physical.Length, $"{watch.Elapsed.TotalSeconds:F2} s");
    }
}
