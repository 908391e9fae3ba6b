using EcramSim.Insertion.Models;
using EcramSim.Studies.Fit;
using EcramSim.Studies.Fit.Reading;

namespace EcramSim.Studies.Tests.Fit;

/// <summary>Parameters of invented cells come back from their pulses, within the intervals that the fit gives.</summary>
public class RecoveryTests
{
    private static readonly int Devices = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 700 : 50;

    [Fact]
    public void Parameters_lie_within_their_intervals_as_often_as_the_intervals_say()
    {
        var inside = new SortedDictionary<string, (int Inside, int All)>(StringComparer.Ordinal);
        var far = new List<string>();
        for (var number = 1; number <= Devices; number++)
        {
            var device = SyntheticDevice.Draw(number);
            if (Fitted(device) is not { } study) continue;
            var rows = study.ParameterRows();
            var truth = device.Truth;
            if (rows.Any(r => r.Name.EndsWith("_bound", StringComparison.Ordinal) && r.Low is null or double.NaN))
                truth = device.Within(rows.Single(r => r.Name == "lower_bound").Value, rows.Single(r => r.Name == "upper_bound").Value);
            if (truth is null) continue;
            foreach (var row in rows)
            {
                if (!truth.TryGetValue(row.Name, out var value) || row.Problem.Length > 0) continue;
                var (n, all) = inside.GetValueOrDefault(row.Name);
                inside[row.Name] = (n + (row.Low <= value && value <= row.High ? 1 : 0), all + 1);
                // Nothing is far outside: three times the half-width holds all but one in a hundred million.
                if (Math.Abs(value - row.Value) > 1.5 * (row.High - row.Low)) far.Add($"{number} {device.Law} {row.Name}: {row.Value} [{row.Low}, {row.High}], true {value}");
            }
        }
        var (hits, total) = (inside.Values.Sum(v => v.Inside), inside.Values.Sum(v => v.All));
        var list = $"{hits}/{total}: {string.Join(", ", inside.Select(v => $"{v.Key} {v.Value.Inside}/{v.Value.All}"))}";
        TestContext.Current.TestOutputHelper?.WriteLine(list);
        // Of n intervals of 95 %, 0.95·n hold the truth, give or take three and a half standard deviations of the binomial; the parameters of one cell depend on each
        // other, so that of all together is wider than √n: three of them for 7 parameters that go half together.
        double Least(int n, double sigmas) => 0.95 * n - sigmas * Math.Sqrt(0.95 * 0.05 * n);
        Assert.True(hits >= Least(total, 5), list);
        Assert.All(inside, v => Assert.True(v.Value.Inside >= Least(v.Value.All, 3.5), list));
        Assert.True(total > 4 * Devices, list);
        Assert.True(far.Count <= total / 1000, string.Join("\n", far));
    }

    [Fact]
    public void The_law_that_made_the_pulses_is_found_again()
    {
        var (right, wrong) = (0, new List<string>());
        for (var number = 1; number <= 7; number++)
        {
            var device = SyntheticDevice.Draw(number);
            var chosen = FitStudy.Of(new FitPlan("synthetic.csv", new PulseReading()), device.Data, ModelLibrary.Shipped(), []).Chosen.Name;
            // Lines over the state are lines under either name, and an exponential that hardly bends is one too.
            bool IsLine(string law) => law is "linear-step" or "nonlinearity-label" or "exponential-step";
            if (chosen == device.Law || IsLine(chosen) && IsLine(device.Law)) right++;
            else wrong.Add($"{number}: {device.Law} taken for {chosen}");
        }
        Assert.True(right >= 6, string.Join("; ", wrong));
    }

    [Fact]
    public void A_bound_that_was_not_reached_leaves_the_intervals_of_the_others_narrow()
    {
        var file = Path.Combine(ModelLibrary.ShippedFolder("datasets"), "pulses", "long.csv");
        var study = FitStudy.Of(new FitPlan(file, new PulseReading()), new FitPlan(file, new PulseReading()).Data(), ModelLibrary.Shipped(), []);
        Assert.Equal("linear-step", study.Chosen.Name);
        var rows = study.ParameterRows().Where(r => r.Device == "cell-1").ToDictionary(r => r.Name);
        Assert.NotEqual("", rows["lower_bound"].Problem);
        Assert.False(rows["lower_bound"].Low is { } low && double.IsFinite(low));
        // The lowest reading of that cell.
        Assert.Equal(File.ReadLines(file).Skip(1).Select(l => l.Split(',')).Where(c => c[3] == "cell-1").Min(c => double.Parse(c[1], System.Globalization.CultureInfo.InvariantCulture)), rows["lower_bound"].Value, 1e-12);
        // What the example was made with: slopes 0.35 and 0.6 over 2 to 12 µS, taken about the middle of the range that was seen.
        foreach (var (name, truth) in new[] { ("slope_up", 0.35), ("slope_down", 0.6) })
        {
            Assert.InRange(rows[name].High!.Value - rows[name].Low!.Value, 0.02, 0.2);
            Assert.InRange(truth, rows[name].Low!.Value - 0.03, rows[name].High!.Value + 0.03);
        }
        foreach (var name in new[] { "step_up", "step_down" }) Assert.InRange(rows[name].High!.Value / rows[name].Low!.Value, 1.02, 1.15);
    }

    // Null where the likeliest numbers make no device, such as steps that vanish within the range.
    private static FitStudy? Fitted(SyntheticDevice device)
    {
        try
        {
            return FitStudy.Of(new FitPlan("synthetic.csv", new PulseReading()) { Law = device.Law }, device.Data, ModelLibrary.Shipped(), []);
        }
        catch (InputException)
        {
            return null;
        }
    }
}
