using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Inputs;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Periphery.Stages;
using EcramSim.Crossbar.Periphery.Weights;
using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Periphery;

/// <summary>What is done so that inputs fit the lines and outputs their bounds.</summary>
public class ManagementTests
{
    // 7 bits in: steps of 1/63; 9 bits out within ±12: steps of 12/255.
    private static readonly ArrayOptions Usual = new(7, 9, 12, null, null, new AbsMax(), new IterativeHalving(), 31, true, true, 80e-9);
    private const double OutStep = 12.0 / 255;

    private static ExactTile Row(ArrayOptions options, float weight, int inputs)
    {
        var tile = new ExactTile(1, inputs, options, 1, "managed");
        tile.SetWeights([.. Enumerable.Repeat(weight, inputs)]);
        return tile;
    }

    private static float Read(ExactTile tile, params float[] x)
    {
        var y = new float[1];
        tile.Forward(x, y, 1);
        return y[0];
    }

    [Fact]
    public void A_constant_scale_clips_what_lies_beyond_and_leaves_errors_alone()
    {
        var options = Usual with { AdcBits = null, AdcBound = null };
        var tile = Row(options with { NoiseManagement = new ConstantScale(2, null) }, 1, 1);
        Assert.Equal(Math.Round(63 * 0.5) / 63 * 2, Read(tile, 1), 1e-6);
        Assert.Equal(2, Read(tile, 4));
        // Of 0.01 nothing is left; an error of that size comes back whole.
        Assert.Equal(0, Read(tile, 0.01f));
        var g = new float[1];
        tile.Backward([0.01f], g, 1);
        Assert.Equal(0.01f, g[0]);
        Row(options with { NoiseManagement = new ConstantScale(2, 0.005) }, 1, 1).Backward([0.01f], g, 1);
        Assert.Equal(0.005f, g[0]);
    }

    [Fact]
    public void An_average_follows_the_largest_inputs()
    {
        var options = Usual with { AdcBits = null, AdcBound = null, NoiseManagement = new AverageAbsMax(0.5) };
        var tile = Row(options, 1, 1);
        // α = 1; (1 + 3)/2 = 2, which 3 is clipped to; (2 + 1)/2 = 1.5, of which 1 is 42 steps of 63; zeros change nothing; (1.5 + 1.5)/2.
        float[] x = [1, 3, -1, 0, 1.5f], expected = [1, 2, -1, 0, 1.5f];
        Assert.Equal(expected, x.Select(v => Read(tile, v)));
        // Errors on their way back have an average of their own.
        var g = new float[1];
        tile.Backward([0.25f], g, 1);
        Assert.Equal(0.25f, g[0]);
        var together = new float[5];
        Row(options, 1, 1).Forward(x, together, 5);
        Assert.Equal(expected, together);
        // With a decay of 1 it is the largest magnitude of each vector.
        var (newest, usual) = (Row(options with { NoiseManagement = new AverageAbsMax(1) }, 1, 1), Row(options with { NoiseManagement = new AbsMax() }, 1, 1));
        foreach (var v in x) Assert.Equal(Read(usual, v), Read(newest, v));
    }

    // 64 weights of 0.75 and inputs of 1 are 48, four times the bound.
    [Fact]
    public void The_worst_case_fits_the_bound_in_one_read()
    {
        float[] x = [.. Enumerable.Repeat(1f, 64)];
        var tile = Row(Usual with { NoiseManagement = new AbsMaxNpSum(0.75), BoundManagement = new Clipping() }, 0.75f, 64);
        // x̂ = round(63/4)/63 = 16/63.
        Assert.Equal(Math.Min(12, Math.Round(48 * 16 / 63.0 / OutStep) * OutStep) * 4, Read(tile, x), 1e-4);
        Assert.Equal(1, tile.Ledger.Reads);
        // Half the inputs negative: the sums of either sign count, 24 of 12: α = 2.
        float[] mixed = [.. x.Select((v, j) => j < 32 ? v : -v)];
        var half = Row(Usual with { NoiseManagement = new AbsMaxNpSum(0.75), BoundManagement = new Clipping() }, 0.75f, 64);
        half.SetWeights([.. mixed.Select(v => v > 0 ? 0.75f : 0)]);
        // 32 steps of 63 for a half are a little more than the bound.
        Assert.Equal(24, Read(half, mixed), 1e-4);
        // A small input is not made larger than itself.
        Assert.Equal(Math.Round(0.75 / OutStep) * OutStep, Read(tile, [1, .. new float[63]]), 1e-4);
    }

