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

    [Fact]
    public void OneLineAloneGivesItsColumn()
    {
        var random = new RandomStream(3, "product");
        var w = new WeightMatrix(21, 37);
        for (var i = 0; i < w.Rows; i++)
            for (var j = 0; j < w.Columns; j++) w.Row(i)[j] = (float)random.NextNormal();
        foreach (var column in new[] { 0, 8, 36 })
        {
            var x = new float[w.Stride];
            x[column] = -0.7f;
            var (y, clear) = (new float[w.Rows], new float[w.Rows]);
            MatrixProduct.Column(w, column, x[column], y, 0, w.Rows);
            MatrixProductReference.Forward(w, x, clear);
            Assert.Equal(clear, y);
        }
    }

    /// <summary>However many vectors go together, and wherever the outputs are divided.</summary>
    [Theory]
    [InlineData(1, 1, 5)]
    [InlineData(7, 9, 4)]
    [InlineData(36, 65, 8)]
    [InlineData(100, 200, 11)]
    [InlineData(70, 1500, 6)]
    public void VectorsTogetherEqualVectorsAloneBitForBit(int rows, int columns, int count)
    {
        var random = new RandomStream(2, "product");
        var w = new WeightMatrix(rows, columns);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) w.Row(i)[j] = (float)random.NextNormal();
        var pitch = (rows + 7) / 8 * 8;
        var x = new float[count * w.Stride];
        var d = new float[count * pitch];
        for (var b = 0; b < count; b++)
        {
            for (var j = 0; j < columns; j++) x[b * w.Stride + j] = (float)random.NextNormal();
            for (var i = 0; i < rows; i++) d[b * pitch + i] = (float)random.NextNormal();
        }
        var (y, g) = (new float[count * pitch], new float[count * w.Stride]);
        var (rowCut, columnCut) = (rows / 3, w.Stride / 2 / 8 * 8);
        MatrixProduct.Forward(w, x, y, count, pitch, 0, rowCut);
        MatrixProduct.Forward(w, x, y, count, pitch, rowCut, rows);
        MatrixProduct.Backward(w, d, g, count, pitch, 0, columnCut);
        MatrixProduct.Backward(w, d, g, count, pitch, columnCut, w.Stride);
        for (var b = 0; b < count; b++)
        {
            var (yClear, gClear) = (new float[rows], new float[w.Stride]);
            MatrixProductReference.Forward(w, x.AsSpan(b * w.Stride, w.Stride), yClear);
            MatrixProductReference.Backward(w, d.AsSpan(b * pitch, rows), gClear);
            Assert.Equal(yClear, y[(b * pitch)..(b * pitch + rows)]);
            Assert.Equal(gClear, g[(b * w.Stride)..((b + 1) * w.Stride)]);
        }
    }
}
