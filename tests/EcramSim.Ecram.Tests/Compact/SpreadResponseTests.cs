using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Stacks;
using EcramSim.Ecram.Tests.Cells;

namespace EcramSim.Ecram.Tests.Compact;

public class SpreadResponseTests
{
    // An ohmic cell whose interfaces take nothing: ΔQ ∝ 1/R, ΔG = W/L·dσ/dx·ΔQ/(zFc), whatever the thickness; G ∝ t.
    private static readonly Stack Ohmic = OhmicCell.Of(slope: 0, amplitude: 1);

    [Theory]
    [InlineData(0.03, 0, 0, 0, 0, 0, 0.03)]
    [InlineData(0, 0.03, 0, 0, 0, 0, 0)]
    [InlineData(0, 0, 0.1, 0, 0, 0, 0)]
    [InlineData(0, 0, 0, 0.05, 0, 0.05, 0)]
    [InlineData(0, 0, 0, 0, 0.02, 0.02, 0)]
    [InlineData(0.03, 0, 0, 0.03, 0.04, 0.05, 0.03)]
    public void Ohmic_cell_by_hand(double thickness, double area, double rate, double resistance, double sites, double step, double bounds)
    {
        var spread = SpreadResponse.Of(Ohmic, new CellSpread(thickness, area, rate, resistance, sites));
        // Plates of the electrolyte hold 0.9 % of the pulse, and they do not follow the resistance.
        Assert.Equal(step, spread.Step, 0.01 * step + 1e-5);
        Assert.Equal(bounds, spread.Bounds, 1e-4 * bounds + 1e-9);
        Assert.Equal(0, spread.UpDown, 1e-5);
    }

    [Fact]
    public void Sign_of_a_deviation_does_not_matter_and_none_is_none()
    {
        Assert.Equal(Ecram.Response.PulseSpread.None, SpreadResponse.Of(Ohmic, new CellSpread(0, 0, 0, 0, 0)));
        var spread = Shipped.Device("lixwo3-lipon").Law.Spread;
        Assert.InRange(spread.Step, 0.02, 0.1);
        Assert.InRange(spread.Bounds, 0.02, 0.06);
    }
}
