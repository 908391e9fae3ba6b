using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Numerics;

public sealed class BracketedRootTests
{
    [Fact]
    public void Finds_roots_to_the_last_bits()
    {
        Assert.Equal(Math.Sqrt(2), BracketedRoot.Find(x => x * x - 2, 0, 10), 4e-16);
        Assert.Equal(Math.Log(3), BracketedRoot.Find(x => Math.Exp(x) - 3, -50, 300), 4e-16);
        Assert.Equal(Math.Cbrt(1e-30), BracketedRoot.Find(x => x * x * x - 1e-30, -1, 2), 1e-24);
        Assert.Equal(3, BracketedRoot.Find(x => x - 3, 3, 5));
    }

    [Fact]
    public void Few_evaluations_on_a_smooth_function()
    {
        var count = 0;
        BracketedRoot.Find(x => { count++; return Math.Exp(x) - 2; }, -10, 10);
        Assert.True(count < 25, $"{count}");
    }

    [Fact]
    public void Refuses_ends_of_equal_sign()
    {
        Assert.Throws<ArithmeticException>(() => BracketedRoot.Find(x => x * x + 1, -1, 1));
        Assert.Throws<ArithmeticException>(() => BracketedRoot.Find(_ => double.NaN, -1, 1));
    }
}
