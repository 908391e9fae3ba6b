using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Numerics;

public sealed class LuFactorsTests
{
    [Fact]
    public void Solves_a_random_system_that_needs_row_exchanges()
    {
        const int n = 30;
        var random = new RandomStream(5, "lu");
        var a = Enumerable.Range(0, n * n).Select(_ => random.NextNormal()).ToArray();
        a[0] = 0;
        var x = Enumerable.Range(0, n).Select(_ => random.NextNormal()).ToArray();
        var b = new double[n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) b[i] += a[i * n + j] * x[j];
        var lu = new LuFactors(n);
        Assert.True(lu.Factor(a));
        lu.Solve(b);
        for (var i = 0; i < n; i++) Assert.Equal(x[i], b[i], 1e-11);
    }

    [Fact]
    public void Says_that_a_matrix_is_singular()
    {
        Assert.False(new LuFactors(2).Factor([1, 2, 2, 4]));
        Assert.False(new LuFactors(2).Factor([double.NaN, 2, 2, 4]));
    }
}
