using System.Globalization;
using EcramSim.Ecram.Observables;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Studies.Fit;
using EcramSim.Studies.Fit.Reading;
using EcramSim.Tests.Reference;

namespace EcramSim.Studies.Tests.Fit;

/// <summary>Measured statistics of organic ECRAM: pulses drawn from each table, fitted, and the device file held against the table.</summary>
public class EnodeFitTests
{
    public static IEnumerable<object[]> Tables => Table.All().Select(t => new object[] { t.Name });

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_fitted_device_has_mean_curve_and_noise_of_the_table(string name)
    {
        var table = Table.All().Single(t => t.Name == name);
        var data = table.Measure(cycles: 6, new RandomStream(1, "test/enode"));
        var study = FitStudy.Of(new FitPlan(name, new PulseReading()) { Law = "table-step" }, data, ModelLibrary.Shipped(), []);
        var fitted = study.Device.DataSheet.Steps;
        var expected = table.Steps();
        // From weights of the device back to the range of the readings.
        double low = data.Minimum, range = data.Maximum - data.Minimum;
        double Weight(double g) => fitted.Minimum + (g - low) / range * fitted.Range;
        foreach (var up in new[] { true, false })
        {
            double g = up ? low + 0.02 * range : low + 0.98 * range, mine = g, worst = 0;
            for (var n = 0; n < 3000 && (up ? g < low + 0.95 * range : g > low + 0.05 * range); n++)
            {
                g += expected.At(up ? expected.Up : expected.Down, g);
                mine += fitted.At(up ? fitted.Up : fitted.Down, Weight(mine)) * range / fitted.Range;
                worst = Math.Max(worst, Math.Abs(g - mine) / expected.Range);
            }
            Assert.True(worst < 0.01, $"{name}, {(up ? "up" : "down")}: the mean curves are {100 * worst:F2} % of the range apart");
            double noise = 0, wanted = 0;
            for (var k = 0; k <= 40; k++)
            {
                var at = low + range * (0.1 + 0.8 * k / 40);
                noise += fitted.At(up ? fitted.NoiseUp : fitted.NoiseDown, Weight(at)) * range / fitted.Range;
                wanted += expected.At(up ? expected.NoiseUp : expected.NoiseDown, at);
            }
            Assert.True(Math.Abs(noise / wanted - 1) < 0.1, $"{name}, {(up ? "up" : "down")}: noise {noise / wanted:F3} of the table's");
        }
    }

    // Quantiles of ΔG over G, up and down.
    private sealed record Table(string Name, double[] G, double[] U, double[][] Up, double[][] Down)
    {
        internal static IEnumerable<Table> All()
        {
            var datasets = ModelLibrary.ShippedFolder("datasets");
            yield return CrossSim("ENODe", Path.Combine(datasets, "enode", "ENODe_dG_increasing.txt"), Path.Combine(datasets, "enode", "ENODe_dG_decreasing.txt"));
            foreach (var up in ReferenceData.Files("ecram", "ENODe_dev*_up_51x51.csv"))
            {
                yield return WithCorner(Path.GetRelativePath(ReferenceData.RepositoryRoot, up), up, up.Replace("_up_", "_down_", StringComparison.Ordinal));
            }
        }

        internal StepCurve Steps()
        {
            var n = G.Length;
            double[] Mean(double[][] q) => [.. Enumerable.Range(0, n).Select(g => Moments(q, g).Mean)];
            double[] Deviation(double[][] q) => [.. Enumerable.Range(0, n).Select(g => Moments(q, g).Deviation)];
            return new StepCurve(G, Mean(Up), Mean(Down), Deviation(Up), Deviation(Down));
        }

        // As an instrument would: up until 97 % of the range, down until 3 %, a reading after each pulse.
        internal PulseData Measure(int cycles, RandomStream draw)
        {
            var branches = new List<MeasuredBranch>();
            double low = G[0], range = G[^1] - G[0], g = low + 0.01 * range;
            double? last = null;
            for (var c = 0; c < 2 * cycles; c++)
            {
                var up = c % 2 == 0;
                var values = new List<double>();
                for (var n = 0; n < 2000 && (up ? g < low + 0.985 * range : g > low + 0.015 * range); n++)
                {
                    g += Quantile(up ? Up : Down, g, draw.NextDouble());
                    values.Add(g);
                }
                branches.Add(new MeasuredBranch("", c / 2 + 1, up, last, [.. values], [.. Enumerable.Repeat(1, values.Count)]));
                last = g;
            }
            return new PulseData(Name, "long", "S", "the column", branches, []);
        }

        private (double Mean, double Deviation) Moments(double[][] q, int g)
        {
            double mean = 0, square = 0;
            for (var k = 1; k < U.Length; k++)
            {
                double a = q[k - 1][g], b = q[k][g], du = U[k] - U[k - 1];
                mean += du * (a + b) / 2;
                square += du * (a * a + a * b + b * b) / 3;
            }
            return (mean, Math.Sqrt(Math.Max(square - mean * mean, 0)));
        }

        private double Quantile(double[][] q, double g, double u)
        {
            double At(int column)
            {
                var k = Array.FindIndex(U, p => p > u);
                if (k <= 0) return q[k == 0 ? 0 : U.Length - 1][column];
                return q[k - 1][column] + (u - U[k - 1]) / (U[k] - U[k - 1]) * (q[k][column] - q[k - 1][column]);
            }
            var place = Math.Clamp(Array.FindIndex(G, v => v > g), 1, G.Length - 1);
            var t = Math.Clamp((g - G[place - 1]) / (G[place] - G[place - 1]), 0, 1);
            return (1 - t) * At(place - 1) + t * At(place);
        }

        private static Table CrossSim(string name, string up, string down)
        {
            var (u, d) = (Rows(up, 1), Rows(down, 1));
            return new Table(name, u[0], u[1], u[2..], d[2..]);
        }

        private static Table WithCorner(string name, string up, string down)
        {
            var head = Parse(File.ReadLines(up).First().Split(',')[1..]);
            var (u, d) = (Rows(up, 1), Rows(down, 1));
            return new Table(name, head, [.. u.Select(r => r[0])], [.. u.Select(r => r[1..])], [.. d.Select(r => r[1..])]);
        }

        private static double[][] Rows(string file, int skip) => [.. File.ReadLines(file).Skip(skip).Where(l => l.Trim().Length > 0).Select(l => Parse(l.Split(',')))];

        private static double[] Parse(string[] cells) => [.. cells.Select(c => double.Parse(c, CultureInfo.InvariantCulture))];
    }
}