    [Theory]
    [InlineData(null, 4, 8)]
    [InlineData(1, 2, 2)]
    [InlineData(2, 3, 4)]
    public void Halving_recovers_a_clipped_output_at_the_cost_of_reads(int? rounds, int reads, int k)
    {
        // 51.2 beyond 12: k = 8 brings 6.4, k = 4 just 13; a limit leaves the bound times k.
        var tile = Row(Usual with { BoundManagement = new IterativeHalving(rounds) }, 0.8f, 64);
        var within = 0.8 * 64 * Math.Round(63.0 / k) / 63;
        Assert.Equal(Math.Round(Math.Min(12, within) / OutStep) * OutStep * k, Read(tile, [.. Enumerable.Repeat(1f, 64)]), 1e-3);
        Assert.Equal(reads, tile.Ledger.Reads);
    }

    [Fact]
    public void A_second_read_at_the_worst_case_is_the_last()
    {
        float[] x = [.. Enumerable.Repeat(1f, 64)];
        var tile = Row(Usual with { BoundManagement = new WorstCaseRepeat(0.75) }, 0.75f, 64);
        Assert.Equal(Math.Min(12, Math.Round(48 * 16 / 63.0 / OutStep) * OutStep) * 4, Read(tile, x), 1e-4);
        Assert.Equal(2, tile.Ledger.Reads);
        // Nothing clips: one read. Weights taken for smaller than they are: what is beyond stays clipped.
        Read(tile, [1, .. new float[63]]);
        Assert.Equal(3, tile.Ledger.Reads);
        var wrong = Row(Usual with { BoundManagement = new WorstCaseRepeat(0.375) }, 0.75f, 64);
        Assert.Equal(24, Read(wrong, x), 1e-4);
        Assert.Equal(2, wrong.Ledger.Reads);
        var hopeless = Row(Usual with { BoundManagement = new WorstCaseRepeat(0.1) }, 0.75f, 64);
        Assert.Equal((12f, 1), (Read(hopeless, x), hopeless.Ledger.Reads));
    }

    public static TheoryData<int, int> All
    {
        get
        {
            var data = new TheoryData<int, int>();
            for (var n = 0; n < Catalogue<INoiseManagement>.Examples.Count; n++)
                for (var b = 0; b < Catalogue<IBoundManagement>.Examples.Count; b++) data.Add(n, b);
            return data;
        }
    }

