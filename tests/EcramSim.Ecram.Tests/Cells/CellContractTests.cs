using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Cells;

/// <summary>What every device file with a stack must keep, with a channel of one filling and, where the host diffuses, with one resolved through its thickness.</summary>
public class CellContractTests
{
    private static readonly GateAfterPulse[] Gates = [GateAfterPulse.Open, GateAfterPulse.Held, GateAfterPulse.Shorted, GateAfterPulse.Selector];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var id in Shipped.WithStack)
            {
                data.Add(id, "as in the file");
                if (Shipped.Stack(id).Channel is { Transport.Law: ChannelLaw.Homogeneous, Host.Diffusivity: not null }) data.Add(id, "fick");
            }
            return data;
        }
    }

    private static Stack Of(string id, string transport)
    {
        var stack = Shipped.Stack(id);
        return transport == "fick" ? stack with { Channel = stack.Channel with { Transport = new ChannelTransport(ChannelLaw.Fick, 12, 4) } } : stack;
    }

    private static double Moved(Stack stack, CellState start, CellState end)
    {
        var film = stack.Channel.Film(stack.Temperature);
        double Mean(CellState s) => s.Profile is { } x ? film.MeanFilling(x) : s.Filling;
        return (Mean(end) - Mean(start)) * stack.Channel.Capacity;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Charge_in_is_ions_moved(string id, string transport)
    {
        var stack = Of(id, transport);
        foreach (var up in new[] { true, false })
        {
            var r = new Cell(stack).Pulse(Shipped.Middle(stack), up);
            var charge = r.ChannelCharge / stack.Channel.Area;
            // Differences of fillings near 0.5 carry 1e-16 of the whole capacity.
            Assert.Equal(charge, Moved(stack, r.Start, r.End), 1e-12 * Math.Abs(charge) + 4e-16 * stack.Channel.Capacity);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Energy_of_the_driver_is_stored_or_becomes_heat(string id, string transport)
    {
        var stack = Of(id, transport);
        foreach (var gate in transport == "fick" ? [GateAfterPulse.Open] : Gates)
        {
            foreach (var resistance in new[] { stack.SeriesResistance, 0 })
            {
                var s = stack with { SeriesResistance = resistance };
                var r = new Cell(s).Pulse(Shipped.Middle(s), s.PulseLevel(true), s.Pulse with
                {
                    // No longer than the pulse: a shorted graphene channel is empty after ten of them.
                    After = gate, SelectorOffCurrent = 1e-12, ShortResistance = 1e3, Rest = Math.Min(s.Pulse.Rest, s.Pulse.Width),
                });
                var (energy, heat) = (r.Energy, r.Energy.Losses);
                Assert.True(Math.Abs(energy.Residual) <= 1e-6 * (Math.Abs(energy.Source) + heat.Total), $"{id} {gate} {resistance}: {energy} leaves {energy.Residual:G3}");
                foreach (var part in new[] { heat.Line, heat.Leakage, heat.Electrolyte, heat.ChannelInterface, heat.GateInterface, heat.Transport })
                    Assert.True(part >= -1e-9 * heat.Total, $"{id} {gate}: {heat}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Open_and_tight_cell_keeps_its_charge_and_once_relaxed_never_drifts(string id, string transport)
    {
        var stack = Of(id, transport);
        stack = stack with
        {
            ParasiticCapacitance = 0,
            Electrolyte = stack.Electrolyte with { Material = stack.Electrolyte.Material with { ElectronicConductivity = new Arrhenius(0) } },
        };
        var cell = new Cell(stack);
        var pulse = cell.Pulse(Shipped.Middle(stack), stack.PulseLevel(true), stack.Pulse with { ReturnEdge = 0, Edge = 0, After = GateAfterPulse.Open, Rest = 1e-9 * stack.Pulse.Width });
        // Ions in the host and in its double layer, C/m²: what one loses the other has.
        double Whole(CellState s)
        {
            var layer = stack.Channel;
            var surface = s.Profile is { } x ? layer.Host.OpenCircuitVoltage(x[^1], stack.Temperature) : layer.Host.OpenCircuitVoltage(s.Filling, stack.Temperature);
            return Moved(stack, pulse.Start, s) - layer.DoubleLayer * (surface + s.ChannelOverpotential);
        }
        var first = pulse.End;
        foreach (var duration in new[] { stack.Pulse.Width, 1e3 * stack.Pulse.Width, 1e9 })
        {
            var later = cell.Rest(first, duration);
            Assert.Equal(Whole(first), Whole(later), 1e-12 * Math.Abs(Moved(stack, pulse.Start, later)) + 2e-15 * stack.Channel.Capacity);
        }
        var rest = Shipped.Middle(stack);
        foreach (var x in new[] { rest, cell.Rest(first, 1e9) with { Profile = null } })
        {
            var settled = CellState.Equilibrium(stack, x.Filling);
            var end = cell.Rest(settled, 3e9);
            Assert.Equal(settled.Filling, end.Filling, 1e-12);
            Assert.Equal(settled.GateVoltage(stack), end.GateVoltage(stack), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mirror_cell_moves_equal_charge_for_both_signs(string id, string transport)
    {
        if (transport == "fick") return;
        var stack = Shipped.Stack(id);
        if (stack.Channel.Transport.Law != ChannelLaw.Homogeneous) return;
        var channel = stack.Channel;
        var mirror = stack with
        {
            Gate = new GateLayer(channel.Host, channel.Thickness, stack.Window.Middle, 1, channel.DoubleLayer),
            Window = stack.Window with { Hold = stack.Window.Middle },
        };
        var cell = new Cell(mirror);
        var amplitude = stack.Pulse.IsCurrent ? 0.1 : Math.Abs(stack.PulseVoltage(true) - stack.HoldVoltage);
        var shape = stack.Pulse with { IsCurrent = false, Compliance = double.PositiveInfinity };
        PulseResult At(double v) => cell.Pulse(Shipped.Middle(mirror), v, shape);
        var (plus, minus) = (At(amplitude), At(-amplitude));
        Assert.Equal(plus.LoopCharge, -minus.LoopCharge, 1e-9 * Math.Abs(plus.LoopCharge) + 1e-9 * Math.Abs(plus.ChannelCharge));
        Assert.Equal(plus.ChannelCharge, -minus.GateCharge, 1e-8 * Math.Abs(plus.ChannelCharge));
        Assert.Equal(plus.SourceEnergy, minus.SourceEnergy, 1e-6 * plus.SourceEnergy);
    }
}
