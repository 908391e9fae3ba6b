using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Cells;

/// <summary>What drives the gate and what becomes of it afterwards, against formulas of the ohmic cell.</summary>
public class DriveTests
{
    private const double Plates = 10 * 8.8541878128e-12 / 1e-7, Area = 1e-10, Capacity = PhysicalConstants.Faraday * 20000 * 50e-9;

    [Fact]
    public void Without_series_resistance_the_gate_follows_at_once()
    {
        var ideal = OhmicCell.Of(1, 1) with { SeriesResistance = 0 };
        var start = CellState.Equilibrium(ideal, 0.5);
        var r = new Cell(ideal).Pulse(start, true);
        // A small resistance changes little, a tenth of it a tenth as much.
        double Difference(double ohm) => new Cell(ideal with { SeriesResistance = ohm }).Pulse(start, true).ChannelCharge - r.ChannelCharge;
        Assert.Equal(10, Difference(1e4) / Difference(1e3), 0.1);
        Assert.InRange(Math.Abs(Difference(1e3) / r.ChannelCharge), 1e-7, 1e-3);
        // 1 Ω times 1 mA/V of a cell of 1 kΩ·m² / 1e-10 m² = 10 MΩ.
        Assert.Equal(0, Difference(1e-3) / r.ChannelCharge, 1e-9);
    }

    [Fact]
    public void Charging_through_a_vanishing_resistance_takes_half()
    {
        // Plates alone: the interfaces are capacitors of 1e4 F/m², nothing conducts. Up to 1 V, then back to V_hold: ½CV² of heat each.
        var stack = OhmicCell.Of(0, 1) with { SeriesResistance = 0, ResistanceFactor = 1e12, RateFactor = 1e-30 };
        stack = stack with { Channel = stack.Channel with { DoubleLayer = 1e6 }, Gate = stack.Gate with { DoubleLayer = 1e6 } };
        var heat = new Cell(stack).Pulse(CellState.Equilibrium(stack, 0.5), 1, stack.Pulse with { ReturnEdge = 1e-4 }).Energy.Losses;
        Assert.Equal(Plates * Area, heat.Line, 1e-6 * heat.Line);
        Assert.Equal(heat.Line, heat.Total, 1e-6 * heat.Line);
    }

    [Fact]
    public void Current_pulse_moves_current_times_time()
    {
        var stack = OhmicCell.Of(1, 1);
        var shape = stack.Pulse with { IsCurrent = true, AmplitudeUp = 1e-9, AmplitudeDown = 1e-9, Width = 1e-3 };
        var r = new Cell(stack with { Pulse = shape }).Pulse(CellState.Equilibrium(stack, 0.5), true);
        Assert.Equal(1e-12, r.LoopCharge, 1e-21);
        Assert.Equal(1e-12, r.TerminalCharge, 1e-21);
        // Settled, all of it is in the host, but for the shift of the double layer with the host's own voltage.
        Assert.Equal(1e-12 / (1 + 1e-3 / Capacity), r.ChannelCharge, 1e-18);
        // With edges half of their time counts.
        var edges = new Cell(stack with { Pulse = shape with { Edge = 1e-4 } }).Pulse(CellState.Equilibrium(stack, 0.5), false);
        Assert.Equal(-1.1e-12, edges.LoopCharge, 1e-20);
    }

    [Fact]
    public void A_driver_does_not_go_beyond_its_compliance()
    {
        var stack = OhmicCell.Of(1, 1);
        // 1 nA over 10 MΩ is 10 mV; in a host of 1 V over 96.5 C/m² · 1e-10 m², 1 s moves 0.104 V.
        var shape = stack.Pulse with { IsCurrent = true, AmplitudeUp = 1e-9, AmplitudeDown = 1e-9, Width = 1, Compliance = 0.05 };
        var limited = stack with { Pulse = shape };
        var (r, trace) = new Cell(limited).Follow(CellState.Equilibrium(stack, 0.5), limited.PulseLevel(true), shape);
        Assert.Equal(0.55, trace.GateVoltage.Max(), 1e-6);
        // Until the rise of V_OCV takes the 40 mV that the resistance leaves, then towards 50 mV with RC.
        var time = 0.04 * Capacity * Area / 1e-9;
        var expected = 1e-9 * time + 0.01 * Capacity * Area * (1 - Math.Exp(-(1 - time) / (1e-3 * Capacity)));
        Assert.Equal(expected, r.ChannelCharge, 2e-3 * expected);
    }

