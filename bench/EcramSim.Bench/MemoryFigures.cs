using EcramSim.Crossbar;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;

namespace EcramSim.Bench;

/// <summary>What a cell costs in memory.</summary>
internal static class MemoryFigures
{
    private const int Size = 512;

    /// <summary>
    /// memory.per_cell: bytes that stay on the heap for each further cell of a tile that has been written, and read in both directions, of the shipped device that takes most. What a
    /// tile keeps per line or once is not counted: it cancels in the second difference over rows and columns.
    /// </summary>
    public static IEnumerable<Figure> All()
    {
        yield return new Figure("memory.per_cell", "bytes", () => null, () =>
        {
            var library = ModelLibrary.Shipped();
            var array = ArrayOptions.Read(library, "default");
            var (worst, most, least) = ("", 0.0, double.PositiveInfinity);
            foreach (var id in library.Ids(ModelKind.Device))
            {
                var bytes = PerCell(CellDevice.Read(library, id), array);
                if (bytes > most) (worst, most) = (id, bytes);
                least = Math.Min(least, bytes);
            }
            return new Measurement(most, least, $" {worst}");
        });
    }

    private static double PerCell(CellDevice device, ArrayOptions array) =>
        (Bytes(device, array, 2 * Size, 2 * Size) - Bytes(device, array, 2 * Size, Size) - Bytes(device, array, Size, 2 * Size) + Bytes(device, array, Size, Size))
        / ((double)Size * Size * (device.Form?.Shares.Count ?? 1));

    private static long Bytes(CellDevice device, ArrayOptions array, int rows, int columns)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var tile = new CellArray(device, array).CreateTile(rows, columns);
        var (x, y) = (new float[columns], new float[rows]);
        x[3] = y[5] = 0.1f;
        tile.Update(x, y, 1, 0.01);
        tile.Forward(x, y, 1);
        tile.Backward(y, x, 1);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(tile);
        return bytes;
    }
}
