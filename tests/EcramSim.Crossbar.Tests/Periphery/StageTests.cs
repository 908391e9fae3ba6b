using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Stages;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Periphery;

/// <summary>Stages against formulas by hand.</summary>
public class StageTests
{
    private static ILineStage On(IReadStage stage, int lines, double readTime = 1e-6, ulong seed = 1) =>
        stage.Fabricate(new StagePlace(lines, seed, "stage", 1, readTime));

    private static float[] Uniform(int count, double range, ulong seed = 3)
    {
        var random = new RandomStream(seed, "values");
        return [.. Enumerable.Range(0, count).Select(_ => (float)(range * (2 * random.NextDouble() - 1)))];
    }

    public static TheoryData<string> Names => [.. Catalogue<IReadStage>.Names];

    // Every stage: the same read gives the same numbers again, whatever came between; another seed gives others where anything is drawn.
    [Theory]
    [MemberData(nameof(Names))]
    public void AStageDependsOnTheNumberOfTheReadAlone(string name)
    {
        foreach (var (_, law) in Catalogue<IReadStage>.Examples.Where(e => e.Name == name))
        {
            var (inOrder, jumping) = (On(law, 37), On(law, 37));
            var seen = Enumerable.Range(0, 60).Select(r => Through(inOrder, (ulong)r)).ToArray();
            foreach (var r in new[] { 41, 7, 8, 59, 0 }) Assert.Equal(seen[r], Through(jumping, (ulong)r));
        }

        static float[] Through(ILineStage stage, ulong read)
        {
            var values = Uniform(37, 0.9);
            stage.Apply(values, read);
            return values;
        }
    }

    // Δ²/12 inside the range, Δ = range/(2^(b−1) − 1), mean 0; only what lies beyond counts as clipped.
    [Theory]
    [InlineData("uniform", 5)]
    [InlineData("uniform", 9)]
    [InlineData("sar", 5)]
    [InlineData("sar", 9)]
    [InlineData("ramp", 5)]
    [InlineData("ramp", 9)]
    public void TheErrorOfAConverterIsAUniformStep(string kind, int bits)
    {
        const double range = 12;
        const int n = 200_000;
        var values = Uniform(n, range);
        var stage = On(kind switch
        {
            "uniform" => new UniformConverter(bits, ConverterRange.Of(range)),
            "sar" => new SarConverter(bits, ConverterRange.Of(range), 0, 0, 0, 1),
            _ => new RampConverter(bits, ConverterRange.Of(range), 0, 0, 0),
        }, 1);
        var step = range / ((1 << (bits - 1)) - 1);
        double mean = 0, square = 0;
        foreach (var v in values)
        {
            float[] one = [v];
            Assert.False(stage.Apply(one, 0));
            Assert.InRange(one[0] - v, -0.5001 * step, 0.5001 * step);
            mean += (one[0] - v) / n;
            square += Math.Pow(one[0] - v, 2) / n;
        }
        // Fourth moment of a uniform step: Δ⁴/80, so the variance of the mean square is Δ⁴(1/80 − 1/144)/n.
        Assert.InRange(mean, -5 * step / Math.Sqrt(12.0 * n), 5 * step / Math.Sqrt(12.0 * n));
        Assert.InRange(square, step * step / 12 * (1 - 5 * Math.Sqrt(0.8 / n)), step * step / 12 * (1 + 5 * Math.Sqrt(0.8 / n)));
        float[] beyond = [12.01f];
        Assert.True(stage.Apply(beyond, 0));
        Assert.Equal(12f, beyond[0], 1e-5f);
    }

