using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>A number with its derivatives by every element of the leaves.</summary>
internal sealed record Dual(double Value, double[] Slopes)
{
    internal static Dual Constant(double value, int leaves) => new(value, new double[leaves]);

    private Dual With(Dual other, double value, double own, double others) =>
        new(value, [.. Slopes.Zip(other.Slopes, (a, b) => own * a + others * b)]);

    public static Dual operator +(Dual a, Dual b) => a.With(b, a.Value + b.Value, 1, 1);

    public static Dual operator -(Dual a, Dual b) => a.With(b, a.Value - b.Value, 1, -1);

    public static Dual operator *(Dual a, Dual b) => a.With(b, a.Value * b.Value, b.Value, a.Value);

    internal Dual Sin() => With(this, Math.Sin(Value), Math.Cos(Value), 0);
}

/// <summary>
/// The slow, obvious tensor: a list of numbers, and for each element the place of its number in that list. A view is another list of
/// places over the same numbers.
/// </summary>
internal sealed class Dense(Dual[] memory, long[] shape, int[] places)
{
    internal Dual[] Memory { get; } = memory;

    internal long[] Shape { get; } = shape;

    internal int[] Places { get; } = places;

    internal static Dense Of(IEnumerable<Dual> values, params long[] shape)
    {
        var memory = values.ToArray();
        return new Dense(memory, shape, [.. Enumerable.Range(0, memory.Length)]);
    }

    internal bool Repeats => Places.Distinct().Count() < Places.Length;

    internal IEnumerable<Dual> Values => Places.Select(p => Memory[p]);

    /// <summary>The view of the new shape whose element at an index is this one's element at <paramref name="source"/>(index).</summary>
    internal Dense View(long[] shape, Func<long[], long[]> source)
    {
        var result = new List<int>();
        foreach (var index in Indices(shape)) result.Add(Places[Flat(source(index))]);
        return new Dense(Memory, shape, [.. result]);
    }

    internal Dense Transpose(int a, int b) => View(Swapped(Shape, a, b), i => Swapped(i, a, b));

    internal Dense Slice(int d, long start, long length, long step) => View(Changed(Shape, d, length), i => Changed(i, d, start + i[d] * step));

    internal Dense Select(int d, long at) => View([.. Shape[..d], .. Shape[(d + 1)..]], i => [.. i[..d], at, .. i[d..]]);

    internal Dense Unsqueeze(int d) => View([.. Shape[..d], 1, .. Shape[d..]], i => [.. i[..d], .. i[(d + 1)..]]);

    internal Dense Expand(int d, long n) => View(Changed(Shape, d, n), i => Changed(i, d, 0));

    internal Dense Reshape(long[] shape) => new(Memory, shape, Places);

    /// <summary>The element that stands at an index of a larger shape under broadcasting.</summary>
    internal Dual Broadcast(long[] index)
    {
        var own = index[^Shape.Length..];
        return Memory[Places[Flat([.. own.Select((v, d) => Shape[d] == 1 ? 0 : v)])]];
    }

    internal void Update(Func<long[], Dual, Dual> change)
    {
        var k = 0;
        var values = Indices(Shape).Select(i => (Place: Places[k], Value: change(i, Memory[Places[k++]]))).ToArray();
        foreach (var (place, value) in values) Memory[place] = value;
    }

    internal static IEnumerable<long[]> Indices(long[] shape)
    {
        if (shape.Length == 0) return [[]];
        return Enumerable.Range(0, (int)shape[0]).SelectMany(i => Indices(shape[1..]).Select(rest => (long[])[i, .. rest]));
    }

    private int Flat(long[] index)
    {
        long flat = 0;
        for (var d = 0; d < index.Length; d++) flat = flat * Shape[d] + index[d];
        return (int)flat;
    }

    private static long[] Changed(long[] x, int d, long value) => [.. x[..d], value, .. x[(d + 1)..]];

    private static long[] Swapped(long[] x, int a, int b)
    {
        var y = (long[])x.Clone();
        (y[a], y[b]) = (x[b], x[a]);
        return y;
    }

    internal void Agrees(Tensor actual, string what)
    {
        Assert.Equal(Shape, actual.shape);
        var values = actual.detach().contiguous().data<double>().ToArray();
        var wanted = Values.ToArray();
        for (var i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(values[i] - wanted[i].Value) <= 1e-9 * Math.Max(1, Math.Abs(wanted[i].Value)), $"{what}: element {i} is {values[i]} instead of {wanted[i].Value}");
    }
}
