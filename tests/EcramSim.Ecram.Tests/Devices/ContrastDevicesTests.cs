using System.Globalization;
using EcramSim.Ecram.Observables;
using EcramSim.Tests.Reference;

namespace EcramSim.Ecram.Tests.Devices;

/// <summary>Devices that are no ion-insertion ones, to compare with.</summary>
public class ContrastDevicesTests
{
    // Readings scatter by about 0.15 around their running mean; the mean curve of the law stays within that of the readings and
    // closer still to means of 50 pulses, but for the first of them, where the measured cell still settles.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_filamentary_device_follows_its_measured_pulses(bool up)
    {
        double[] measured = [.. File.ReadLines(Path.Combine(ReferenceData.RepositoryRoot, "tests", "Reference", "data", "ecram", "reram_gong_et_al.csv"))
            .Select(line => double.Parse(line.Split(',')[up ? 0 : 1], CultureInfo.InvariantCulture))];
        Assert.Equal(1000, measured.Length);
        var steps = LawSteps.Of(Shipped.Device("reram-hfo2").Law);
        var w = measured[..10].Average();
        double squares = 0, blocks = 0, sum = 0;
        for (var n = 0; n < 1000; n++)
        {
            squares += (measured[n] - w) * (measured[n] - w);
            sum += measured[n] - w;
            if (n % 50 == 49)
            {
                blocks += sum / 50 * (sum / 50);
                sum = 0;
            }
            w = Math.Clamp(w + steps.At(up ? steps.Up : steps.Down, w), -1, 1);
        }
        Assert.InRange(Math.Sqrt(squares / 1000), 0, 0.22);
        Assert.InRange(Math.Sqrt(blocks / 20), 0, 0.15);
    }

    // By hand: range over the mean step; 2/0.005 with a slope of 5 %, and soft bounds of ±0.6 reach 95 % after ln 20 range/(2Δ) pulses.
    [Fact]
    public void The_others_have_the_figures_of_their_formulas()
    {
        Assert.Equal(400, Shipped.Device("capacitor").DataSheet.Observables.StatesByStep, 1.0);
        var soft = Shipped.Device("soft-bounds").DataSheet.Observables;
        Assert.Equal(Math.Log(20) * 0.6 / 0.001, soft.Potentiation.Pulses, 2.0);
        Assert.Equal(50, soft.SymmetryPoint!.Value, 0.5);
    }
}
