using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Numerics;

public sealed class RadauTests
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
    public void Error_falls_with_the_fifth_power_of_a_fixed_step()
    {
        var errors = new[] { 0.4, 0.2, 0.1 }.Select(h =>
        {
            // Loose tolerance: the longest step alone sets the length; linear, so that Newton adds no error of its own.
            var integrator = new Radau(new Problem(1, (t, y, r) => r[0] = -2 * (y[0] - Math.Sin(3 * t)) + 3 * Math.Cos(3 * t)), 0, [0], new StepTolerance(1e3, 1e3, h));
            integrator.Advance(2);
            return Math.Abs(integrator.State[0] - Math.Sin(6));
        }).ToArray();
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 4.6, 5.4);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 4.6, 5.4);
    }

    [Theory]
    [InlineData(1e-5), InlineData(1e-7), InlineData(1e-9)]
    public void Stiff_problem_keeps_its_tolerance_in_few_steps(double tolerance)
    {
        var integrator = new Radau(Kaps(1e6), 0, [1, 1], new StepTolerance(tolerance, tolerance * 1e-3));
        integrator.Advance(2);
        Assert.Equal(Math.Exp(-4), integrator.State[0], 20 * tolerance);
        Assert.Equal(Math.Exp(-2), integrator.State[1], 20 * tolerance);
        Assert.True(integrator.Accepted < 400, $"{integrator.Accepted} steps");
    }

    [Fact]
    public void Rates_of_the_collocation_polynomial_add_up_to_the_change_and_meet_the_stage_equations()
    {
        var radau = new Radau(Kaps(1e6), 0, [1, 1], new StepTolerance(1e-5, 1e-8));
        double[] y = new double[2], rate = new double[2], f = new double[2], begin = [1, 1];
        var problem = Kaps(1e6);
        while (radau.Time < 1)
        {
            radau.Step(1);
            double[] sum = [0, 0];
            for (var s = 0; s < 3; s++)
            {
                radau.Stage(s, y);
                radau.StageRate(s, rate);
                problem.Rate(radau.StageTime(s), y, f);
                for (var i = 0; i < 2; i++) sum[i] += radau.LastStep * Radau.Weights[s] * rate[i];
                // The slow unknown: its equation holds to what Newton leaves.
                Assert.Equal(f[1], rate[1], 1e-4);
            }
            for (var i = 0; i < 2; i++) Assert.Equal(radau.State[i] - begin[i], sum[i], 1e-14);
            begin = [.. radau.State];
        }
    }

    [Fact]
    public void Integral_over_the_stages_and_time_scales_twelve_decades_apart()
    {
        var radau = new Radau(new Problem(1, (_, y, r) => r[0] = -1e9 * y[0]), 0, [1], new StepTolerance(1e-8, 1e-14));
        double integral = 0;
        var y = new double[1];
        while (radau.Time < 1e3)
        {
            radau.Step(1e3);
            for (var s = 0; s < 3; s++)
            {
                radau.Stage(s, y);
                integral += Radau.Weights[s] * radau.LastStep * y[0];
            }
        }
        Assert.Equal(1e-9, integral, 1e-16);
    }

    [Fact]
    public void Unknowns_of_different_size_have_their_own_tolerance()
    {
        // Two copies of one decay, one in units a billion times smaller: with one absolute tolerance the small copy would not be seen.
        Problem Two() => new(2, (_, y, r) => (r[0], r[1]) = (-y[0] * y[0], -1e9 * y[1] * y[1]));
        var radau = new Radau(Two(), 0, [1, 1e-9], new StepTolerance(1e-8, AbsoluteOf: [1e-10, 1e-19]));
        radau.Advance(5);
        Assert.Equal(1 / 6.0, radau.State[0], 1e-8);
        Assert.Equal(1e-9 / 6, radau.State[1], 1e-17);
    }

    // u sinh-like: 0 = I − (e^u − e^(−3u)) + y, y' = −y; Newton from u = 0 overshoots for large I.
    private sealed class Driven : IStiffProblem
    {
        public double Drive { get; set; } = 1;
        public int Size => 2;
        public SparseMatrix? Mass { get; } = SparseMatrix.Diagonal([1, 0]);
        public void Rate(double t, ReadOnlySpan<double> y, Span<double> rate)
        {
            rate[0] = -y[0];
            rate[1] = Math.Abs(y[1]) > 40 ? double.NaN : Drive * 1e15 - (Math.Exp(y[1]) - Math.Exp(-3 * y[1])) + y[0];
        }
    }

    [Fact]
    public void Consistent_state_is_found_by_continuation_and_refused_with_a_reason()
    {
        var problem = new Driven();
        double[] y = [0.5, 0];
        ConsistentState.Find(problem, 0, y, share => problem.Drive = share);
        Assert.Equal(0.5, y[0]);
        Assert.Equal(Math.Log(1e15), y[1], 1e-12);
        problem = new Driven { Drive = 1 };
        double[] other = [0, 0];
        var failure = Assert.Throws<IntegrationException>(() => ConsistentState.Find(problem, 0, other, share => problem.Drive = 1e5 * share));
        Assert.Contains("% of the drive", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Event_is_located_to_the_last_bits_and_not_passed()
    {
        var radau = new Radau(new Problem(1, (_, y, r) => r[0] = -y[0]), 0, [1], new StepTolerance(1e-10, 1e-12));
        var y = new double[1];
        while (true)
        {
            radau.Step(10);
            if (EventLocator.FirstIn(radau, (_, state) => state[0] < 0.3 ? 7 : -1, 4, y) is not { } found) continue;
            Assert.Equal(7, found.Violated);
            Assert.Equal(-Math.Log(0.3), found.Time, 1e-7);
            Assert.InRange(y[0], 0.3, 0.3 + 1e-14);
            return;
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var radau = new Radau(new Silent(), 0, [1, 1], new StepTolerance(1e-8, 1e-10));
        for (var i = 0; i < 5; i++) radau.Step(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++) radau.Step(10);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private sealed class Silent : IStiffProblem
    {
        public int Size => 2;
        public void Rate(double t, ReadOnlySpan<double> y, Span<double> r) => (r[0], r[1]) = (-1002 * y[0] + 1000 * y[1] * y[1], y[0] - y[1] - y[1] * y[1]);
    }

    [Fact]
    public void Explicit_time_is_integrated_too()
    {
        // Prothero and Robinson: y' = −L(y − sin t) + cos t, y = sin t.
        var integrator = new Radau(new Problem(1, (t, y, r) => r[0] = -1e4 * (y[0] - Math.Sin(t)) + Math.Cos(t)), 0, [0], new StepTolerance(1e-8, 1e-10));
        integrator.Advance(3);
        Assert.Equal(Math.Sin(3), integrator.State[0], 1e-7);
    }

    [Fact]
    public void Interpolation_follows_the_solution_inside_a_step()
    {
        var integrator = new Radau(Kaps(1), 0, [1, 1], new StepTolerance(1e-8, 1e-10));
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
    public void State_and_rate_along_a_step_are_those_of_the_polynomial_of_its_stages()
    {
        var integrator = new Radau(Kaps(1), 0, [1, 1], new StepTolerance(1e-8, 1e-10));
        double[] y = new double[2], rate = new double[2], other = new double[2];
        while (integrator.Time < 1)
        {
            integrator.Step(1);
            for (var s = 0; s < 3; s++)
            {
                integrator.Along(Radau.Nodes[s], y, rate);
                integrator.Stage(s, other);
                for (var i = 0; i < 2; i++) Assert.Equal(other[i], y[i], 1e-14);
                integrator.StageRate(s, other);
                for (var i = 0; i < 2; i++) Assert.Equal(other[i], rate[i], 1e-10);
            }
            foreach (var share in new[] { 0, 0.3, 0.9 })
            {
                integrator.Along(share, y, rate);
                var t = integrator.PreviousTime + share * integrator.LastStep;
                Assert.Equal(Math.Exp(-t), y[1], 1e-6);
                Assert.Equal(-Math.Exp(-t), rate[1], 1e-4);
            }
        }
    }

    [Fact]
    public void Long_time_decay_does_not_underflow_or_stall()
    {
        var integrator = new Radau(new Problem(1, (_, y, r) => r[0] = -1e9 * y[0]), 0, [1], new StepTolerance(1e-6, 1e-12));
        integrator.Advance(1e9);
        Assert.Equal(0, integrator.State[0], 1e-11);
        Assert.True(integrator.Accepted < 500);
    }

    [Fact]
    public void A_model_left_ends_with_the_state_reached()
    {
        // y' = −1/y reaches zero at t = ½ and has no continuation.
        var integrator = new Radau(new Problem(1, (_, y, r) => r[0] = y[0] > 0 ? -1 / y[0] : double.NaN), 0, [1], new StepTolerance(1e-8, 1e-10));
        var failure = Assert.Throws<IntegrationException>(() => integrator.Advance(1));
        Assert.Equal(0.5, failure.Time, 1e-4);
        Assert.Equal(Math.Sqrt(1 - 2 * failure.Time), failure.State[0], 1e-3);
    }

    [Fact]
    public void Equal_problems_give_equal_bits()
    {
        double[] Run()
        {
            var integrator = new Radau(Kaps(100), 0, [1, 1]);
            integrator.Advance(1);
            return integrator.State.ToArray();
        }
        Assert.Equal(Run(), Run());
    }
}
