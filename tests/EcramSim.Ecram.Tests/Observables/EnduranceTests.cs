using EcramSim.Ecram.Degradation;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Ecram.Tests.Cells;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Observables;

public class EnduranceTests
{
    // Window 0.3 to 0.7, σ = 1000·x.
    private static Stack With(IDegradation law) => OhmicCell.Of(1, 1) with { Degradation = law };

    [Fact]
    public void Without_a_declared_law_nothing_is_claimed() => Assert.Null(Endurance.Of(OhmicCell.Of(1, 1)));

    [Fact]
    public void Trapped_ions_take_the_lower_end()
    {
        // A tenth of the window is 0.04; with as many traps as sites that is x_t[1 − exp(−p·0.4·N/x_t)].
        var e = Endurance.Of(With(new TrappedIons(1e-6, 0.1)))!;
        Assert.Equal(-Math.Log(1 - 0.4) * 0.1 / (1e-6 * 0.4), e.CyclesToTenth!.Value, 1e-6 * e.CyclesToTenth.Value);
        Assert.Equal(2 * 500 * e.CyclesToTenth.Value, e.PulsesToTenth(500)!.Value, 1.0);
        Assert.Equal(1 - 0.1 / 0.4 * (1 - Math.Exp(-1e-6 * 0.4 * e.Cycles[^1] / 0.1)), e.RangeLeft[^1], 1e-9);
        // Fewer traps than a tenth of the window never take so much.
        Assert.Null(Endurance.Of(With(new TrappedIons(1e-6, 0.039)))!.CyclesToTenth);
    }

    [Fact]
    public void Dead_sites_take_from_everything()
    {
        var e = Endurance.Of(With(new IrreversibleSites(1e-9)))!;
        Assert.Equal(-Math.Log(0.9) / 1e-9, e.CyclesToTenth!.Value, 1e-6 * e.CyclesToTenth.Value);
        Assert.True(e.RangeLeft.Zip(e.RangeLeft.Skip(1)).All(p => p.Second <= p.First));
    }

    [Fact]
    public void Every_law_leaves_a_new_device_as_it_is_and_only_takes()
    {
        foreach (var (_, law) in Catalogue<IDegradation>.Examples)
        {
            var stack = With(law);
            var fresh = law.Aged(stack, 0);
            Assert.Equal(stack.Window, fresh.Window);
            Assert.Equal(stack.Channel, fresh.Channel);
            Assert.All(Endurance.Of(stack)!.RangeLeft, left => Assert.InRange(left, 0, 1));
        }
    }

    [Fact]
    public void Reading_writes_where_the_gate_is_held()
    {
        // Half of 0.2 V over the electrolyte for 1 ms: σ·V/d·t of charge.
        var stack = OhmicCell.Of(0, 1);
        var held = stack with { Pulse = stack.Pulse with { After = GateAfterPulse.Held } };
        var charge = 0.1 * 1e-4 / 1e-7 * 1e-3;
        // Window 0.4 of the filling.
        var expected = charge / (PhysicalConstants.Faraday * 20000 * 50e-9) / 0.4;
        // What stands on the plates enters too: 0.9 mC/m² per volt.
        Assert.Equal(expected, ReadDisturb.Of(held, 0.2, 1e-3).ChangePerRead, 2e-3 * expected);
        Assert.Equal(0, ReadDisturb.Of(stack, 0.2, 1e-3).ChangePerRead);
        Assert.Equal(double.PositiveInfinity, ReadDisturb.Of(stack, 0.2, 1e-3).ReadsToTenth);
    }
}
