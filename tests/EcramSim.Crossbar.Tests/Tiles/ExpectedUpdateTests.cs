using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tests.Tiles;

public class ExpectedUpdateTests
{
    // E[Δw] = η d xᵀ: the mean over n updates must lie within 5 standard errors for every cell (chance of a false alarm 1e-5 over all).
    [Theory]
    [InlineData(0.01, true, true, 0)]
    [InlineData(0.01, false, false, 0)]
    [InlineData(-0.03, true, true, 0)]
    [InlineData(0.02, true, false, 0.3)]
    public void MeanChangeIsTheOuterProduct(double rate, bool balance, bool shorten, double noise)
    {
        const int rows = 5, columns = 11, n = 4000;
        var options = ArrayOptions.Exact with { UpdateManagement = balance, UpdateLengthManagement = shorten };
        var law = new ConstantStep(0.001, -1, 1, noise, PulseSpread.None);
        var tile = Tile.Create(law, rows, columns, options, 7, "mean");
        float[] x = [0.9f, -0.5f, 0.03f, 0, 0.7f, -1, 0.2f, 0.4f, -0.1f, 0.6f, 0.33f], d = [0.4f, -0.2f, 0.05f, 0, 0.8f];
        var w = new float[rows * columns];
        var sum = new double[w.Length];
        var squares = new double[w.Length];
        for (var k = 0; k < n; k++)
        {
            tile.SetWeights(new float[w.Length]);
            tile.Update(x, d, 1, rate);
            tile.GetWeights(w);
            for (var c = 0; c < w.Length; c++) { sum[c] += w[c]; squares[c] += (double)w[c] * w[c]; }
        }
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
            {
                var mean = sum[i * columns + j] / n;
                var error = Math.Sqrt((squares[i * columns + j] / n - mean * mean) / n);
                Assert.InRange(mean - rate * d[i] * x[j], -5 * error - 1e-9, 5 * error + 1e-9);
            }
    }
}
