using EcramSim.Ecram.Observables;

namespace EcramSim.Ecram.Tests.Devices;

/// <summary>The measured table of an organic cell; expected values from its means by the trapezoid rule over the distribution, integrated outside this code.</summary>
public class EnodeTests
{
    private static readonly DataSheet Sheet = Shipped.Device("enode").DataSheet;

    [Fact]
    public void Pulses_and_labels_of_the_branches()
    {
        var o = Sheet.Observables;
        Assert.Equal(174, o.Potentiation.Pulses, 1.0);
        // 270 pulses from the upper end to 5 %, 252.5 of them below 95 %.
        Assert.Equal(269.9, o.Depression.Pulses, 1.0);
        var steps = Sheet.Steps;
        Assert.Equal(252.5, Branch.Run(steps, steps.Minimum + 0.95 * steps.Range, steps.Minimum + 0.05 * steps.Range)!.Pulses, 1.0);
        Assert.Equal(2.62, o.Potentiation.Nonlinearity, 0.02);
        Assert.Equal(1.25, o.Depression.Nonlinearity, 0.02);
    }

    [Fact]
    public void Symmetry_point_and_mid_range_asymmetry()
    {
        Assert.Equal(72, Sheet.Observables.SymmetryPoint!.Value, 1.0);
        var steps = Sheet.Steps;
        Assert.Equal(1.73, steps.At(steps.Up, 0) / -steps.At(steps.Down, 0), 0.02);
    }
}
