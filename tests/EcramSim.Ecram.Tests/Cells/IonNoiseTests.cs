using EcramSim.Ecram.Cells;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Tests.Cells;

public class IonNoiseTests
{
    [Fact]
    public void Resistance_limited_noise_is_the_thermal_noise_of_the_electrolyte()
    {
        var stack = Shipped.Stack("pedot-pss");
        var r = new Cell(stack).Pulse(Shipped.Middle(stack), true);
        Assert.Equal("resistance", r.NoiseLimit);
        // var Q = 2kT t/R for a constant current over the pulse.
        var resistance = 1e-3 / 0.02 / 1e-9;
        var expected = Math.Sqrt(2 * PhysicalConstants.Boltzmann * 298.15 * 1e-3 / resistance);
        Assert.Equal(expected, r.IonicNoise, 0.02 * expected);
    }

    [Fact]
    public void Interface_limited_noise_counts_hops_of_both_directions()
    {
        var stack = Shipped.Stack("lixcoo2-lipon");
        var r = new Cell(stack).Pulse(Shipped.Middle(stack), true);
        Assert.Equal("interface", r.NoiseLimit);
        // At 0.147 V one direction is exp(-5.7) of the other: N(1 + 2·0.003), and 5.61e-6 of the step in the independent implementation.
        Assert.Equal(5.61e-6, r.IonicNoise / Math.Abs(r.ChannelCharge), 0.05e-6);
        var shot = Math.Sqrt(PhysicalConstants.ElementaryCharge * Math.Abs(r.ChannelCharge));
        Assert.InRange(r.IonicNoise / shot, 0.97, 1.02);
    }

    [Fact]
    public void Long_hops_in_a_strong_field_are_shot_noise_of_each_hop()
    {
        var stack = Shipped.Stack("hxwo3-psg");
        var r = new Cell(stack).Pulse(Shipped.Middle(stack), true);
        var ions = Math.Abs(r.ChannelCharge) / PhysicalConstants.ElementaryCharge;
        // a/d = 0.03 per hop and zeaE/2kT = 5.4, where coth is 1.
        Assert.Equal(Math.Sqrt(0.03 / ions), r.IonicNoise / Math.Abs(r.ChannelCharge), 1e-3 * Math.Sqrt(0.03 / ions));
    }
}
