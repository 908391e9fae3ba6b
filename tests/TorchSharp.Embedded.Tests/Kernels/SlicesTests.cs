using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Slices chosen by an index against the sums that define them, for every size of element, along the last dimension and others; an index may name a slice twice.</summary>
public sealed class SlicesTests
{
    private static readonly long[] Shape = [3, 4, 5];

    public static TheoryData<ScalarType, int> Cases => Of(ScalarType.Float32, ScalarType.Float64, ScalarType.Int64, ScalarType.Int32, ScalarType.Int16, ScalarType.Byte);

    public static TheoryData<ScalarType, int> Added => Of(ScalarType.Float32, ScalarType.Float64, ScalarType.Int64);

    private static TheoryData<ScalarType, int> Of(params ScalarType[] types) => [.. from type in types from dim in Enumerable.Range(0, 3) select (type, dim)];

    [Theory, MemberData(nameof(Cases))]
    public void Chosen_slices_are_those_of_the_index(ScalarType type, int dim)
    {
        long[] chosen = [2, 0, 2, 1];
        var x = arange(60).reshape(Shape).to(type);
        var sizes = Sizes(dim, chosen.Length);
        var expected = Places(sizes).Select(p => Number(p, dim, chosen[p[dim]]));
        Assert.Equal(expected, Values(x.index_select(dim, tensor(chosen, [chosen.Length]))));
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => x.index_select(dim, tensor(new long[] { 0, 5 }, [2])));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Copied_slices_stand_where_the_index_says(ScalarType type, int dim)
    {
        long[] chosen = [2, 0];
        var source = (arange(60).reshape(Shape).to(type) + 60).narrow(dim, 0, 2);
        var result = arange(60).reshape(Shape).to(type).index_copy_(dim, tensor(chosen, [2]), source);
        var expected = Places(Shape).Select(p => Array.IndexOf(chosen, p[dim]) is >= 0 and var from ? 60 + Number(p, dim, from) : Number(p, dim, p[dim]));
        Assert.Equal(expected, Values(result));
    }

    [Theory, MemberData(nameof(Added))]
    public void Added_slices_are_summed_where_the_index_names_one_twice(ScalarType type, int dim)
    {
        long[] chosen = [2, 0, 2];
        var source = arange(60).reshape(Shape).to(type).narrow(dim, 0, 3);
        var result = zeros(Shape, type).index_add_(dim, tensor(chosen, [3]), source, 1);
        var expected = Places(Shape).Select(p => chosen.Index().Where(c => c.Item == p[dim]).Sum(c => Number(p, dim, c.Index)));
        Assert.Equal(expected, Values(result));
    }

    // The number that arange put at a place, with another coordinate along one dimension.
    private static double Number(long[] place, int dim, long at)
    {
        var p = (long[])place.Clone();
        p[dim] = at;
        return (p[0] * Shape[1] + p[1]) * Shape[2] + p[2];
    }

    private static long[] Sizes(int dim, long count)
    {
        var sizes = (long[])Shape.Clone();
        sizes[dim] = count;
        return sizes;
    }

    private static IEnumerable<long[]> Places(long[] sizes) =>
        from i in Enumerable.Range(0, (int)sizes[0]) from j in Enumerable.Range(0, (int)sizes[1]) from k in Enumerable.Range(0, (int)sizes[2]) select new long[] { i, j, k };

    private static double[] Values(Tensor x) => x.to(ScalarType.Float64).contiguous().data<double>().ToArray();
}
