using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Ecram.Tests.Cells;

/// <summary>What separating into phases does to a channel: plateau, straight branches, and states that a held gate does not move. Beside it one that mixes.</summary>
public class SeparatingFilmTests
{
    private static readonly double Thermal = PhysicalConstants.ThermalEnergy(298.15);

    // Regular solution of Ω kT in 20 nm; binodals at 4 kT: 0.02124799 and its mirror, zero-rate voltage in their middle.
    private static Stack Film(double omega)
    {
        var stack = OhmicCell.Of(0, 0.1);
        var host = stack.Channel.Host with
        {
            FreeEnergy = new RegularSolution(omega * Thermal), Diffusivity = new LatticeDiffusivity(new Arrhenius(1e-13)), PhaseField = new PhaseField(5e-11),
        };
        return stack with
        {
            Channel = stack.Channel with { Host = host, Thickness = 20e-9, Transport = ChannelTransport.CahnHilliard },
            Window = new OperatingWindow(0.25, 0.75, 0.5), Pulse = stack.Pulse with { Width = 2e-4, Rest = 5e-3 },
        };
    }

    [Fact]
    public void Two_phases_stand_at_the_binodals_and_at_one_voltage()
    {
        var stack = Film(4);
        foreach (var x in new[] { 0.25, 0.5, 0.75 })
        {
            var state = CellState.Equilibrium(stack, x);
            Assert.Equal(0.02124799, state.Profile![0], 1e-5);
            Assert.Equal(1 - 0.02124799, state.Profile[^1], 1e-5);
            // The mesh pins the boundary within a microvolt.
            Assert.Equal(0, state.GateVoltage(stack), 1e-6);
            Assert.Equal(0, stack.OpenCircuitVoltage(x), 1e-12);
            Assert.Equal(x, stack.Channel.Film(298.15).MeanFilling(state.Profile), 1e-9);
            // Slices of σ = 1000·x: the lever rule, so the conductance of the mean.
            Assert.Equal(20e-9 * 1000 * x, new Cell(stack).Conductance(state), 1e-8 * 20e-9 * 1000);
        }
    }

    [Fact]
    public void A_mixing_channel_has_a_slope_a_label_and_forgets()
    {
        var stack = Film(1.5);
        // U(0.25) − U(0.75) = 2[ln 3 − 0.75] kT.
        var span = 2 * (Math.Log(3) - 0.75) * Thermal;
        Assert.Equal(span, stack.OpenCircuitVoltage(0.75) - stack.OpenCircuitVoltage(0.25), 1e-9);
        var o = PulseObservables.Of(CompactResponse.Of(stack).Steps, isConductance: true);
        // The straight line between the ends would give the label of r = ΔU/2V; the curve of the lattice gas bends less in the middle.
        Assert.InRange(o.Potentiation.Nonlinearity, 0.15, NonlinearityLabel.OfCurvature(1 / Math.Log((1 + span / 0.2) / (1 - span / 0.2))));
        Assert.InRange(Retention.Worst(stack, GateAfterPulse.Held).TimeToTenth!.Value, 0.05, 5);
    }

    [Fact]
    public void A_separating_channel_is_straight_and_keeps_its_state_on_a_held_gate()
    {
        var stack = Film(4);
        var o = PulseObservables.Of(CompactResponse.Of(stack).Steps, isConductance: true);
        Assert.InRange(Math.Abs(o.Potentiation.Nonlinearity), 0, 0.01);
        Assert.InRange(Math.Abs(o.Depression.Nonlinearity), 0, 0.01);
        foreach (var x in new[] { 0.25, 0.75 }) Assert.Null(Retention.Of(stack, x, GateAfterPulse.Held).TimeToTenth);
    }
}
