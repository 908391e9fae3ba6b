using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Cells;

public class OhmicCellTests
{
    // Exact: every pulse moves the filling by the same fraction of its distance to the filling where V_OCV = V_hold + V,
    // so both branches are exponential with 1/a = ln[(1 + r)/(1 − r)], r = ΔU/2V.
    [Theory]
    [InlineData(0.1, 0.2532)]
    [InlineData(0.2, 0.5108)]
    [InlineData(0.5, 1.3646)]
    public void The_slope_of_the_voltage_alone_sets_the_label(double r, double label)
    {
        var stack = OhmicCell.Of(slope: 2 * r / 0.4, amplitude: 1);
        var o = PulseObservables.Of(CompactResponse.Of(stack).Steps, isConductance: true);
        Assert.Equal(label, o.Potentiation.Nonlinearity, 0.002 + 10.1 / (8 * o.Potentiation.Pulses * o.Potentiation.Pulses));
        Assert.Equal(label, o.Depression.Nonlinearity, 0.002);
        Assert.Equal(50, o.SymmetryPoint!.Value, 0.05);
        // |Δ↑ + Δ↓| = 2Δ·2r·|p|, p from −0.4 to 0.4 of the range; Δ↑ − Δ↓ = 2Δ.
        Assert.Equal(0.4 * r, o.Asymmetry, 0.002);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.3)]
    public void A_window_that_the_amplitude_cannot_traverse_is_named(double r)
    {
        var error = Assert.Throws<InputException>(() => CompactResponse.Of(OhmicCell.Of(slope: 2 * r / 0.4, amplitude: 1)));
        Assert.Contains("cannot be traversed", error.Message);
        Assert.Contains("amplitude", error.Message);
    }

    [Fact]
    public void One_pulse_against_the_formula()
    {
        // Filling relaxes towards x∞ with the time constant C_chem·R: Q' = (V − (Q/C_chem))/R, C_chem = capacity/slope.
        var stack = OhmicCell.Of(slope: 1, amplitude: 1) with { SeriesResistance = 1e-3 };
        var result = new Cell(stack).Pulse(CellState.Equilibrium(stack, 0.5), up: true);
        double resistance = 1e-7 / 1e-4 + 1e-3 * 1e-10, plates = 10 * 8.8541878128e-12 / 1e-7, capacity = PhysicalConstants.Faraday * 20000 * 50e-9;
        var conducted = capacity * (1 - Math.Exp(-1e-4 / (resistance * capacity)));
        // An open gate inserts what stands on the plates; interfaces take 2·kT/(e·i0)·i.
        var floating = plates * (1 - conducted / capacity);
        Assert.Equal((conducted + floating) / capacity, result.FillingChange, 1e-4 * result.FillingChange);
    }

    [Fact]
    public void A_cell_at_equilibrium_stays_there()
    {
        var stack = OhmicCell.Of(1, 1);
        var start = CellState.Equilibrium(stack, 0.4321);
        var end = new Cell(stack).Rest(start, 1e9);
        Assert.Equal(start.Filling, end.Filling, 1e-13);
        Assert.Equal(start.GateFilling, end.GateFilling, 1e-13);
        Assert.Equal(0, end.ElectrolyteVoltage, 1e-12);
    }

    [Fact]
    public void Leakage_drifts_linearly_in_time_and_not_towards_zero()
    {
        // V_OCV = 3 − (3 − x) = x·1 V; i_e = σ_e V/d discharges it: the channel loses σ_e V_OCV t/(d·capacity).
        var stack = OhmicCell.Of(1, 1, leakage: 1e-12);
        var end = new Cell(stack).Rest(CellState.Equilibrium(stack, 0.5), 1e4);
        var capacity = PhysicalConstants.Faraday * 20000 * 50e-9;
        var rate = 1e-12 / 1e-7 / capacity;
        Assert.Equal(0.5 * Math.Exp(-rate * 1e4), end.Filling, 1e-7);
    }

    [Fact]
    public void A_held_gate_pulls_the_filling_to_its_voltage()
    {
        var stack = OhmicCell.Of(1, 1);
        var end = new Cell(stack).Hold(CellState.Equilibrium(stack, 0.5), 0.6, 100);
        Assert.Equal(0.6, end.Filling, 1e-6);
    }

    [Fact]
    public void Charge_on_the_line_enters_the_host_when_the_gate_opens()
    {
        var plain = OhmicCell.Of(0, 1);
        var withLine = plain with { ParasiticCapacitance = 1e-12 };
        double Change(Stack stack) => new Cell(stack).Pulse(CellState.Equilibrium(stack, 0.5), true).ChannelCharge;
        // 1 pF at 1 V.
        Assert.Equal(1e-12, Change(withLine) - Change(plain), 1e-15);
    }
}
