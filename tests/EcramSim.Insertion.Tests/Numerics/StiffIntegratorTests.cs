using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Numerics;

public sealed class StiffIntegratorTests
{
    private sealed class Problem(int size, Action<double, double[], double[]> rate) : IStiffProblem
    {
        public int Size => size;

        public int Evaluations { get; private set; }

        public void Rate(double t, ReadOnlySpan<double> y, Span<double> r)
        {
            Evaluations++;
            var (state, result) = (y.ToArray(), new double[size]);
            rate(t, state, result);
            result.CopyTo(r);
        }
    }

    // Kaps' problem: stiff, nonlinear, with the exact solution y1 = e^(−2t), y2 = e^(−t) for every stiffness.
    private static Problem Kaps(double k) => new(2, (_, y, r) =>
    {
        r[0] = -(k + 2) * y[0] + k * y[1] * y[1];
        r[1] = y[0] - y[1] - y[1] * y[1];
    });

    [Fact]
    public void Error_falls_with_the_fourth_power_of_a_fixed_step()
    {
        var errors = new[] { 0.1, 0.05, 0.025 }.Select(h =>
        {
            // Loose tolerance: the longest step alone sets the length.
            var integrator = new StiffIntegrator(Kaps(1), 0, [1, 1], new StepTolerance(1, 1, h));
            while (integrator.Time < 1) integrator.Step(1);
            return Math.Abs(integrator.State[0] - Math.Exp(-2));
        }).ToArray();
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 3.6, 4.6);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 3.6, 4.6);
    }

    [Theory]
    [InlineData(1e-5), InlineData(1e-7), InlineData(1e-9)]
    public void Stiff_problem_keeps_its_tolerance_in_few_steps(double tolerance)
    {
        var integrator = new StiffIntegrator(Kaps(1e6), 0, [1, 1], new StepTolerance(tolerance, tolerance * 1e-3));
        integrator.Advance(2);
        Assert.Equal(Math.Exp(-4), integrator.State[0], 20 * tolerance);
        Assert.Equal(Math.Exp(-2), integrator.State[1], 20 * tolerance);
        Assert.True(integrator.Accepted < 400, $"{integrator.Accepted} steps");
    }

    [Fact]
    public void Explicit_time_is_integrated_too()
    {
        // Prothero and Robinson: y' = −L(y − sin t) + cos t, y = sin t.
        var integrator = new StiffIntegrator(new Problem(1, (t, y, r) => r[0] = -1e4 * (y[0] - Math.Sin(t)) + Math.Cos(t)), 0, [0], new StepTolerance(1e-8, 1e-10));
        integrator.Advance(3);
        Assert.Equal(Math.Sin(3), integrator.State[0], 1e-7);
    }

    [Fact]
    public void Interpolation_follows_the_solution_inside_a_step()
    {
        var integrator = new StiffIntegrator(Kaps(1), 0, [1, 1], new StepTolerance(1e-8, 1e-10));
        var y = new double[2];
        while (integrator.Time < 1)
        {
            integrator.Step(1);
            foreach (var s in new[] { 0, 0.3, 0.5, 0.9, 1 })
            {
                var t = integrator.PreviousTime + s * (integrator.Time - integrator.PreviousTime);
                integrator.Interpolate(Math.Min(t, integrator.Time), y);
                Assert.Equal(Math.Exp(-2 * t), y[0], 1e-6);
            }
        }
        integrator.Interpolate(integrator.Time, y);
        Assert.Equal(integrator.State.ToArray(), y);
    }

    [Fact]
    public void Long_time_decay_does_not_underflow_or_stall()
    {
        var integrator = new StiffIntegrator(new Problem(1, (_, y, r) => r[0] = -1e9 * y[0]), 0, [1], new StepTolerance(1e-6, 1e-12));
        integrator.Advance(1e9);
        Assert.Equal(0, integrator.State[0], 1e-11);
        Assert.True(integrator.Accepted < 500);
    }

    [Fact]
    public void A_model_left_ends_with_the_state_reached()
    {
        // y' = −1/y reaches zero at t = ½ and has no continuation.
        var integrator = new StiffIntegrator(new Problem(1, (_, y, r) => r[0] = y[0] > 0 ? -1 / y[0] : double.NaN), 0, [1], new StepTolerance(1e-8, 1e-10));
        var failure = Assert.Throws<IntegrationException>(() => integrator.Advance(1));
        Assert.Equal(0.5, failure.Time, 1e-4);
        Assert.Equal(Math.Sqrt(1 - 2 * failure.Time), failure.State[0], 1e-3);
    }

    [Fact]
    public void Equal_problems_give_equal_bits()
    {
        double[] Run()
        {
            var integrator = new StiffIntegrator(Kaps(100), 0, [1, 1]);
            integrator.Advance(1);
            return integrator.State.ToArray();
        }
        Assert.Equal(Run(), Run());
    }
}
