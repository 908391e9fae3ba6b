using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Cells;

/// <summary>A channel that air oxidises: ions leave with their electrons, in proportion to the filling and without current.</summary>
public class AirTests
{
    private const double Capacity = PhysicalConstants.Faraday * 20000 * 50e-9, Rate = 1e-3;

    private static Stack InAir(bool film)
    {
        var stack = OhmicCell.Of(1, 1) with { InAir = true };
        var host = stack.Channel.Host with { Diffusivity = new ConstantDiffusivity(new Arrhenius(1e-14)) };
        var transport = film ? new ChannelTransport(ChannelLaw.Fick, 10, 2) : ChannelTransport.Homogeneous;
        return stack with { Channel = stack.Channel with { AirOxidation = new Arrhenius(Rate, 0.5), Host = host, Transport = transport } };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_open_cell_empties_exponentially(bool film)
    {
        var stack = InAir(film);
        var end = new Cell(stack).Rest(CellState.Equilibrium(stack, 0.6), 1e4);
        // The double layer of 1e-3 F/m² gives a little when the voltage of the host rises.
        Assert.Equal(0.6 * Math.Exp(-Rate * 1e4 / Capacity), end.Filling, 2e-6);
        Assert.Equal(0.6, new Cell(stack with { InAir = false }).Rest(CellState.Equilibrium(stack, 0.6), 1e4).Filling, 1e-9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_held_gate_gives_what_air_takes(bool film)
    {
        // Stationary: i = 1e-3·x through 1e-3 Ω m² (and the series resistance): V_hold − V_OCV = iR with V_OCV = x·1 V.
        var stack = InAir(film);
        var trace = new Cell(stack).Follow(CellState.Equilibrium(stack, 0.5), GateAfterPulse.Held, 1e3);
        var x = 0.5 / (1 + Rate * (1e-7 / 1e-4 + 1e-10));
        Assert.Equal(x, trace.End.Filling, 1e-6);
        var energy = trace.Energy;
        Assert.True(Math.Abs(energy.Residual) < 1e-6 * (Math.Abs(energy.Source) + Math.Abs(energy.Taken)), $"{energy} leaves {energy.Residual}");
        // In the stationary state the source pays V_hold per charge, and what goes away is worth −U.
        Assert.Equal(Rate * x * 1e3 * 1e-10 * -(3 - x), energy.Taken, 1e-3 * Math.Abs(energy.Taken));
    }

    [Fact]
    public void Retention_sealed_and_in_air()
    {
        var stack = InAir(false);
        var r = Retention.Of(stack, 0.7, GateAfterPulse.Open);
        Assert.Equal(Capacity / Rate * Math.Log(0.7 / 0.66), r.TimeToTenth!.Value, 1e-3 * r.TimeToTenth.Value);
        Assert.Null(r.Convergence);
        Assert.Null(Retention.Of(stack with { InAir = false }, 0.7, GateAfterPulse.Open).TimeToTenth);
        // Warm air is faster by its own activation.
        var warm = Retention.Of(stack with { Temperature = 323.15 }, 0.7, GateAfterPulse.Open);
        var factor = Math.Exp(0.5 * PhysicalConstants.ElementaryCharge / PhysicalConstants.Boltzmann * (1 / 298.15 - 1 / 323.15));
        Assert.Equal(factor, r.TimeToTenth.Value / warm.TimeToTenth!.Value, 1e-4 * factor);
    }
}
