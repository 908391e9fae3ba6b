using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Tiles;

public class MatrixProductTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 9)]
    [InlineData(10, 37)]
    [InlineData(36, 65)]
    [InlineData(67, 200)]
    public void FastProductsEqualTheScalarTwinBitForBitAndTheExactOnesClosely(int rows, int columns)
    {
        var random = new RandomStream(1, "product");
        var w = new WeightMatrix(rows, columns);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) w.Row(i)[j] = (float)random.NextNormal();
        var x = new float[w.Stride];
        for (var j = 0; j < columns; j++) x[j] = (float)random.NextNormal();
        var d = new float[rows];
        for (var i = 0; i < rows; i++) d[i] = (float)random.NextNormal();
        var (y, yClear, g, gClear) = (new float[rows], new float[rows], new float[w.Stride], new float[w.Stride]);
        MatrixProduct.Forward(w, x, y, 0, rows);
        MatrixProductReference.Forward(w, x, yClear);
        MatrixProduct.Backward(w, d, g, 0, w.Stride);
        MatrixProductReference.Backward(w, d, gClear);
        Assert.Equal(yClear, y);
        Assert.Equal(gClear, g);
        for (var i = 0; i < rows; i++)
        {
            double exact = 0, size = 0;
            for (var j = 0; j < columns; j++) (exact, size) = (exact + (double)w.Row(i)[j] * x[j], size + Math.Abs((double)w.Row(i)[j] * x[j]));
            Assert.InRange(y[i] - exact, -1e-6 * size, 1e-6 * size);
        }
        for (var j = 0; j < columns; j++)
        {
            double exact = 0, size = 0;
            for (var i = 0; i < rows; i++) (exact, size) = (exact + (double)w.Row(i)[j] * d[i], size + Math.Abs((double)w.Row(i)[j] * d[i]));
            Assert.InRange(g[j] - exact, -3e-6 * size, 3e-6 * size);
        }
    }
}
