using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Numerics;

/// <summary>
/// Standard stiff problems with the end values of the Test Set for Initial Value Problem Solvers (Mazzia and Magherini, University of Bari,
/// release 2.4), which were computed in quadruple precision.
/// </summary>
public sealed class HardProblemTests
{
    private delegate void Equations(ReadOnlySpan<double> y, Span<double> f);

    private sealed class Problem(int size, Equations f, double[]? mass = null) : IStiffProblem
    {
        public int Size => size;
        public SparseMatrix? Mass { get; } = mass is null ? null : SparseMatrix.Diagonal(mass);
        public void Rate(double t, ReadOnlySpan<double> y, Span<double> rate) => f(y, rate);
    }

    private static double[] Solve(Problem problem, double[] start, double end, double relative, double absolute, int mostSteps)
    {
        var radau = new Radau(problem, 0, start, new StepTolerance(relative, absolute));
        radau.Advance(end);
        Assert.Equal(end, radau.Time);
        Assert.True(radau.Accepted + radau.Rejected <= mostSteps, $"{radau.Accepted} + {radau.Rejected} steps");
        return radau.State.ToArray();
    }

    private static void Near(double[] expected, double[] actual, double relative)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(actual[i] / expected[i] - 1) < relative, $"unknown {i}: {actual[i]} instead of {expected[i]}");
    }

    [Theory]
    [InlineData(1e-6, 1e-4), InlineData(1e-9, 1e-7)]
    public void Robertson_to_1e11(double tolerance, double accuracy) =>
        Near([0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050], Solve(new Problem(3, Robertson), [1, 0, 0], 1e11, tolerance, tolerance * 1e-12, 1500), accuracy);

    private static void Robertson(ReadOnlySpan<double> y, Span<double> f)
    {
        f[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
        f[2] = 3e7 * y[1] * y[1];
        f[1] = -f[0] - f[2];
    }

    [Theory]
    [InlineData(1e-6, 1e-4), InlineData(1e-9, 1e-7)]
    public void Van_der_Pol_with_a_million(double tolerance, double accuracy) =>
        Near([1.706167732170483, -0.8928097010247975], Solve(new Problem(2, (y, f) =>
        {
            f[0] = y[1];
            f[1] = ((1 - y[0] * y[0]) * y[1] - y[0]) / 1e-6;
        }), [2, 0], 2, tolerance, tolerance, 3000), accuracy);

    [Theory]
    [InlineData(1e-6, 1e-3), InlineData(1e-9, 1e-6)]
    public void High_irradiance_response(double tolerance, double accuracy) =>
        Near(
            [0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2, 0.2386356198831331e-2, 0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2],
            Solve(new Problem(8, (y, f) =>
            {
                f[0] = -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007;
                f[1] = 1.71 * y[0] - 8.75 * y[1];
                f[2] = -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4];
                f[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
                f[4] = -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6];
                f[5] = -280 * y[5] * y[7] + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6];
                f[6] = 280 * y[5] * y[7] - 1.81 * y[6];
                f[7] = -f[6];
            }), [1, 0, 0, 0, 0, 0, 0, 0.0057], 321.8122, tolerance, tolerance * 1e-4, 1500), accuracy);

    /// <summary>A differential-algebraic system of index 1, the sixth row algebraic.</summary>
    [Theory]
    [InlineData(1e-6, 1e-4), InlineData(1e-9, 1e-7)]
    public void Chemical_Akzo_Nobel(double tolerance, double accuracy)
    {
        const double ks = 115.83;
        var problem = new Problem(6, (y, f) =>
        {
            double root = Math.Sqrt(y[1]), r1 = 18.7 * Math.Pow(y[0], 4) * root, r2 = 0.58 * y[2] * y[3], r3 = 0.58 / 34.4 * y[0] * y[4], r4 = 0.09 * y[0] * y[3] * y[3], r5 = 0.42 * y[5] * y[5] * root;
            f[0] = -2 * r1 + r2 - r3 - r4;
            f[1] = -0.5 * r1 - r4 - 0.5 * r5 + 3.3 * (0.9 / 737 - y[1]);
            f[2] = r1 - r2 + r3;
            f[3] = -r2 + r3 - 2 * r4;
            f[4] = r2 - r3 + r5;
            f[5] = ks * y[0] * y[3] - y[5];
        }, [1, 1, 1, 1, 1, 0]);
        double[] start = [0.444, 0.00123, 0, 0.007, 0, 0];
        ConsistentState.Find(problem, 0, start);
        Assert.Equal(ks * 0.444 * 0.007, start[5], 1e-14);
        Near([0.1150794920661702, 0.1203831471567715e-2, 0.1611562887407974, 0.3656156421249283e-3, 0.1708010885264404e-1, 0.4873531310307455e-2],
            Solve(problem, start, 180, tolerance, tolerance * 1e-4, 800), accuracy);
    }
}
