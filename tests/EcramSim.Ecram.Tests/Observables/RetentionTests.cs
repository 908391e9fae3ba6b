using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Ecram.Tests.Cells;
using EcramSim.Insertion.Conduction;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Observables;

/// <summary>Drift of the ohmic cell, whose V_OCV is slope·x: every time constant by hand. G = 1000·x·50 nm, window 0.3 to 0.7, V_hold at 0.5.</summary>
public class RetentionTests
{
    private const double Capacity = PhysicalConstants.Faraday * 20000 * 50e-9, Series = 1e-7 / 1e-4 + 1e-10, Leak = 1e-12;

    private static double G(double x) => 50e-9 * 1000 * x;

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Open_gate_discharges_through_the_leakage(double x)
    {
        // V_OCV = x − 0.1 V: the balance is at 0.1.
        var stack = OhmicCell.Of(1, 1, Leak);
        stack = stack with { Gate = stack.Gate with { Host = stack.Gate.Host with { ReferenceVoltage = 2.9 } } };
        var r = Retention.Of(stack, x, GateAfterPulse.Open);
        // dx/dt = −(x − 0.1)·σ_e/(d·capacity): a tenth of the window is 0.04.
        var constant = Capacity * 1e-7 / Leak;
        Assert.Equal(constant * Math.Log((x - 0.1) / (x - 0.14)), r.TimeToTenth!.Value, 1e-3 * r.TimeToTenth.Value);
        Assert.Equal(constant, r.TimeConstant!.Value, 1e-3 * constant);
        Assert.Equal(G(0.1), r.Convergence!.Value, 1e-6 * G(0.1));
        Assert.Equal(-0.04 * G(1) / r.TimeToTenth.Value, r.Drift, 1e-4 * -r.Drift);
        // From the fullest state most is lost.
        Assert.Equal(0.7, Retention.Worst(stack, GateAfterPulse.Open).StartFilling);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Held_gate_pulls_every_state_to_its_own(double x)
    {
        var r = Retention.Of(OhmicCell.Of(1, 1), x, GateAfterPulse.Held);
        var constant = Series * Capacity;
        Assert.Equal(constant * Math.Log(0.2 / 0.16), r.TimeToTenth!.Value, 1e-3 * r.TimeToTenth.Value);
        Assert.Equal(constant, r.TimeConstant!.Value, 1e-3 * constant);
        Assert.Equal(G(0.5), r.Convergence!.Value, 1e-9 * G(0.5));
        // The curve between is the exponential.
        for (var k = 5; k < r.Time.Length; k++)
            if (r.Time[k] > 0.01 * constant) Assert.Equal(G(0.5 + (x - 0.5) * Math.Exp(-r.Time[k] / constant)), r.Conductance[k], 2e-4 * G(0.5));
    }

    [Fact]
    public void Tight_cells_keep_their_state_for_ever()
    {
        var r = Retention.Of(OhmicCell.Of(1, 1), 0.6, GateAfterPulse.Open);
        Assert.Null(r.TimeToTenth);
        Assert.Equal(G(0.6), r.Convergence!.Value, 1e-12);
        Assert.Null(Retention.Of(OhmicCell.Of(1, 1), 0.5, GateAfterPulse.Held).TimeToTenth);
    }

    [Fact]
    public void Temperature_speeds_the_drift_by_the_activation_of_the_leakage()
    {
        var stack = OhmicCell.Of(1, 1);
        stack = stack with { Electrolyte = stack.Electrolyte with { Material = stack.Electrolyte.Material with { ElectronicConductivity = new Arrhenius(Leak, 0.6) } } };
        var table = Retention.Table(stack, [298.15, 358.15], [GateAfterPulse.Open, GateAfterPulse.Held]);
        Assert.Equal([298.15, 298.15, 358.15, 358.15], table.Select(r => r.Temperature));
        var factor = Math.Exp(0.6 / (PhysicalConstants.Boltzmann / PhysicalConstants.ElementaryCharge) * (1 / 298.15 - 1 / 358.15));
        Assert.Equal(factor, table[0].TimeToTenth!.Value / table[2].TimeToTenth!.Value, 1e-3 * factor);
        Assert.Equal(1, table[1].TimeToTenth!.Value / table[3].TimeToTenth!.Value, 1e-5);
    }

    [Fact]
    public void A_battery_like_offset_drifts_in_a_straight_line_without_a_goal()
    {
        // Flat voltage of −2 V between the electrodes: nothing ends the drift before the host is full.
        var stack = OhmicCell.Of(0, 1, Leak);
        stack = stack with { Gate = stack.Gate with { Host = stack.Gate.Host with { ReferenceVoltage = 1 } } };
        var r = Retention.Of(stack, 0.3, GateAfterPulse.Open);
        Assert.Null(r.Convergence);
        Assert.Null(r.TimeConstant);
        Assert.Equal(0.04 * Capacity * 1e-7 / (2 * Leak), r.TimeToTenth!.Value, 1e-3 * r.TimeToTenth.Value);
    }

    [Fact]
    public void Contacts_compress_the_range_and_not_the_part_that_is_lost()
    {
        // With R_sd the same loss of filling is another part of the range.
        var stack = OhmicCell.Of(1, 1, Leak);
        stack = stack with { Channel = stack.Channel with { ContactResistance = 2e4 } };
        double Read(double x) => G(x) / (1 + 2e4 * G(x));
        var range = Read(0.7) - Read(0.3);
        var goal = Read(0.7) - 0.1 * range;
        var x = goal / (1 - 2e4 * goal) / G(1);
        Assert.Equal(Capacity * 1e-7 / Leak * Math.Log(0.7 / x), Retention.Of(stack, 0.7, GateAfterPulse.Open).TimeToTenth!.Value, 2e-3 * Capacity * 1e-7 / Leak);
    }

    [Fact]
    public void Conductivity_that_bends_counts_in_conductance()
    {
        var stack = OhmicCell.Of(1, 1, Leak);
        var host = stack.Channel.Host with { ElectronicConductivity = new PowerConductivity(0, 1000, 2, new Arrhenius(1)) };
        stack = stack with { Channel = stack.Channel with { Host = host } };
        // G ∝ x²: a tenth of 0.49 − 0.09.
        var x = Math.Sqrt(0.49 - 0.04);
        var constant = Capacity * 1e-7 / Leak;
        Assert.Equal(constant * Math.Log(0.7 / x), Retention.Of(stack, 0.7, GateAfterPulse.Open).TimeToTenth!.Value, 2e-4 * constant);
    }
}