    [Fact]
    public void Waveform_conducts_its_integral()
    {
        var stack = OhmicCell.Of(0, 1);
        // A triangle of 1 V: half of its time; it ends at V_hold, so no charge stays on the plates.
        var triangle = stack.Pulse with { Wave = new Waveform([0, 0.5, 1], [0, 1, 0]), Width = 2e-4 };
        var r = new Cell(stack).Pulse(CellState.Equilibrium(stack, 0.5), 1, triangle);
        Assert.Equal(1e-4 / 1e-7 * 1e-4 * Area, r.ChannelCharge, 2e-5 * r.ChannelCharge);
        // Two rectangles with a pause between them, as times and volts.
        var trace = new Cell(stack).ApplyVoltage(CellState.Equilibrium(stack, 0.5), new Waveform([0, 1e-4, 1e-4, 2e-4, 2e-4, 3e-4, 3e-4, 4e-4], [1, 1, 0, 0, -0.5, -0.5, 0, 0]));
        Assert.Equal(0.5e-4 * 1e-4 / 1e-7 * Area, trace.ChannelCharge, 5e-5 * trace.ChannelCharge);
    }

    [Fact]
    public void Linear_edges_add_half_of_their_time()
    {
        var stack = OhmicCell.Of(0, 1);
        var r = new Cell(stack).Pulse(CellState.Equilibrium(stack, 0.5), 1, stack.Pulse with { Edge = 2e-5, ReturnEdge = 1e-4 });
        Assert.Equal(1.2e-4 * 1e-4 / 1e-7 * Area, r.ChannelCharge, 2e-5 * r.ChannelCharge);
    }

    [Fact]
    public void Shorted_cell_goes_to_zero_voltage_through_its_resistances()
    {
        // V_OCV = x·1 V; R of electrolyte and external resistance together.
        var stack = OhmicCell.Of(1, 1) with { SeriesResistance = 0 };
        const double external = 4e7, time = 3e-1;
        var end = new Cell(stack).Short(CellState.Equilibrium(stack, 0.5), external, time);
        var constant = (1e-7 / 1e-4 + external * Area) * Capacity;
        Assert.Equal(0.5 * Math.Exp(-time / constant), end.Filling, 2e-5);
    }

    [Fact]
    public void Selector_lets_its_off_current_through()
    {
        // V_hold is 0.5 V from V_OCV: the diodes pass their saturation current.
        var stack = OhmicCell.Of(1, 1) with { Pulse = OhmicCell.Of(1, 1).Pulse with { SelectorOffCurrent = 1e-12 } };
        var trace = new Cell(stack).Follow(CellState.Equilibrium(stack, 0.9), GateAfterPulse.Selector, 100);
        Assert.Equal(-1e-12 * 100, trace.ChannelCharge, 1e-14);
        Assert.Equal(-1e-12 * 100, trace.TerminalCharge, 1e-16);
        // Near V_hold they are a resistance 2kT/(e·I_off), through which the host discharges.
        var near = new Cell(stack).Follow(CellState.Equilibrium(stack, 0.5001), GateAfterPulse.Selector, 1000);
        var resistance = 2 * PhysicalConstants.ThermalEnergy(298.15) / 1e-12;
        Assert.Equal(0.5 + 1e-4 * Math.Exp(-1000 / (resistance * Capacity * Area)), near.End.Filling, 1e-8);
    }

