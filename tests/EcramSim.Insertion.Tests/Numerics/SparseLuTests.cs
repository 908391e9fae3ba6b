using System.Numerics;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Numerics;

public sealed class SparseLuTests
{
    // A band with a dense border, the shape of a film at one potential; and everything.
    public static TheoryData<string> Shapes => ["dense", "band", "arrow", "random"];

    private static SparsityPattern Pattern(string shape, int n)
    {
        var random = new RandomStream(7, "pattern");
        return shape switch
        {
            "dense" => SparsityPattern.Dense(n),
            "band" => SparsityPattern.Banded(n, 2, 3),
            "arrow" => SparsityPattern.FromEntries(n, SparsityPattern.BandEntries(n, 1, 1).Concat(Enumerable.Range(0, n).SelectMany(i => new[] { (i, 0), (0, i) }))),
            _ => SparsityPattern.FromEntries(n, Enumerable.Range(0, 4 * n).Select(_ => ((int)(random.NextDouble() * n), (int)(random.NextDouble() * n))).ToArray()),
        };
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Solves_real_and_complex_systems_again_and_again(string shape)
    {
        const int n = 40;
        var pattern = Pattern(shape, n);
        var (real, complex) = (new SparseLu<double>(pattern), new SparseLu<Complex>(pattern));
        var random = new RandomStream(5, "lu");
        for (var round = 0; round < 4; round++)
        {
            var a = Enumerable.Range(0, pattern.Count).Select(_ => random.NextNormal()).ToArray();
            // Weak and zero diagonals force exchanges; the pattern of the first round serves the others.
            if (shape == "dense") a[pattern.Position(3, 3)] = 0;
            else for (var i = 0; i < n; i++) a[pattern.Position(i, i)] += 4;
            var x = Enumerable.Range(0, n).Select(_ => random.NextNormal()).ToArray();
            var b = new double[n];
            foreach (var ((row, column), value) in pattern.Entries().Zip(a)) b[row] += value * x[column];
            var rotated = b.Select(v => v * new Complex(0.6, 0.8)).ToArray();
            Assert.True(real.Factor(a));
            Assert.True(complex.Factor(a.Select(v => v * new Complex(0, 1)).ToArray()));
            real.Solve(b);
            complex.Solve(rotated);
            for (var i = 0; i < n; i++)
            {
                Assert.Equal(x[i], b[i], 1e-10);
                Assert.Equal(0, (rotated[i] - x[i] * new Complex(0.8, -0.6)).Magnitude, 1e-10);
            }
        }
    }

    [Fact]
    public void Pivots_that_become_weak_are_chosen_anew()
    {
        var pattern = SparsityPattern.Dense(2);
        var lu = new SparseLu<double>(pattern);
        Assert.True(lu.Factor([4, 1, 1, 3]));
        // The diagonal of the first matrix is no pivot of the second: [[0, 2], [1, 5]] by columns.
        Assert.True(lu.Factor([0, 1, 2, 5]));
        double[] b = [4, 11];
        lu.Solve(b);
        Assert.Equal([1, 2], b);
    }

    [Fact]
    public void Says_that_a_matrix_is_singular()
    {
        var pattern = SparsityPattern.Dense(2);
        Assert.False(new SparseLu<double>(pattern).Factor([1, 2, 2, 4]));
        Assert.False(new SparseLu<double>(pattern).Factor([double.NaN, 2, 2, 4]));
        var lu = new SparseLu<double>(pattern);
        Assert.True(lu.Factor([1, 0, 0, 1]));
        Assert.False(lu.Factor([1, 2, 2, 4]));
        Assert.True(lu.Factor([1, 0, 0, 2]));
    }

    [Fact]
    public void Band_with_a_border_fills_nothing()
    {
        const int n = 60;
        var pattern = Pattern("arrow", n);
        var lu = new SparseLu<double>(pattern);
        var values = new double[pattern.Count];
        Array.Fill(values, 0.1);
        for (var i = 0; i < n; i++) values[pattern.Position(i, i)] = 2;
        Assert.True(lu.Factor(values));
        Assert.True(lu.FactorCount <= pattern.Count + 2, $"{lu.FactorCount} of {pattern.Count}");
    }

    [Fact]
    public void Differences_share_columns_that_do_not_meet()
    {
        Assert.Equal(4, new DifferenceJacobian(SparsityPattern.Banded(50, 1, 2)).Groups);
        Assert.Equal(1, new DifferenceJacobian(SparsityPattern.Diagonal(50)).Groups);
        Assert.Equal(9, new DifferenceJacobian(SparsityPattern.Dense(9)).Groups);
    }

    [Fact]
    public void Entry_outside_the_pattern_is_refused() =>
        Assert.Contains("(0, 5) is not part of the pattern", Assert.Throws<ArgumentException>(() => new SparseMatrix(SparsityPattern.Banded(9, 1, 1))[0, 5] = 1).Message, StringComparison.Ordinal);
}
