namespace TorchSharp.Kernels;

/// <summary>A matrix in memory: element (i, j) at Data[i·Row + j·Column].</summary>
internal readonly unsafe struct Matrix<T>(T* data, long rows, long columns, long row, long column) where T : unmanaged
{
    internal readonly T* Data = data;
    internal readonly long Rows = rows;
    internal readonly long Columns = columns;
    internal readonly long Row = row;
    internal readonly long Column = column;

    internal Matrix<T> Transposed => new(Data, Columns, Rows, Column, Row);

    internal Matrix<T> Slice(long firstRow, long rows, long firstColumn, long columns) =>
        new(Data + firstRow * Row + firstColumn * Column, rows, columns, Row, Column);
}