    [Fact]
    public void ConvertersWithoutErrorsAgree()
    {
        var values = Uniform(4000, 13);
        float[] uniform = [.. values], sar = [.. values], ramp = [.. values];
        On(new UniformConverter(8, ConverterRange.Of(12)), values.Length).Apply(uniform, 0);
        On(new SarConverter(8, ConverterRange.Of(12), 0, 0, 0, 16), values.Length).Apply(sar, 0);
        On(new RampConverter(8, ConverterRange.Of(12), 0, 0, 0), values.Length).Apply(ramp, 0);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(uniform[i], sar[i], 1e-5f);
            Assert.Equal(uniform[i], ramp[i], 1e-5f);
        }
    }

    // W₇ − Σ_{k<7} W_k − 1: 2⁷ + (2⁷ − 1) units of deviation σ each, so σ√(2⁸ − 1) steps (the trim changes it by less than 1 %).
    [Fact]
    public void SarMismatchShowsAtMidScale()
    {
        const int bits = 8, converters = 4000;
        const double sigma = 0.01;
        var law = new SarConverter(bits, ConverterRange.Of(1), sigma, 0, 0, 1);
        var random = new RandomStream(5, "sar");
        double mean = 0, square = 0;
        for (var c = 0; c < converters; c++)
        {
            var w = law.DrawWeights(random);
            var deviation = w[^1] - w[..^1].Sum() - 1;
            mean += deviation / converters;
            square += deviation * deviation / converters;
        }
        var expected = sigma * Math.Sqrt(255);
        Assert.InRange(mean, -5 * expected / Math.Sqrt(converters), 5 * expected / Math.Sqrt(converters));
        Assert.InRange(Math.Sqrt(square), expected * (1 - 5 / Math.Sqrt(2.0 * converters) - 0.01), expected * (1 + 5 / Math.Sqrt(2.0 * converters) + 0.01));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(5.99, 5)]
    [InlineData(15.2, 15)]
    [InlineData(99, 15)]
    [InlineData(-3, 0)]
    public void ASarFindsTheLargestCodeThatIsNotAbove(double held, int code) => Assert.Equal(code, SarConverter.Code(held, [1, 2, 4, 8]));

    // Comparator offset: an error that is the same for every value of a line, with standard deviation σ steps over lines; shared converters share it.
    [Fact]
    public void ComparatorOffsetsBelongToConverters()
    {
        const int lines = 4000;
        var stage = On(new SarConverter(14, ConverterRange.Of(1), 0, 20, 0, 8), lines);
        var (low, high) = (Enumerable.Repeat(-0.5f, lines).ToArray(), Enumerable.Repeat(0.5f, lines).ToArray());
        stage.Apply(low, 0);
        stage.Apply(high, 1);
        var step = 1.0 / 8191;
        double square = 0;
        for (var i = 0; i < lines; i++)
        {
            Assert.Equal(low[i] + 0.5, high[i] - 0.5, 1.1 * step);
            Assert.Equal(low[i - i % 8], low[i]);
            square += Math.Pow((low[i] + 0.5) / step, 2) / lines;
        }
        Assert.InRange(Math.Sqrt(square), 20 * (1 - 5 / Math.Sqrt(2.0 * lines / 8)), 20 * (1 + 5 / Math.Sqrt(2.0 * lines / 8)));
    }

    // r(n) = n + 4·bow·(n/N)(1 − n/N): the counter stops early where the ramp is ahead, by the bow at the middle, by nothing at the ends.
    [Theory]
    [InlineData(0.0, -3)]
    [InlineData(1.0, 0)]
    [InlineData(-1.0, 0)]
    public void ABowedRampReadsLowInTheMiddle(double value, double steps)
    {
        float[] v = [(float)value];
        On(new RampConverter(10, ConverterRange.Of(1), 3, 0, 0), 1).Apply(v, 0);
        Assert.Equal(value + steps / 511, v[0], 0.51 / 511);
    }

    // Dwell times: the share of time in the on state is p = τ_on/(τ_on + τ_off); the correlation falls by exp(−Δt/τ) per read, 1/τ = 1/τ_on + 1/τ_off.
    [Fact]
    public void TelegraphNoiseHasItsDutyAndItsCorrelation()
    {
        const int lines = 400, reads = 2000;
        const double on = 8e-6, off = 24e-6, dt = 1e-6;
        var stage = On(new TelegraphNoise(2, on, off, 1), lines, dt);
        var previous = new float[lines];
        double highs = 0, product = 0, square = 0;
        for (var r = 0; r < reads; r++)
        {
            var values = new float[lines];
            stage.Apply(values, (ulong)r);
            for (var i = 0; i < lines; i++)
            {
                Assert.True(values[i] is 1.5f or -0.5f);
                if (values[i] > 0) highs++;
                square += values[i] * values[i];
                if (r > 0) product += values[i] * previous[i];
            }
            values.CopyTo(previous, 0);
        }
        const double n = (double)lines * reads, duty = 0.25;
        var renewal = 1 - Math.Exp(-dt * (1 / on + 1 / off));
        // Independent looks: one per correlation time.
        var error = Math.Sqrt(duty * (1 - duty) / (n * renewal / 2));
        Assert.InRange(highs / n, duty - 5 * error, duty + 5 * error);
        Assert.InRange(square / n, 0.75 * (1 - 0.03), 0.75 * (1 + 0.03)); // A²p(1 − p)
        Assert.InRange(product / (square * (reads - 1) / reads), 1 - renewal - 0.006, 1 - renewal + 0.006);
    }

    // The averaged periodogram of many lines falls by a decade per decade.
    [Fact]
    public void FlickerNoiseFallsAsOneOverF()
    {
        const int lines = 200, reads = 4096;
        var stage = On(new FlickerNoise(1, 16), lines);
        var series = new double[lines][];
        for (var i = 0; i < lines; i++) series[i] = new double[reads];
        double square = 0;
        for (var r = 0; r < reads; r++)
        {
            var values = new float[lines];
            stage.Apply(values, (ulong)r);
            for (var i = 0; i < lines; i++)
            {
                series[i][r] = values[i];
                square += (double)values[i] * values[i];
            }
        }
        Assert.InRange(square / (lines * (double)reads), 0.8, 1.2); // the slow parts are few independent numbers
        int[] harmonics = [4, 6, 9, 14, 22, 34, 53, 82, 127, 197, 306, 475];
        double[] logF = [.. harmonics.Select(k => Math.Log10(k))], logS = [.. harmonics.Select(k => Math.Log10(Power(series, k)))];
        double mf = logF.Average(), ms = logS.Average();
        var slope = logF.Zip(logS, (f, s) => (f - mf) * (s - ms)).Sum() / logF.Sum(f => (f - mf) * (f - mf));
        Assert.InRange(slope, -1.15, -0.85);
    }

    private static double Power(double[][] series, int k)
    {
        var power = 0.0;
        foreach (var line in series)
        {
            var (re, im, mean) = (0.0, 0.0, line.Average());
            for (var t = 0; t < line.Length; t++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * k * t / line.Length);
                // A Hann window keeps the steep low frequencies from leaking.
                var w = (line[t] - mean) * (1 - Math.Cos(2 * Math.PI * t / line.Length));
                re += w * cos;
                im += w * sin;
            }
            power += re * re + im * im;
        }
        return power;
    }

    [Fact]
    public void WhiteNoiseIsFreshAndHasItsWidth()
    {
        const int lines = 500, reads = 200;
        var stage = On(new WhiteNoise(0.1), lines);
        double square = 0, product = 0;
        var previous = new float[lines];
        for (var r = 0; r < reads; r++)
        {
            var values = new float[lines];
            stage.Apply(values, (ulong)r);
            square += values.Sum(v => (double)v * v);
            product += values.Zip(previous, (a, b) => (double)a * b).Sum();
            previous = values;
        }
        const double n = (double)lines * reads;
        Assert.InRange(square / n, 0.01 * (1 - 5 * Math.Sqrt(2 / n)), 0.01 * (1 + 5 * Math.Sqrt(2 / n)));
        Assert.InRange(product / n, -0.05 / Math.Sqrt(n), 0.05 / Math.Sqrt(n));
    }

    [Fact]
    public void AnIntegratorLeaksThenSaturates()
    {
        float[] v = [1, -10, 0.5f];
        Assert.True(On(new Integrator(4, 0.1), 3).Apply(v, 0));
        Assert.Equal([0.9f, -4f, 0.45f], v);
        float[] inside = [1];
        Assert.False(On(new Integrator(4, 0), 1).Apply(inside, 0));
    }

    [Fact]
    public void AmplifiersDifferFromLineToLine()
    {
        const int lines = 4000;
        var stage = On(new Amplifier(0.02, 0.1), lines);
        var (zero, one) = (new float[lines], Enumerable.Repeat(1f, lines).ToArray());
        stage.Apply(zero, 0);
        stage.Apply(one, 9);
        Assert.InRange(Deviation([.. zero.Select(v => (double)v)]), 0.1 * (1 - 5 / Math.Sqrt(2.0 * lines)), 0.1 * (1 + 5 / Math.Sqrt(2.0 * lines)));
        Assert.InRange(Deviation([.. one.Zip(zero, (a, b) => (double)a - b)]), 0.02 * (1 - 5 / Math.Sqrt(2.0 * lines)), 0.02 * (1 + 5 / Math.Sqrt(2.0 * lines)));
    }

    private static double Deviation(double[] v) => Math.Sqrt(v.Average(x => x * x) - Math.Pow(v.Average(), 2));
}
