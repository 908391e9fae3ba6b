using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Studies.Fit;
using EcramSim.Studies.Fit.Reading;

namespace EcramSim.Studies.Tests.Fit;

/// <summary>Pulses of a cell of known materials give back what was changed in it, and say what they cannot give.</summary>
public class PhysicsFitTests
{
    [Fact]
    public void Exchange_current_comes_back_and_the_line_is_not_seen()
    {
        // Longer pulses than in the file, so that a hundred of them cross the window; both interfaces at a third of their rate.
        var device = CellDevice.Read(ModelLibrary.Shipped(), "lixwo3-lipon", [Setting.Parse("material.kinetics.rate_constant=10 A/m2"), Setting.Parse("device.pulse.width=300 us")]);
        var data = Pulses(device) with { Width = 300e-6 };
        var study = FitStudy.Of(new FitPlan("cell.csv", new PulseReading()) { Level = "physics", Stack = "lixwo3-lipon", Free = ["exchange_current", "resistance"] }, data, ModelLibrary.Shipped(), []);
        var rows = study.ParameterRows().ToDictionary(r => r.Name);
        var rate = rows["exchange_current"];
        Assert.InRange(1.0 / 3, rate.Low!.Value, rate.High!.Value);
        // Most of the voltage falls elsewhere, so the interval is not narrow; that it is one at all is what counts.
        Assert.InRange(rate.High.Value / rate.Low.Value, 1, 2);
        // 1 kohm of the line beside a megohm of electrolyte and interfaces.
        Assert.NotEqual("", rows["resistance"].Problem);
        Assert.Contains(study.Warnings, w => w.StartsWith("resistance is not determined", StringComparison.Ordinal));
        Assert.Equal("physical", study.Device.Kind);
        // The file says it as rate constants of both interfaces: 30 A/m2 in the materials.
        var written = study.Document["channel"]!["kinetics"]!["rate_constant"]!["value"]!.ToString();
        Assert.Equal(30 * rate.Value, double.Parse(written.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), 1e-6);
    }

    [Fact]
    public void Thickness_comes_back()
    {
        var device = CellDevice.Read(ModelLibrary.Shipped(), "lixwo3-lipon", [Setting.Parse("device.channel.thickness=70 nm"), Setting.Parse("device.pulse.width=300 us")]);
        var study = FitStudy.Of(new FitPlan("cell.csv", new PulseReading()) { Level = "physics", Stack = "lixwo3-lipon", Free = ["thickness"] }, Pulses(device) with { Width = 300e-6 }, ModelLibrary.Shipped(), []);
        var thickness = study.ParameterRows().Single(r => r.Name == "thickness");
        Assert.InRange(70e-9, thickness.Low!.Value, thickness.High!.Value);
        Assert.InRange(thickness.High.Value / thickness.Low.Value, 1, 1.3);
    }

    [Fact]
    public void A_jump_at_reversal_is_reported_and_not_absorbed()
    {
        var law = new Ecram.Laws.LinearStep(0.04, -1.25, 1.25, 0.3, 0.5, 0.2, true, Ecram.Response.PulseSpread.None);
        FitStudy Fit(double jump) => FitStudy.Of(new FitPlan("synthetic.csv", new PulseReading()) { Law = "linear-step" },
            SyntheticCell.Measure(law, 3, 80, 0.0005, new RandomStream(3, "test/jump"), jump: jump), ModelLibrary.Shipped(), []);
        FitStudy without = Fit(0), with = Fit(0.05);
        Assert.DoesNotContain(without.Warnings, w => w.StartsWith("jump", StringComparison.Ordinal));
        // The readings of the down branches lie 5 % of the range lower: down at one reversal, up at the other.
        Assert.Contains(with.Warnings, w => w.StartsWith("jump", StringComparison.Ordinal) && w.Contains("last up to the first down", StringComparison.Ordinal));
        var down = with.Junctions.Single(j => j.UpToDown);
        Assert.Equal(-0.05, down.Jump * with.Unit.Range / 1e-5, 0.01);
        var (a, b) = (without.ParameterRows().Single(r => r.Name == "step_down"), with.ParameterRows().Single(r => r.Name == "step_down"));
        Assert.Equal(a.Value, b.Value, 0.1 * a.Value);
    }

    [Fact]
    public void A_jump_and_a_record_of_retention_stand_in_the_device_file()
    {
        // The readings of the down branches lie 6 % of the range lower, and the record decays with 40 s.
        var law = new Ecram.Laws.LinearStep(0.04, -1.25, 1.25, 0.3, 0.5, 0.2, true, Ecram.Response.PulseSpread.None);
        var record = string.Concat(Enumerable.Range(0, 121).Select(i => FormattableString.Invariant($"{2 * i},{7e-6 + 6e-7 * Math.Exp(-2 * i / 40.0) + 1e-10 * (i % 3)}\n")));
        FitStudy Fit(double jump) => FitStudy.Of(new FitPlan("synthetic.csv", new PulseReading()) { Law = "linear-step", Retention = "retention.csv", Texts = new Dictionary<string, string> { ["retention.csv"] = "time_s,conductance_S\n" + record } },
            SyntheticCell.Measure(law, 6, 80, 0.0005, new RandomStream(3, "test/jump"), jump: jump), ModelLibrary.Shipped(), []);
        var left = Fit(0.06).Device.Evolution!;
        Assert.Null(left.Drift);
        // Half of the jump on either side: 3 % of 2.5 weights.
        Assert.Equal(0.075, left.Volatile!.Left(0, true), 0.02);
        Assert.Equal(-left.Volatile.Left(0, true), left.Volatile.Left(0, false), 1e-12);
        Assert.Equal(Math.Exp(-1), left.Volatile.After(left.Volatile.Left(0, true), 40) / left.Volatile.Left(0, true), 0.01);
        // Without a jump, the record is a way to 7 µS: the middle of 2 to 12 µS.
        var drift = Fit(0).Device.Evolution!;
        Assert.Null(drift.Volatile);
        Assert.Equal(0, drift.Drift!.After(1, 1e4), 0.05);
        Assert.Equal(Math.Exp(-1), drift.Drift.After(1, 40), 0.05);
    }

    // Up and down the window three times by the device's own step curve, in S.
    private static PulseData Pulses(CellDevice device)
    {
        var steps = device.DataSheet.Steps;
        var noise = new RandomStream(5, "test/physics");
        var branches = new List<MeasuredBranch>();
        var g = steps.Minimum;
        double? last = null;
        for (var c = 0; c < 6; c++)
        {
            var up = c % 2 == 0;
            var values = new List<double>();
            while (values.Count < 1000 && (up ? g < steps.Maximum - 0.01 * steps.Range : g > steps.Minimum + 0.01 * steps.Range))
            {
                g = Math.Clamp(g + steps.At(up ? steps.Up : steps.Down, g) * (1 + 0.2 * noise.NextNormal()), steps.Minimum, steps.Maximum);
                values.Add(g + 1e-4 * steps.Range * noise.NextNormal());
            }
            branches.Add(new MeasuredBranch("", c / 2 + 1, up, last, [.. values], [.. Enumerable.Repeat(1, values.Count)]));
            last = values[^1];
        }
        return new PulseData("cell.csv", "long", "S", "the column", branches, []);
    }
}
