using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.Tests.Cells;

/// <summary>Pulses of any shape, length and drive on every device file with a stack: charge and energy close, or the pulse is refused because it leaves what is known.</summary>
public class RandomPulseTests
{
    // A decade more than the pulses of the devices need: rests of a minute after nanoseconds. Below this the charges themselves are tolerances of the integrator, J/m².
    private const double Smallest = 1e-9;

    // Volts across bare interfaces, no resistance in series: charge flows off within 1e-35 s, and the pulse goes on.
    [Fact]
    public void Ideal_driver_on_bare_interfaces_is_followed()
    {
        var stack = Shipped.Stack("hxwo3-zro2");
        stack = stack with { SeriesResistance = 0, Temperature = 252, Channel = stack.Channel with { DoubleLayer = 2e-3 } };
        var shape = stack.Pulse with { Width = 1e-6, ReturnEdge = 1e-6 };
        var r = new Cell(stack).Pulse(CellState.Equilibrium(stack, 0.19), stack.HoldVoltage + 2.9, shape);
        Assert.True(r.FillingChange > 0);
        Assert.True(Math.Abs(r.Energy.Residual) <= 1e-6 * r.Energy.Losses.Total, $"{r.Energy}");
        Assert.Equal(r.ChannelCharge / stack.Channel.Area, r.FillingChange * stack.Channel.Capacity, 1e-12 * Math.Abs(r.ChannelCharge / stack.Channel.Area));
    }

    // A host with a finite voltage where it is empty is empty after a finite time: said as such, of the gate as of the channel.
    [Fact]
    public void A_gate_that_runs_empty_is_named()
    {
        var stack = Shipped.Stack("hxwo3-zro2");
        var message = Assert.Throws<InputException>(() => new Cell(stack).Pulse(CellState.Equilibrium(stack, 0.19), stack.HoldVoltage + 0.9, stack.Pulse with { Width = 1e-2 })).Message;
        Assert.StartsWith("a pulse drives the gate to the filling ", message);
    }

    // A current through a small double layer brings graphene to 5e-5 of its sites from full, where the driver stops it, and takes the ions out again: in
    // proportion to time, so that a few steps do while the voltage goes as the logarithm of what is left. Three stages per step left 7e-5 of the energy.
    [Fact]
    public void Energy_closes_where_a_current_fills_a_host_to_its_end()
    {
        var stack = Shipped.Stack("graphene-nafion");
        stack = stack with { Temperature = 389, Channel = stack.Channel with { DoubleLayer = 4e-3 } };
        var shape = stack.Pulse with
        {
            IsCurrent = true, Compliance = 1, Width = 0.02, Edge = 0, ReturnEdge = 0.02, Wave = new Waveform([0, 0.3, 0.6, 0.6, 1], [0, 1, 1, -0.5, 0.2]),
        };
        var (r, trace) = new Cell(stack).Follow(CellState.Equilibrium(stack, 0.11), 250 * stack.Channel.Area, shape);
        Assert.True(trace.Filling.Max() > 0.9999, $"{trace.Filling.Max()}");
        Assert.True(Math.Abs(r.Energy.Residual) <= 1e-6 * r.Energy.Losses.Total, $"{r.Energy}");
    }

    [Fact]
    public void Charge_and_energy_close()
    {
        const int seed = 20;
        var random = new Random(seed);
        string[] ids = [.. Shipped.WithStack];
        double Between(double low, double high) => low * Math.Pow(high / low, random.NextDouble());
        bool Coin() => random.Next(2) == 0;
        var count = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 5000 : 250;
        var done = 0;
        for (var n = 0; n < count; n++)
        {
            var id = ids[random.Next(ids.Length)];
            var stack = Shipped.Stack(id);
            var film = random.Next(3) == 0 && stack.Channel is { Host.Diffusivity: not null, Transport.Law: ChannelLaw.Homogeneous };
            stack = stack with
            {
                SeriesResistance = Coin() ? 0 : Between(1e-2, 1e7), ParasiticCapacitance = Coin() ? 0 : Between(1e-17, 1e-11), Temperature = 250 + 150 * random.NextDouble(),
                Channel = stack.Channel with { Transport = film ? new ChannelTransport(ChannelLaw.Fick, 10, 3) : stack.Channel.Transport, FollowsDoubleLayer = Coin(), DoubleLayer = Between(1e-3, 1) },
            };
            var width = Between(1e-9, 1e-1);
            var shape = stack.Pulse with
            {
                IsCurrent = random.Next(4) == 0, Compliance = 0.5 + random.NextDouble(), Width = width, Edge = Coin() ? 0 : 0.1 * width, ReturnEdge = Coin() ? 0 : width,
                After = (GateAfterPulse)random.Next(4), Rest = Between(1e-9, 1e2), SelectorOffCurrent = Between(1e-16, 1e-9), ShortResistance = Coin() ? 0 : Between(1, 1e9),
                Wave = random.Next(3) == 0 ? new Waveform([0, 0.3, 0.6, 0.6, 1], [0, 1, 1, -0.5, 0.2]) : Waveform.Rectangle,
            };
            var sign = Coin() ? 1 : -1;
            var level = shape.IsCurrent ? sign * stack.Channel.Area * Between(1e-2, 1e3) : stack.HoldVoltage + sign * Between(1e-2, 3);
            var x = stack.Window.Minimum + (stack.Window.Maximum - stack.Window.Minimum) * random.NextDouble();
            PulseResult r;
            try
            {
                r = new Cell(stack).Pulse(CellState.Equilibrium(stack, x), level, shape);
            }
            catch (InputException e)
            {
                Assert.True(e.Message.Contains("drives the", StringComparison.Ordinal), $"seed {seed}, case {n}, {id}: {e.Message}; {level} {shape} {stack.SeriesResistance}");
                continue;
            }
            done++;
            var (area, energy) = (stack.Channel.Area, r.Energy);
            Assert.True(Math.Abs(energy.Residual) <= 1e-5 * (Math.Abs(energy.Source) + energy.Losses.Total) + Smallest * area, $"seed {seed}, case {n}: {energy} leaves {energy.Residual:G3}; {level} {shape}");
            var end = r.End.Profile is { } profile ? stack.Channel.Film(stack.Temperature).MeanFilling(profile) : r.End.Filling;
            var charge = r.ChannelCharge / area;
            Assert.Equal(charge, (end - x) * stack.Channel.Capacity, 1e-12 * Math.Abs(charge) + 1e-15 * stack.Channel.Capacity);
        }
        Assert.True(done > 0.8 * count, $"{done} of {count} pulses were possible");
    }
}
