using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Cells;

/// <summary>The channel through its thickness, against the solutions of the diffusion equation, and thickness as a dimension.</summary>
public class FilmTests
{
    private const double Diffusivity = 1e-14, Thickness = 50e-9, Area = 1e-10, Sites = PhysicalConstants.Faraday * 20000;

    private static Stack Film(double slope = 0.5, int nodes = 40)
    {
        var stack = OhmicCell.Of(slope, 1);
        return stack with
        {
            Channel = stack.Channel with
            {
                Host = stack.Channel.Host with { Diffusivity = new ConstantDiffusivity(new Arrhenius(Diffusivity)) },
                Transport = new ChannelTransport(ChannelLaw.Fick, nodes, 5),
            },
        };
    }

    [Fact]
    public void Constant_current_builds_a_parabola()
    {
        // After several L²/D = 0.25 s: x(z) − x̄ = iL/(zFcD)·[½(z/L)² − 1/6]; a third of iL/(zFcD) at the electrolyte, minus a sixth at the closed face.
        const double current = 1e-11;
        var stack = Film();
        var trace = new Cell(stack).ApplyCurrent(CellState.Equilibrium(stack, 0.4), new Waveform([0, 1], [current, current]));
        var profile = trace.End.Profile!;
        var scale = current / Area * Thickness / (Sites * Diffusivity);
        Assert.Equal(scale / 3, profile[^1] - trace.End.Filling, 1e-3 * scale);
        Assert.Equal(-scale / 6, profile[0] - trace.End.Filling, 1e-3 * scale);
        Assert.Equal(0.4 + current / (Area * Thickness * Sites), trace.End.Filling, 1e-7);
    }

    [Fact]
    public void Voltage_relaxes_with_the_slowest_mode_of_the_slab()
    {
        var stack = Film();
        var cell = new Cell(stack);
        var driven = cell.ApplyCurrent(CellState.Equilibrium(stack, 0.4), new Waveform([0, 1], [1e-11, 1e-11])).End;
        double Excess(double time)
        {
            var s = cell.Rest(driven, time);
            return s.Profile![^1] - s.Filling;
        }
        // e^(−π²Dt/L²) between L²/D·0.2 and 0.4; the next mode is gone by e^(−4π²·0.2).
        var unit = Thickness * Thickness / Diffusivity;
        Assert.Equal(Math.Exp(-Math.PI * Math.PI * 0.2), Excess(0.4 * unit) / Excess(0.2 * unit), 2e-3);
    }

    [Fact]
    public void Parallel_slices_of_linear_conductivity_see_no_diffusion()
    {
        var stack = Film();
        var trace = new Cell(stack).ApplyCurrent(CellState.Equilibrium(stack, 0.4), new Waveform([0, 0.1, 0.1, 1], [1e-11, 1e-11, 0, 0]));
        for (var k = 0; k < trace.Time.Length; k++)
            Assert.Equal(Thickness * 1000 * trace.Filling[k], trace.Conductance[k], 1e-9 * trace.Conductance[k]);
    }

    [Fact]
    public void Error_falls_with_the_square_of_the_spacing()
    {
        double Charge(int nodes)
        {
            var stack = Film(0.5, nodes) with { SeriesResistance = 1 };
            stack = stack with { Channel = stack.Channel with { Transport = new ChannelTransport(ChannelLaw.Fick, nodes, 1) } };
            return new Cell(stack).Pulse(CellState.Equilibrium(stack, 0.5), 1, stack.Pulse with { Width = 2e-2, Rest = 1e-2 }).ChannelCharge;
        }
        var (coarse, middle, fine) = (Charge(11), Charge(21), Charge(41));
        Assert.InRange(Math.Log2((coarse - middle) / (middle - fine)), 1.7, 2.3);
    }

    [Fact]
    public void Fast_diffusion_is_the_homogeneous_channel()
    {
        var film = Film();
        var fast = film with { Channel = film.Channel with { Host = film.Channel.Host with { Diffusivity = new ConstantDiffusivity(new Arrhenius(1e-8)) } } };
        var flat = film with { Channel = film.Channel with { Transport = ChannelTransport.Homogeneous } };
        var start = CellState.Equilibrium(flat, 0.5);
        Assert.Equal(new Cell(flat).Pulse(start, true).ChannelCharge, new Cell(fast).Pulse(start, true).ChannelCharge, 1e-6 * new Cell(flat).Pulse(start, true).ChannelCharge);
    }

    [Fact]
    public void Half_the_thickness_keeps_the_step_per_charge_and_doubles_what_it_is_relative_to()
    {
        var whole = OhmicCell.Of(1, 1);
        var half = whole with { Channel = whole.Channel with { Thickness = 0.5 * whole.Channel.Thickness } };
        // The same charge by current.
        PulseResult Step(Stack stack) => new Cell(stack).Pulse(CellState.Equilibrium(stack, 0.5), 1e-9, stack.Pulse with { IsCurrent = true, Width = 1e-3 });
        var (a, b) = (Step(whole), Step(half));
        Assert.Equal(a.ConductanceChange / a.ChannelCharge, b.ConductanceChange / b.ChannelCharge, 1e-10 * a.ConductanceChange / a.ChannelCharge);
        Assert.Equal(2 * a.FillingChange / a.ChannelCharge, b.FillingChange / b.ChannelCharge, 1e-10 * b.FillingChange / b.ChannelCharge);
        Assert.Equal(2, b.ConductanceChange / b.ConductanceStart / b.ChannelCharge / (a.ConductanceChange / a.ConductanceStart / a.ChannelCharge), 1e-9);
    }
}
