using System.Runtime.Intrinsics;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Tests.Compact;

public class CompactResponseTests
{
    public static IEnumerable<object[]> Stacks => Shipped.Physical.Select(id => new object[] { id });

    // The clear reference beside the fast table: random pulses, the cell's history kept.
    [Theory]
    [MemberData(nameof(Stacks))]
    public void Table_and_reference_cell_agree_over_random_pulse_sequences(string id)
    {
        var device = Shipped.Device(id);
        var stack = device.Stack!;
        var cell = new Cell(stack);
        var random = new RandomStream(2, "compact-" + id);
        var one = Vector256.Create(1f);
        var lanes = new CellLanes(one, one, one, one, Vector256.Create(-1.25f), Vector256.Create(1.25f));
        var sequences = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 20 : 3;
        for (var n = 0; n < sequences; n++)
        {
            var x = stack.Window.Minimum + (stack.Window.Maximum - stack.Window.Minimum) * (0.15 + 0.7 * random.NextDouble());
            var state = CellState.Equilibrium(stack, x);
            var bias = random.NextDouble();
            for (var pulse = 0; pulse < 40; pulse++)
            {
                var up = random.NextDouble() < bias;
                var result = cell.Pulse(state, up);
                var before = device.Mapping.Weight(result.ConductanceStart);
                var step = device.Mapping.Weight(result.ConductanceEnd) - before;
                var fast = (double)device.Law.Pulse(Vector256.Create((float)before), up ? Vector256<float>.AllBitsSet : Vector256<float>.Zero, Vector256<float>.Zero, lanes).GetElement(0) - (float)before;
                Assert.True(Math.Abs(fast - step) < 0.01 * Math.Abs(step), $"{id}, sequence {n}, pulse {pulse} {(up ? "up" : "down")} at w = {before:F4}: cell {step:G5}, table {fast:G5}");
                state = result.End;
            }
        }
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
        Assert.True(watch.Elapsed.TotalSeconds < 5, $"{watch.Elapsed.TotalSeconds:F2} s");
    }
}