    [Fact]
    public void Blocking_gate_gives_what_its_capacitor_holds()
    {
        var plain = OhmicCell.Of(0, 1);
        var stack = plain with { Gate = GateLayer.Capacitor(plain.Channel.Host, 3, 4, 0.1) };
        // Held at 1 V for long: C_dl·V·A_gate/A_channel, and not more.
        var end = new Cell(stack).Hold(CellState.Equilibrium(stack, 0.5), 1, 100);
        Assert.Equal(0.1 * 1 * 4, (end.Filling - 0.5) * Capacity, 1e-6);
        Assert.Equal(1, stack.OpenCircuitVoltage(end.Filling), 1e-5);
        // A cell at rest elsewhere on that line stands at its voltage and stays.
        var there = CellState.Equilibrium(stack, 0.501);
        Assert.Equal(stack.OpenCircuitVoltage(0.501), there.GateVoltage(stack), 1e-12);
        Assert.Equal(0.501, new Cell(stack).Rest(there, 1e6).Filling, 1e-12);
    }

    [Fact]
    public void Reservoir_keeps_its_filling_and_a_host_depletes()
    {
        var plain = OhmicCell.Of(1, 1);
        var reservoir = plain with { Gate = plain.Gate with { Kind = GateKind.Reservoir, Thickness = 0 } };
        var end = new Cell(reservoir).Hold(CellState.Equilibrium(reservoir, 0.5), 0.6, 100);
        Assert.Equal(0.5, end.GateFilling);
        Assert.Equal(0.6, end.Filling, 1e-6);
        var host = new Cell(plain).Hold(CellState.Equilibrium(plain, 0.5), 0.6, 100);
        Assert.Equal(0.5 - 0.1 * 50e-9 / 1e-6, host.GateFilling, 1e-7);
    }

    [Fact]
    public void Double_layer_that_counts_at_once_is_not_counted_again()
    {
        // Slow interface, flat voltage, linear conductivity: the ions stand in the double layer first.
        var off = OhmicCell.Of(0, 1, rateConstant: 10);
        off = off with { Channel = off.Channel with { DoubleLayer = 0.1 } };
        var on = off with { Channel = off.Channel with { FollowsDoubleLayer = true } };
        // Two time constants of the double layer, C·kT/(e·i0) = 0.26 ms.
        var shape = off.Pulse with { Width = 2e-5, ReturnEdge = 2e-5, Rest = 5e-3 };
        var (slow, slowTrace) = new Cell(off).Follow(CellState.Equilibrium(off, 0.5), 1, shape);
        var (fast, fastTrace) = new Cell(on).Follow(CellState.Equilibrium(on, 0.5), 1, shape);
        Assert.Equal(slow.ConductanceEnd, fast.ConductanceEnd, 1e-9 * slow.ConductanceChange + 1e-16);
        // With the part on, nothing happens to G once the current has stopped; without, most of the change is still to come.
        var released = Array.FindIndex(fastTrace.Time, t => t >= fast.ReleaseTime);
        Assert.All(fastTrace.Conductance.Skip(released), g => Assert.Equal(fast.ConductanceEnd, g, 1e-5 * fast.ConductanceChange));
        Assert.True(slow.VolatilePart < -0.5);
        // G follows the charge of the loop: ΔG = (W/L)·(dσ/dx)/(zFc)·Q.
        Assert.Equal(1000 / (PhysicalConstants.Faraday * 20000) * fast.LoopCharge / Area, fast.ConductanceChange, 1e-4 * fast.ConductanceChange);
        // Electrons of ten times that mobility overshoot by as much while they are there.
        var mobile = on with { Channel = on.Channel with { ElectrostaticMobility = 10 * 1000 / (PhysicalConstants.Faraday * 20000) } };
        var over = new Cell(mobile).Pulse(CellState.Equilibrium(mobile, 0.5), 1, shape);
        Assert.Equal(9 * -slow.VolatilePart, over.VolatilePart, 1e-2);
    }
}
