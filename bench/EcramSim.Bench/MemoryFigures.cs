using System.Reflection;
using System.Runtime.InteropServices;
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
    /// memory.per_cell: bytes of all arrays with an element for each cell that a tile holds, found by walking through its objects after it has been written, and
    /// read in both directions; of the shipped device that takes most. What a tile keeps per line (some 70 kB at 1024 × 1024) is not counted.
    /// </summary>
    public static IEnumerable<Figure> All()
    {
        yield return new Figure("memory.per_cell", "bytes", () => null, () =>
        {
            var library = ModelLibrary.Shipped();
            var array = ArrayOptions.Read(library, "default");
            var all = library.Ids(ModelKind.Device).Select(id => (Id: id, Bytes: PerCell(CellDevice.Read(library, id), array))).OrderBy(d => d.Bytes).ToArray();
            return new Measurement(all[^1].Bytes, all[0].Bytes, $" {all[^1].Id}");
        });
    }

    private static double PerCell(CellDevice device, ArrayOptions array)
    {
        var tile = new CellArray(device, array).CreateTile(Size, Size);
        var (x, y) = (new float[Size], new float[Size]);
        x[3] = y[5] = 0.1f;
        tile.Update(x, y, 1, 0.01);
        tile.Forward(x, y, 1);
        tile.Backward(y, x, 1);
        return Bytes(tile, new HashSet<object>(ReferenceEqualityComparer.Instance)) / ((double)Size * Size * (device.Form?.Shares.Count ?? 1));
    }

    private static long Bytes(object? value, HashSet<object> seen)
    {
        if (value is null or string or Delegate or Type or Assembly || value.GetType().IsPrimitive || value.GetType().IsEnum) return 0;
        if (!value.GetType().IsValueType && !seen.Add(value)) return 0;
        if (value is Array elements)
        {
            var element = value.GetType().GetElementType()!;
            // Tables of a law are shorter, whatever holds one of them.
            if (element.IsPrimitive || element == typeof(Half)) return elements.Length < Size * Size ? 0 : (long)elements.Length * (element == typeof(Half) ? 2 : Marshal.SizeOf(element));
            return elements.Cast<object?>().Sum(e => Bytes(e, seen));
        }
        var sum = 0L;
        for (var type = value.GetType(); type is not null; type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRef) sum += Bytes(field.GetValue(value), seen);
        return sum;
    }
}
