using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Stacks;
using EcramSim.Ecram.Tests.Cells;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Compact;

public class DriftTableTests
{
    // dw/dt = −0.5(w − 0.2): an exponential, whatever the grid.
    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void A_linear_rate_gives_an_exponential(int points)
    {
        var table = new DriftTable(-1, 1, [.. Enumerable.Range(0, points).Select(i => -0.5 * (-1 + 2.0 * i / (points - 1) - 0.2))]);
        foreach (var w in new[] { -1, -0.9, 0.1, 0.2, 0.9, 1 })
            foreach (var t in new[] { 0, 1e-9, 0.1, 3, 500 })
                Assert.Equal(0.2 + (w - 0.2) * Math.Exp(-0.5 * t), table.After(w, t), 1e-12);
        Assert.Equal(0.6, table.Fastest, 1e-12);
    }

    // The same line backwards: weights that have drifted in from beyond the table, or are still there.
    [Fact]
    public void The_way_back_goes_on_beyond_the_table()
    {
        var table = new DriftTable(-1, 1, [0.6, 0.1, -0.4]);
        foreach (var w in new[] { -1.1, -0.9, 0.1, 0.2, 0.9, 1, 1.1 })
            foreach (var t in new[] { 0, 0.01, 0.4 })
                Assert.Equal(0.2 + (w - 0.2) * Math.Exp(0.5 * t), table.Before(w, t), 1e-12);
    }

    // dw/dt = 0.01·(1 + w²) on a fine grid: w = tan(0.01 t + atan w₀).
    [Fact]
    public void A_curved_rate_is_followed_through_its_intervals()
    {
        var table = new DriftTable(-1, 1, [.. Enumerable.Range(0, 2001).Select(i => 0.01 * (1 + Math.Pow(-1 + i / 1000.0, 2)))]);
        Assert.Equal(Math.Tan(1.2 + Math.Atan(-0.8)), table.After(-0.8, 120), 1e-6);
        Assert.Equal(table.After(-0.8, 120), table.After(table.After(-0.8, 50), 70), 1e-12);
        Assert.Equal(1, table.After(-0.8, 1e6), 1e-12);
        Assert.Equal(-0.8, table.Before(table.After(-0.8, 50), 50), 1e-12);
        Assert.Equal(0.3, new DriftTable(-1, 1, [0, 0]).After(0.3, 1e9));
    }

    // What a cell leaks while its double layer, which takes seconds, follows is no drift: the rate is that of the slow state, although 240 s leak a good part of a step.
    [Fact]
    public void Rate_of_a_cell_whose_double_layers_follow_the_leakage()
    {
        var device = Shipped.Device("smnio3-x-il");
        var (stack, drift) = (device.Stack!, device.Evolution!.Drift!);
        double Weight(CellState state) => device.Mapping.Weight(stack.Conductance(state.Filling));
        // Long after a start at rest, so that the double layers carry the leakage.
        var led = new Cell(stack).Rest(CellState.Reached(stack, 0.14), 60);
        var later = new Cell(stack).Rest(led, 240);
        var change = Weight(later) - Weight(led);
        Assert.True(Math.Abs(change) > 0.05 * device.Law.Granularity, $"{change}");
        Assert.Equal(change, drift.After(Weight(led), 240) - Weight(led), 2e-3 * Math.Abs(change));
        Assert.Equal(Weight(led), drift.Before(Weight(later), 240), 2e-3 * Math.Abs(change));
    }

    // A leaking cell with open gate loses σ_e·V_OCV/d per area, whatever the interfaces take: dx/dt = −σ_e V/(d·zFct), by hand.
    // Here σ is linear, so that w runs over 2.5 where x runs over 0.4.
    [Fact]
    public void Leakage_by_hand()
    {
        const double leakage = 1e-12;
        var stack = OhmicCell.Of(slope: 0.4, amplitude: 1, leakage: leakage);
        var evolution = CompactResponse.Of(stack).Evolution!;
        Assert.Null(evolution.Volatile);
        foreach (var (point, x) in new[] { (0, 0.3), (128, 0.5), (256, 0.7) })
        {
            var rate = -leakage / 100e-9 * stack.OpenCircuitVoltage(x) / (PhysicalConstants.Faraday * 20000 * 50e-9);
            // The double layer of the channel follows its open-circuit voltage: 4e-4 of the capacity of the host.
            Assert.Equal(rate * 2.5 / 0.4, evolution.Drift!.Rate[point], 1e-3 * Math.Abs(rate * 2.5 / 0.4));
        }
        Assert.Null(CompactResponse.Of(OhmicCell.Of(slope: 0.4, amplitude: 1)).Evolution);
    }

    // Leakage and site density of the reference cell scale dG/dt as the array's factor says; the thickness of its channel does not.
    [Fact]
    public void Spread_of_the_drift_is_that_of_leakage_and_sites()
    {
        var stack = OhmicCell.Of(slope: 0.4, amplitude: 1, leakage: 1e-12);
        double Rate(Stack s) => (s.Conductance(new Cell(s).Rest(CellState.Equilibrium(s, 0.5), 1e4).Filling) - s.Conductance(0.5)) / 1e4;
        var nominal = Rate(stack);
        Assert.Equal(1.2, Rate(stack with { LeakageFactor = 1.2 }) / nominal, 1e-3);
        Assert.Equal(1 / 1.1, Rate(stack with { Channel = stack.Channel with { Host = stack.Channel.Host with { SiteDensity = 1.1 * stack.Channel.Host.SiteDensity } } }) / nominal, 1e-3);
        Assert.Equal(1, Rate(stack with { Channel = stack.Channel with { Thickness = 1.1 * stack.Channel.Thickness } }) / nominal, 1e-3);
        var evolution = CompactResponse.Of(stack).Evolution!;
        Assert.Equal(0, evolution.DriftSpread);
        Assert.Equal(Math.Sqrt(0.2 * 0.2 + 0.05 * 0.05), evolution.Among(stack, new CellSpread(0.1, 0.1, 0.1, 0.1, 0.05) { Leakage = 0.2 }).DriftSpread, 1e-12);
        Assert.Equal(0, evolution.Among(stack with { Pulse = stack.Pulse with { After = GateAfterPulse.Held } }, new CellSpread(0, 0, 0, 0, 0.05)).DriftSpread);
    }

    [Theory]
    [InlineData("tio2-x-ysz")]
    [InlineData("lixwo3-lipon")]
    public void Retention_of_shipped_cells_is_that_of_the_reference_cell(string id)
    {
        var device = Shipped.Device(id);
        var (stack, drift) = (device.Stack!, device.Evolution!.Drift!);
        foreach (var place in new[] { 0.2, 0.8 })
        {
            var x = stack.Window.Minimum + (stack.Window.Maximum - stack.Window.Minimum) * place;
            var w = device.Mapping.Weight(stack.Conductance(x));
            // A tenth of the window, at the rate where it starts.
            var time = 0.2 / drift.Fastest;
            var expected = device.Mapping.Weight(stack.Conductance(new Cell(stack).Rest(CellState.Equilibrium(stack, x), time).Filling));
            Assert.Equal(expected, drift.After(w, time), 0.01 * Math.Abs(expected - w) + 1e-6);
        }
    }
}
