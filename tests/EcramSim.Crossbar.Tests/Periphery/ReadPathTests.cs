using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Periphery;

public class ReadPathTests
{
    private const int Rows = 6, Columns = 13;
    private static readonly ArrayOptions Usual = new(7, 9, 12, null, 0.06, new AbsMax(), new IterativeHalving(), 31, true, true, 80e-9);

    [Fact]
    public void WithoutConvertersAndNoiseItIsTheMatrixProduct()
    {
        var (tile, w, x) = Make(ArrayOptions.Exact, 1);
        var y = new float[Rows];
        tile.Forward(x, y, 1);
        for (var i = 0; i < Rows; i++) Assert.Equal(Row(w, x, i), y[i], 1e-6 * 5);
        var d = new float[Rows];
        d[2] = -2.5f;
        var g = new float[Columns];
        tile.Backward(d, g, 1);
        for (var j = 0; j < Columns; j++) Assert.Equal(-2.5f * w[2 * Columns + j], g[j], 1e-6);
    }

    // By hand: α = max|x|, x̂ = round(63 x/α)/63, y = W x̂, out = round(y·255/12)·12/255·α.
    [Fact]
    public void ConvertersFollowTheFormula()
    {
        var (tile, w, x) = Make(Usual with { OutputNoise = null }, 3);
        var y = new float[Rows];
        tile.Forward(x, y, 1);
        var alpha = x.Max(v => Math.Abs((double)v));
        for (var i = 0; i < Rows; i++)
        {
            double sum = 0;
            for (var j = 0; j < Columns; j++) sum += w[i * Columns + j] * Math.Round(63 * x[j] / alpha) / 63;
            Assert.Equal(Math.Round(sum * 255 / 12) * 12 / 255 * alpha, y[i], 1e-5 * alpha);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OutputNoiseHasItsMomentsInUnitsOfTheScaledInput(bool forward)
    {
        const int n = 20000;
        var (tile, w, x) = Make(ArrayOptions.Exact with { OutputNoise = 0.06 }, 2);
        var input = forward ? x : x[..Rows];
        var output = new float[forward ? Rows : Columns];
        var alpha = input.Max(Math.Abs);
        double exact = 0, sum = 0, squares = 0;
        if (forward) exact = Row(w, x, 1);
        else for (var i = 0; i < Rows; i++) exact += (double)w[i * Columns + 1] * input[i];
        for (var k = 0; k < n; k++)
        {
            if (forward) tile.Forward(input, output, 1); else tile.Backward(input, output, 1);
            var e = (output[1] - exact) / alpha;
            sum += e / n;
            squares += e * e / n;
        }
        Assert.InRange(sum, -5 * 0.06 / Math.Sqrt(n), 5 * 0.06 / Math.Sqrt(n));
        Assert.InRange(squares, 0.0036 * (1 - 5 * Math.Sqrt(2.0 / n)), 0.0036 * (1 + 5 * Math.Sqrt(2.0 / n)));
    }

    // Var y = σ² Σ_j w_j² for noise on the input lines.
    [Fact]
    public void InputNoiseComesThroughTheWeights()
    {
        const int n = 20000;
        var (tile, w, x) = Make(ArrayOptions.Exact with { InputNoise = 0.1, NoiseManagement = new Unscaled() }, 2);
        var y = new float[Rows];
        double squares = 0;
        for (var k = 0; k < n; k++)
        {
            tile.Forward(x, y, 1);
            squares += Math.Pow(y[4] - Row(w, x, 4), 2) / n;
        }
        var expected = 0.01 * w[(4 * Columns)..(5 * Columns)].Sum(v => (double)v * v);
        Assert.InRange(squares / expected, 1 - 5 * Math.Sqrt(2.0 / n), 1 + 5 * Math.Sqrt(2.0 / n));
    }

    // Noise of the inputs comes after the DAC (so products are not on a grid), noise of the outputs before the ADC (so results are).
    [Fact]
    public void NoiseComesAfterTheDacAndBeforeTheAdc()
    {
        var (tile, _, x) = Make(Usual with { DacBits = 2, InputNoise = 0.05, OutputNoise = 1.5, NoiseManagement = new Unscaled(), AdcBits = 4 }, 2);
        var y = new float[Rows];
        var seen = new HashSet<float>();
        for (var k = 0; k < 200; k++)
        {
            tile.Forward(x, y, 1);
            foreach (var v in y)
            {
                Assert.Equal(Math.Round(v * 7 / 12.0), v * 7 / 12.0, 1e-5);
                seen.Add(v);
            }
        }
        Assert.True(seen.Count > 2);
        var (analog, _, _) = Make(Usual with { DacBits = 2, InputNoise = 0.05, OutputNoise = null, NoiseManagement = new Unscaled(), AdcBits = null }, 2);
        seen.Clear();
        for (var k = 0; k < 50; k++)
        {
            analog.Forward(x, y, 1);
            seen.Add(y[0]);
        }
        Assert.True(seen.Count > 45);
    }

    [Fact]
    public void BoundManagementHalvesInputsUntilNothingClipsAndCountsEachRead()
    {
        const int n = 64;
        var options = Usual with { OutputNoise = null };
        var tile = new ExactTile(1, n, options, 1, "bound");
        tile.SetWeights([.. Enumerable.Repeat(0.8f, n)]);
        float[] x = [.. Enumerable.Repeat(1f, n)];
        var y = new float[1];
        tile.Forward(x, y, 1);
        // 51.2 > 12: k = 8 brings about 6.4 (63/8 = 7.875 rounds to 8 of 63 steps).
        Assert.Equal(Math.Round(0.8 * n * 8 / 63 * 255 / 12) * 12 / 255 * 8, y[0], 1e-3);
        Assert.Equal(4, tile.Ledger.Reads);
        var without = new ExactTile(1, n, options with { BoundManagement = new Clipping() }, 1, "bound");
        without.SetWeights([.. Enumerable.Repeat(0.8f, n)]);
        without.Forward(x, y, 1);
        Assert.Equal(12f, y[0]);
        Assert.Equal(1, without.Ledger.Reads);
    }

    [Fact]
    public void BackwardClipsAtTheBound()
    {
        const int n = 64;
        var tile = new ExactTile(n, 1, Usual with { OutputNoise = null }, 1, "bound");
        tile.SetWeights([.. Enumerable.Repeat(0.8f, n)]);
        var g = new float[1];
        tile.Backward([.. Enumerable.Repeat(0.5f, n)], g, 1);
        Assert.Equal(6f, g[0]); // 12·α
    }

    [Fact]
    public void NoiseManagementMakesReadsHomogeneous()
    {
        var (a, _, x) = Make(Usual, 5);
        var (b, _, _) = Make(Usual, 5);
        var (y, y8) = (new float[Rows], new float[Rows]);
        a.Forward(x, y, 1);
        b.Forward([.. x.Select(v => v / 8)], y8, 1);
        Assert.Equal(y, y8.Select(v => 8 * v));
    }

    [Fact]
    public void ZeroInputGivesZeroAndABatchEqualsItsVectors()
    {
        var (tile, _, x) = Make(Usual, 1);
        var y = new float[Rows];
        tile.Forward(new float[Columns], y, 1);
        Assert.Equal(new float[Rows], y);
        var (one, _, _) = Make(Usual, 1);
        var (many, _, _) = Make(Usual, 1);
        float[] batch = [.. x, .. x.Reverse(), .. x];
        var (together, apart) = (new float[3 * Rows], new float[3 * Rows]);
        many.Forward(batch, together, 3);
        for (var b = 0; b < 3; b++) one.Forward(batch.AsSpan(b * Columns, Columns), apart.AsSpan(b * Rows, Rows), 1);
        Assert.Equal(apart, together);
    }

    // Clipping vectors are read again in their turn, so what follows them has later numbers of noise.
    [Theory]
    [InlineData(null, 0.06, 1)]
    [InlineData(0.02, 0.06, 1)]
    [InlineData(null, null, 1)]
    [InlineData(null, 0.06, 2)]
    [InlineData(0.02, 0.06, 3)]
    public void ABatchEqualsItsVectorsWhereSomeClipOrAreEmpty(double? inputNoise, double? outputNoise, int threads)
    {
        const int rows = 70, columns = 150, count = 45;
        var options = Usual with { InputNoise = inputNoise, OutputNoise = outputNoise, AdcBound = 5 };
        var random = new RandomStream(5, "batch-test");
        float[] w = [.. Enumerable.Range(0, rows * columns).Select(_ => (float)(2 * random.NextDouble() - 1))];
        var x = new float[count * columns];
        for (var b = 0; b < count; b++)
            for (var j = 0; j < columns; j++) x[b * columns + j] = b % 7 == 3 ? 0 : (float)random.NextNormal() + (b % 5 == 4 ? Math.Sign(w[j]) : 0);
        var d = new float[count * rows];
        for (var i = 0; i < d.Length; i++) d[i] = i / rows % 6 == 1 ? 0 : (float)random.NextNormal();
        ExactTile Make(int n)
        {
            var tile = new ExactTile(rows, columns, options, 9, "batch", n);
            tile.SetWeights(w);
            return tile;
        }
        var (one, many) = (Make(1), Make(threads));
        for (var round = 0; round < 3; round++)
        {
            var (together, apart) = (new float[count * rows], new float[count * rows]);
            many.Forward(x, together, count);
            for (var b = 0; b < count; b++) one.Forward(x.AsSpan(b * columns, columns), apart.AsSpan(b * rows, rows), 1);
            Assert.Equal(apart, together);
            var (back, backApart) = (new float[count * columns], new float[count * columns]);
            many.Backward(d, back, count);
            for (var b = 0; b < count; b++) one.Backward(d.AsSpan(b * rows, rows), backApart.AsSpan(b * columns, columns), 1);
            Assert.Equal(backApart, back);
            Assert.Equal(one.Ledger, many.Ledger);
        }
        Assert.InRange(one.Ledger.Reads, 6 * count + 20, 6 * count * 3);
    }

    [Fact]
    public void AnInputThatIsNotFiniteIsRefused()
    {
        var (tile, _, x) = Make(Usual, 1);
        x[3] = float.NaN;
        Assert.Throws<ArithmeticException>(() => tile.Forward(x, new float[Rows], 1));
        x[3] = float.PositiveInfinity;
        Assert.Throws<ArithmeticException>(() => tile.Forward(x, new float[Rows], 1));
    }

    private static (ExactTile Tile, float[] W, float[] X) Make(ArrayOptions options, ulong seed)
    {
        var random = new RandomStream(seed, "read-test");
        var tile = new ExactTile(Rows, Columns, options, seed, "read");
        float[] w = [.. Enumerable.Range(0, Rows * Columns).Select(_ => (float)(2 * random.NextDouble() - 1))];
        tile.SetWeights(w);
        return (tile, w, [.. Enumerable.Range(0, Columns).Select(_ => (float)random.NextNormal())]);
    }

    private static double Row(float[] w, float[] x, int i)
    {
        double sum = 0;
        for (var j = 0; j < Columns; j++) sum += (double)w[i * Columns + j] * x[j];
        return sum;
    }
}