    // Short form and stages, one by one and together, on one thread and on two: the same bits.
    [Theory, MemberData(nameof(All))]
    public void Every_management_is_the_same_in_every_form(int noise, int bound)
    {
        const int rows = 9, columns = 40, batch = 7;
        var random = new RandomStream(1, "managements");
        float[] Draw(int count, double range) => [.. Enumerable.Range(0, count).Select(_ => (float)(range * (2 * random.NextDouble() - 1)))];
        var (w, x, d) = (Draw(rows * columns, 1), Draw(batch * columns, 1), Draw(batch * rows, 0.1));
        for (var j = 0; j < columns; j++) (x[j], x[2 * columns + j]) = (0, 3 * x[2 * columns + j]);
        var options = Usual with { AdcBound = 2, NoiseManagement = Catalogue<INoiseManagement>.Examples[noise].Law, BoundManagement = Catalogue<IBoundManagement>.Examples[bound].Law };
        (float[], float[], long) Course(ArrayOptions array, int threads, bool apart)
        {
            var tile = new ExactTile(rows, columns, array, 1, "managed", threads);
            tile.SetWeights(w);
            float[] y = new float[batch * rows], g = new float[batch * columns];
            for (var v = 0; v < (apart ? batch : 1); v++)
            {
                var count = apart ? 1 : batch;
                tile.Forward(x.AsSpan(v * columns, count * columns), y.AsSpan(v * rows, count * rows), count);
                tile.Backward(d.AsSpan(v * rows, count * rows), g.AsSpan(v * columns, count * columns), count);
            }
            return (y, g, tile.Ledger.Reads);
        }
        var (y, g, reads) = Course(options, 1, false);
        foreach (var (other, apart, threads) in new[] { (options, true, 1), (options, false, 2), (options with { Stages = ReadStages.Of(options) }, false, 1) })
        {
            var (y2, g2, reads2) = Course(other, threads, apart);
            Assert.Equal(y, y2);
            Assert.Equal(g, g2);
            Assert.Equal(reads, reads2);
        }
        Assert.Equal(new float[rows], y[..rows]);
        Assert.True(reads >= 2 * batch);
    }

    [Fact]
    public void Files_name_them()
    {
        ArrayOptions Of(params string[] settings) => ArrayOptions.Read(ModelLibrary.Shipped(), "default", [.. settings.Select(s => Setting.Parse($"array.{s}"))]);
        Assert.Equal((new AbsMax(), new IterativeHalving()), ((AbsMax)Of().NoiseManagement, (IterativeHalving)Of().BoundManagement));
        Assert.Equal((new Unscaled(), new Clipping()), ((Unscaled)Of("noise_management=false").NoiseManagement, (Clipping)Of("bound_management=false").BoundManagement));
        Assert.Equal(new AverageAbsMax(0.01), Of("noise_management=average-abs-max").NoiseManagement);
        Assert.Equal(new WorstCaseRepeat(0.6), Of("bound_management=worst-case").BoundManagement);
        string Refused(string setting) => Assert.Throws<InputException>(() => Of(setting)).Message;
        Assert.Contains("default.json: noise_management.law: unknown value 'absmax'; did you mean 'abs-max'?", Refused("noise_management=absmax"), StringComparison.Ordinal);
        Assert.Contains("default.json: noise_management.scale: is missing", Refused("noise_management=constant"), StringComparison.Ordinal);
        Assert.Contains("default.json: bound_management: must be true, false, a name, or an object with \"law\"", Refused("bound_management=3"), StringComparison.Ordinal);

        using var file = new TemporaryArray(("noise_management", """{ "law": "constant", "scale": { "value": 4, "status": "estimated", "source": "here" } }"""),
            ("bound_management", """{ "law": "iterative", "most_rounds": { "value": 3, "status": "estimated", "source": "here" } }"""));
        var read = ArrayFile.Read(ModelLibrary.Shipped(), file.Path);
        Assert.Equal((new ConstantScale(4, null), new IterativeHalving(3)), ((ConstantScale)read.Options.NoiseManagement, (IterativeHalving)read.Options.BoundManagement));
        Assert.Contains(read.Parameters, p => p.Path == "noise_management.scale");
        Assert.Equal(new ConstantScale(5, null), ArrayOptions.Read(ModelLibrary.Shipped(), file.Path, [Setting.Parse("array.noise_management.scale=5")]).NoiseManagement);
    }

    // default.json with other values of some keys.
    private sealed class TemporaryArray : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("managements");

        public TemporaryArray(params (string Key, string Json)[] keys)
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(ModelLibrary.ShippedFolder("models"), "arrays", "default.json")))!;
            foreach (var (key, value) in keys) json[key] = System.Text.Json.Nodes.JsonNode.Parse(value);
            Path = System.IO.Path.Combine(_folder.FullName, "array.json");
            File.WriteAllText(Path, json.ToJsonString());
        }

        public string Path { get; }

        public void Dispose() => _folder.Delete(true);
    }
}
