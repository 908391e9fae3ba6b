using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Studies.Fit;
using EcramSim.Studies.Fit.Reading;

namespace EcramSim.Studies.Tests.Fit;

/// <summary>Parameters of invented cells come back from their pulses, within the intervals that the fit gives.</summary>
public class RecoveryTests
{
    private static readonly int Devices = Environment.GetEnvironmentVariable("ECRAM_LONG") == "1" ? 200 : 50;

    // Steps that fall by different laws, of different size up and down, with noise of pulses and of readings: all drawn anew for each cell.
    private static (string Law, Dictionary<string, double> Truth, PulseData Data) Draw(ulong number)
    {
        var draw = new RandomStream(number, "test/fit");
        double U(double low, double high) => low + (high - low) * draw.NextDouble();
        var kind = number % 3;
        double step = U(0.02, 0.06), a = U(-0.3, 0.3), noise = U(0.1, 0.5), read = Math.Exp(U(Math.Log(0.0005), Math.Log(0.004)));
        double slopeUp = U(0.2, 0.8), slopeDown = U(0.2, 0.8);
        IPulseLaw law = kind switch
        {
            0 => new ConstantStep(step, -1.25, 1.25, noise, PulseSpread.None, a),
            1 => new LinearStep(step, -1.25, 1.25, slopeUp, slopeDown, noise, true, PulseSpread.None, a),
            _ => new SoftBounds(step, -1.25, 1.25, noise, PulseSpread.None, a),
        };
        double low = U(1e-7, 1e-5), high = low * U(2, 20);
        var data = SyntheticCell.Measure(law, 4, (int)(3.2 / step), read, draw, low, high);
        // A weight is (high − low)/2.5 siemens.
        var truth = new Dictionary<string, double>
        {
            ["step_up"] = step * (1 + a) / 2.5 * (high - low), ["step_down"] = step * (1 - a) / 2.5 * (high - low),
            ["lower_bound"] = low, ["upper_bound"] = high, ["cycle_noise"] = noise, ["read_noise"] = read * (high - low),
        };
        if (kind == 1) (truth["slope_up"], truth["slope_down"]) = (slopeUp, slopeDown);
        return (kind switch { 0 => "constant-step", 1 => "linear-step", _ => "soft-bounds" }, truth, data);
    }

    // A range that the pulses did not reach the ends of: steps and slopes refer to the middle of the one that they saw.
    private static Dictionary<string, double> Seen(Dictionary<string, double> truth, double low, double high)
    {
        var (a, b) = (truth["lower_bound"], truth["upper_bound"]);
        double place = ((low + high) - (a + b)) / (b - a), ratio = (high - low) / (b - a);
        double up = 1 - truth["slope_up"] * place, down = 1 + truth["slope_down"] * place;
        return new(truth)
        {
            ["step_up"] = truth["step_up"] * up, ["step_down"] = truth["step_down"] * down,
            ["slope_up"] = truth["slope_up"] * ratio / up, ["slope_down"] = truth["slope_down"] * ratio / down,
        };
    }

    [Fact]
    public void Parameters_lie_within_their_intervals_as_often_as_the_intervals_say()
    {
        var inside = new Dictionary<string, (int Inside, int All)>();
        var chosen = 0;
        var far = new List<string>();
        for (ulong d = 1; d <= (ulong)Devices; d++)
        {
            var (law, truth, data) = Draw(d);
            var study = FitStudy.Of(new FitPlan("synthetic.csv", new PulseReading()) { Law = law }, data, ModelLibrary.Shipped(), []);
            var rows = study.ParameterRows();
            if (law == "linear-step" && rows.Any(r => r.Name.EndsWith("_bound", StringComparison.Ordinal) && r.Problem.Length > 0)) truth = Seen(truth, rows.Single(r => r.Name == "lower_bound").Value, rows.Single(r => r.Name == "upper_bound").Value);
            foreach (var row in rows)
            {
                if (!truth.TryGetValue(row.Name, out var value) || row.Problem.Length > 0) continue;
                var hit = row.Low <= value && value <= row.High;
                var (n, all) = inside.GetValueOrDefault(row.Name);
                inside[row.Name] = (n + (hit ? 1 : 0), all + 1);
                // Nothing is far outside: twice the interval holds all but one in ten thousand.
                if (Math.Abs(value - row.Value) > 1.5 * (row.High - row.Low)) far.Add($"{d} {law} {row.Name}: {row.Value} [{row.Low}, {row.High}], true {value}");
            }
            if (d <= 9 && FitStudy.Of(new FitPlan("synthetic.csv", new PulseReading()), data, ModelLibrary.Shipped(), []).Chosen.Name == law) chosen++;
        }
        Assert.True(far.Count == 0, string.Join("\n", far));
        var (hits, total) = (inside.Values.Sum(v => v.Inside), inside.Values.Sum(v => v.All));
        var list = string.Join(", ", inside.Select(v => $"{v.Key} {v.Value.Inside}/{v.Value.All}"));
        // 95 % nominal over some 280 intervals: 91 % lies three standard deviations below.
        Assert.True(hits >= 0.91 * total, list);
        Assert.True(total > 5 * Devices, list);
        Assert.All(inside, v => Assert.True(v.Value.Inside >= 0.82 * v.Value.All, list));
        // And the law that made the pulses is found again among all.
        Assert.True(chosen >= 8, $"{chosen} of 9 laws found again");
    }
}
