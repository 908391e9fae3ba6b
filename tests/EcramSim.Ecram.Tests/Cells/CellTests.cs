using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Cells;

public class CellTests
{
    public static IEnumerable<object[]> Stacks => Shipped.Physical.Select(id => new object[] { id });

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Charge_closes(string id)
    {
        var stack = Shipped.Stack(id);
        var (channel, gate) = (stack.Channel, stack.Gate);
        foreach (var up in new[] { true, false })
        {
            var r = new Cell(stack).Pulse(Shipped.Middle(stack), up);
            var area = channel.Area;
            // What passed the loop stands in the channel host and in its double layer; the same left the gate's.
            double Potential(CellState s) => channel.Host.OpenCircuitVoltage(s.Filling, stack.Temperature) + s.ChannelOverpotential;
            double GatePotential(CellState s) => gate.Host.OpenCircuitVoltage(s.GateFilling, stack.Temperature) + s.GateOverpotential;
            var channelSide = r.FillingChange * channel.Capacity - channel.DoubleLayer * (Potential(r.End) - Potential(r.Start));
            var gateSide = -(r.End.GateFilling - r.Start.GateFilling) * gate.Capacity
                + gate.DoubleLayer * gate.AreaRatio * (GatePotential(r.End) - GatePotential(r.Start));
            // Differences of fillings near 0.5 carry 1e-16 of the whole capacity.
            var rounding = 4e-16 * Math.Max(channel.Capacity, gate.Capacity);
            Assert.Equal(r.LoopCharge / area, channelSide, 1e-12 * Math.Abs(channelSide) + rounding);
            Assert.Equal(r.LoopCharge / area, gateSide, 1e-12 * Math.Abs(gateSide) + rounding);
            Assert.Equal(r.ChannelCharge / area, r.FillingChange * channel.Capacity, 1e-12 * Math.Abs(channelSide) + rounding);
        }
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Tolerance_does_not_matter(string id)
    {
        var stack = Shipped.Stack(id);
        var coarse = new Cell(stack, 1e-6).Pulse(Shipped.Middle(stack), true);
        var fine = new Cell(stack, 1e-10).Pulse(Shipped.Middle(stack), true);
        Assert.Equal(1, coarse.FillingChange / fine.FillingChange, 2e-6);
        Assert.Equal(1, coarse.DissipatedEnergy / fine.DissipatedEnergy, 1e-5);
    }

    [Fact]
    public void Nanosecond_pulse_on_lipon_depends_on_what_the_gate_does_afterwards()
    {
        var stack = Shipped.Stack("lixwo3-lipon");
        // Leakage would add its own drift during the rest.
        stack = stack with { Electrolyte = stack.Electrolyte with { Material = stack.Electrolyte.Material with { ElectronicConductivity = new Arrhenius(0) } } };
        var capacity = PhysicalConstants.Faraday * 26000 * 50e-9;
        // The double layers (0.1 F/m² each) divide the voltage with the plates, at the pulse and again at its return.
        var plates = 17 * 8.8541878128e-12 / 100e-9;
        var series = 1 / (1 / plates + 2 / 0.1);
        var divider = series / plates;
        double Change(PulseShape shape) => new Cell(stack).Pulse(Shipped.Middle(stack), stack.HoldVoltage + 1, shape).FillingChange;
        // A return of 10 ns: long against R_s·C = 0.15 ns, short against the flow back of the double layers.
        var returned = Change(new PulseShape(1, 1, false, 5e-9, 10e-9, GateAfterPulse.Open, 5e-3));
        var floating = Change(new PulseShape(1, 1, false, 5e-9, 0, GateAfterPulse.Open, 5e-3));
        // Conducted only: σ·V/d·t.
        var conducted = 1e-4 / 100e-9 * 5e-9 * divider;
        // With the host's voltage changes the charge of its double layer too: C_dl beside the chemical capacitance.
        capacity += 0.1 * 1.25;
        Assert.Equal(conducted * divider / capacity, returned, 5e-4 * returned);
        // Floating: the charge of the plates and double layers, C_series·V, is inserted as well.
        Assert.Equal((series + conducted * divider) / capacity, floating, 5e-4 * floating);
        Assert.InRange(returned, 3.7e-8, 4.05e-8);
        Assert.InRange(floating, 1.15e-5, 1.25e-5);
    }

    [Fact]
    public void The_plate_capacitance_is_the_floor_of_the_energy()
    {
        // PSG: 2·½·εε₀A/d·V² = 2.66 fJ of a 10 V pulse that is returned, where interfaces take nothing.
        var floor = 4 * 8.8541878128e-12 * 50e-9 * 150e-9 / 10e-9 * 100;
        Assert.Equal(2.66e-15, floor, 0.01e-15);
        var stack = Shipped.Stack("hxwo3-psg");
        var insulating = stack with
        {
            ResistanceFactor = 1e12, RateFactor = 1e-12,
            Channel = stack.Channel with { DoubleLayer = 1e4 }, Gate = stack.Gate with { DoubleLayer = 1e4 },
        };
        Assert.Equal(floor, new Cell(insulating).Pulse(CellState.Equilibrium(stack, stack.Window.Hold), true).DissipatedEnergy, 1e-5 * floor);
        Assert.InRange(new Cell(stack).Pulse(Shipped.Middle(stack), true).DissipatedEnergy, floor, 1.3 * floor);
    }

    [Fact]
    public void Symmetric_stack_pays_the_same_in_both_directions_and_swaps_signs()
    {
        var stack = Shipped.Stack("tio2-x-ysz");
        var cell = new Cell(stack);
        var (up, down) = (cell.Pulse(Shipped.Middle(stack), true), cell.Pulse(Shipped.Middle(stack), false));
        Assert.Equal(1, up.SourceEnergy / down.SourceEnergy, 1e-4);
        // Exchanging channel and gate is exchanging the sign of the voltage: not exact at equal x, where the two are not mirror images.
        Assert.Equal(-1, up.FillingChange / down.FillingChange, 1e-3);
        Assert.Equal(up.LoopCharge, -cell.Pulse(Shipped.Middle(stack), stack.HoldVoltage - 2, stack.Pulse).GateCharge, 1e-3 * up.LoopCharge);
    }

    [Fact]
    public void Area_scales_currents_and_energies_and_leaves_fillings()
    {
        var stack = Shipped.Stack("lixwo3-lipon");
        var large = stack with
        {
            Channel = stack.Channel with { Width = 3 * stack.Channel.Width, Length = 3 * stack.Channel.Length },
            SeriesResistance = stack.SeriesResistance / 9,
        };
        var (a, b) = (new Cell(stack).Pulse(Shipped.Middle(stack), true), new Cell(large).Pulse(Shipped.Middle(large), true));
        Assert.Equal(a.FillingChange, b.FillingChange, 1e-9 * a.FillingChange);
        Assert.Equal(9 * a.DissipatedEnergy, b.DissipatedEnergy, 1e-8 * b.DissipatedEnergy);
        Assert.Equal(a.ConductanceChange, b.ConductanceChange, 1e-8 * b.ConductanceChange);
    }

    [Fact]
    public void Dissipation_is_never_negative_though_the_source_may_gain()
    {
        foreach (var id in Shipped.Physical)
        {
            var d = Shipped.Device(id);
            foreach (var r in d.Compact!.Up.Concat(d.Compact.Down)) Assert.True(r.DissipatedEnergy > 0);
        }
        Assert.True(Shipped.Device("lixwo3-lipon").DataSheet.Writing!.SourceEnergyUp < 0);
    }

    // Ions are conserved with those of the double layers: from V_hold, pulses lead along the line of Reached, whatever a pulse or the leakage took.
    [Theory]
    [InlineData("pedot-floating-gate")]
    [InlineData("pg2t-tt-ion-gel")]
    [InlineData("hxwo3-psg")]
    public void Pulses_lead_along_the_line_of_conserved_ions(string id)
    {
        var stack = Shipped.Stack(id);
        var cell = new Cell(stack);
        var state = CellState.Equilibrium(stack, stack.Window.Hold);
        Assert.Equal(state, CellState.Reached(stack, stack.Window.Hold));
        foreach (var up in new[] { true, true, true, true, false, true, true, true }) state = cell.Pulse(state, up).End;
        state = cell.Rest(state, 10 * stack.Pulse.Rest);
        var line = CellState.Reached(stack, state.Filling);
        var moved = state.GateFilling - stack.Gate.Filling;
        Assert.Equal(line.GateFilling, state.GateFilling, 1e-5 * Math.Abs(moved));
        Assert.True(Math.Abs(stack.GateFilling(state.Filling) - state.GateFilling) > 1e-4 * Math.Abs(moved));
    }

    [Fact]
    public void Energy_is_conserved()
    {
        // What the source gives is what is dissipated plus what the open-circuit voltage takes: ∫V_OCV i dt over the driven part.
        var stack = Shipped.Stack("pedot-pss");
        var r = new Cell(stack).Pulse(Shipped.Middle(stack), true);
        var stored = r.SourceEnergy - r.DissipatedEnergy;
        var middle = stack.OpenCircuitVoltage(r.Start.Filling + 0.5 * r.FillingChange);
        Assert.Equal(middle * r.TerminalCharge, stored, 2e-3 * Math.Abs(stored));
    }
}
