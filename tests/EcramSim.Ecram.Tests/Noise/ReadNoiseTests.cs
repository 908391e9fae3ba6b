using EcramSim.Ecram.Noise;
using EcramSim.Ecram.Stacks;
using EcramSim.Ecram.Tests.Cells;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Tests.Noise;

public class ReadNoiseTests
{
    // 4kTG over 1 µs at 0.1 V and 10 µS: σ_I = √(4kTG/2t) = 0.2870 nA, of 1 µA.
    [Fact]
    public void Thermal_noise_by_hand() =>
        Assert.Equal(2.870e-10 / 1e-6, new ReadNoise(0.1, 1e-6, 0, 1, null).Deviation(1e-5, 298.15) / 1e-5, 1e-7);

    // The mean of 1/f noise over t, seen against T_o: the spectrum K/f, filtered by sinc²(πft), integrated numerically from 1/T_o on.
    [Theory]
    [InlineData(10)]
    [InlineData(1e3)]
    [InlineData(1e8)]
    public void Flicker_noise_is_the_integral_of_its_filtered_spectrum(double ratio)
    {
        double sum = 0;
        const int steps = 400_000;
        // Over ln f up to 1000/t, beyond which less than 1e-7 is left.
        var (low, high) = (Math.Log(1 / ratio), Math.Log(1e3));
        for (var k = 0; k < steps; k++)
        {
            var f = Math.Exp(low + (high - low) * (k + 0.5) / steps);
            sum += Math.Pow(Math.Sin(Math.PI * f) / (Math.PI * f), 2) * (high - low) / steps;
        }
        Assert.Equal(1e-6 * sum, new ReadNoise(0.1, 1, 1e-6, ratio, null).FlickerVariance, 1e-11);
    }

    // A trap that fills and empties at random, averaged over readings: the variance within four standard errors (1 in 16 000 by chance), which the
    // exponential waiting times make √(κ/n) with κ ≤ 3.
    [Theory]
    [InlineData(1e-3, 2e-3, 1e-2)]
    [InlineData(1e-3, 2e-3, 1e-3)]
    [InlineData(0.3, 0.02, 1e-3)]
    public void Telegraph_noise_is_that_of_a_simulated_trap(double capture, double emission, double time)
    {
        var trap = new TelegraphTrap(0.02, capture, emission);
        var random = new RandomStream(6, "trap");
        const int readings = 40_000;
        double sum = 0, squares = 0, fourth = 0;
        var full = capture / (capture + emission);
        var values = new double[readings];
        for (var n = 0; n < readings; n++)
        {
            // Readings far apart: each begins in equilibrium.
            var isFull = random.NextDouble() < emission / (capture + emission);
            double left = time, filled = 0;
            while (left > 0)
            {
                var stay = Math.Min(left, -Math.Log(1 - random.NextDouble()) * (isFull ? emission : capture));
                if (isFull) filled += stay;
                left -= stay;
                isFull = !isFull;
            }
            values[n] = -trap.Amplitude * filled / time;
            sum += values[n];
        }
        var mean = sum / readings;
        foreach (var v in values)
        {
            squares += (v - mean) * (v - mean) / readings;
            fourth += Math.Pow(v - mean, 4) / readings;
        }
        var error = Math.Sqrt((fourth / (squares * squares) - 1) / readings);
        Assert.InRange(squares / trap.Variance(time), 1 - 4 * error, 1 + 4 * error);
        Assert.Equal(-trap.Amplitude * (1 - full), mean, 4 * Math.Sqrt(squares / readings));
    }

    [Fact]
    public void A_telegraph_signal_slower_than_the_reading_is_seen_whole()
    {
        Assert.Equal(1e-4 * 0.25, new TelegraphTrap(0.01, 1e6, 1e6).Variance(1e-6), 1e-12);
        // Continuous where the two forms meet: τ = 1e4 t.
        Assert.Equal(new TelegraphTrap(1, 2.0001e4, 2.0001e4).Variance(1), new TelegraphTrap(1, 1.9999e4, 1.9999e4).Variance(1), 1e-8);
    }

    // An ohmic cell by hand: steps go as 1/(resistance·sites), the range as thickness; causes add in squares.
    [Fact]
    public void A_budget_names_every_cause_and_adds_their_squares()
    {
        var stack = OhmicCell.Of(slope: 0, amplitude: 1);
        var reading = new ReadNoise(0.1, 1e-6, 1e-8, 1e-3, new TelegraphTrap(1e-4, 1, 1));
        var rows = NoiseBudget.Of(stack, new CellSpread(0.03, 0.02, 0.1, 0.05, 0.02), reading).Rows;
        NoiseContribution Row(string kind, string cause) => rows.Single(r => r.Kind == kind && r.Cause == cause);
        Assert.Equal(0.05, Row("device", "resistance").Up, 1e-3);
        Assert.Equal(0.02, Row("device", "site density").Down, 1e-4);
        Assert.Equal(0.03, Row("device", "thickness").Range!.Value, 1e-4);
        Assert.Equal(0, Row("device", "area").Up, 1e-4);
        Assert.Equal(Math.Sqrt(0.05 * 0.05 + 0.02 * 0.02), Row("device", "all").Up, 1e-3);
        // x = 0.5 of 0.3 … 0.7: G is 1.25 of the range.
        Assert.Equal(1.25e-4 * 0.5 / Math.Sqrt(1), Row("read", "telegraph noise").Range!.Value, 1e-6);
        foreach (var kind in new[] { "cycle", "device", "read" })
            Assert.Equal(Row(kind, "all").Up, Math.Sqrt(rows.Where(r => r.Kind == kind && r.Cause != "all").Sum(r => r.Up * r.Up)), 1e-12);
        Assert.True(Row("cycle", "hops in the electrolyte").Up > 0.9 * Row("cycle", "all").Up);
        Assert.Empty(NoiseBudget.Of(Shipped.Device("mo-ecram")).Rows);
        Assert.Equal(11, NoiseBudget.Of(Shipped.Device("lixwo3-lipon")).Rows.Count);
    }

    [Fact]
    public void A_device_file_may_say_how_it_is_read()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var text = File.ReadAllText(Path.Combine(EcramSim.Tests.Reference.ReferenceData.RepositoryRoot, "models", "devices", "lixwo3-lipon.json"));
            string Value(string v) => $"{{ \"value\": {v}, \"status\": \"estimated\", \"source\": \"of this test\" }}";
            var path = Path.Combine(folder.FullName, "mine.json");
            void Write(string observation) => File.WriteAllText(path, text.Replace("\"pulse\": {",
                $"\"read\": {{ \"voltage\": {Value("\"0.1 V\"")}, \"integration_time\": {Value("\"1 us\"")}, \"flicker\": {Value("1e-9")}, \"observation_time\": {Value(observation)} }}, \"pulse\": {{", StringComparison.Ordinal));
            Write("\"1 s\"");
            var device = CellDevice.Read(Shipped.Library(), path);
            Assert.Equal(1e-9, device.ReadNoise!.Flicker);
            Assert.Contains(NoiseBudget.Of(device).Rows, r => r.Cause == "1/f noise" && r.Up > 0);
            Write("\"1 us\"");
            Assert.Contains("observation_time", Assert.Throws<InputException>(() => CellDevice.Read(Shipped.Library(), path)).Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
