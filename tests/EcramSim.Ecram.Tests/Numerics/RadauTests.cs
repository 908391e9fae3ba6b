using EcramSim.Ecram.Numerics;

namespace EcramSim.Ecram.Tests.Numerics;

public class RadauTests
{
    private sealed class Robertson : IStiffSystem
    {
        public int Size => 3;

        public void Rate(ReadOnlySpan<double> y, Span<double> f)
        {
            f[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
            f[2] = 3e7 * y[1] * y[1];
            f[1] = -f[0] - f[2];
        }

        public void Jacobian(ReadOnlySpan<double> y, Span<double> j)
        {
            j.Clear();
            (j[0], j[1], j[2]) = (-0.04, 1e4 * y[2], 1e4 * y[1]);
            j[7] = 6e7 * y[1];
            (j[3], j[4], j[5]) = (-j[0], -j[1] - j[7], -j[2]);
        }
    }

    private sealed class Decay(double rate) : IStiffSystem
    {
        public int Size => 1;
        public void Rate(ReadOnlySpan<double> y, Span<double> f) => f[0] = -rate * y[0];
        public void Jacobian(ReadOnlySpan<double> y, Span<double> j) => j[0] = -rate;
    }

    // Reference solution at t = 40: Hairer and Wanner, problem ROBER, and the classical value of Robertson's kinetics.
    [Fact]
    public void Robertson_kinetics()
    {
        var radau = new Radau(new Robertson(), 1e-9, 1e-13);
        radau.Start([1, 0, 0]);
        while (radau.Time < 40) radau.Step(40);
        Assert.Equal(0.7158270687, radau.State[0], 1e-8);
        Assert.Equal(9.185534765e-6, radau.State[1], 1e-12);
        Assert.Equal(0.2841637457, radau.State[2], 1e-8);
    }

    [Fact]
    public void Integral_over_the_stages_and_time_scales_twelve_decades_apart()
    {
        var radau = new Radau(new Decay(1e9), 1e-8, 1e-14);
        radau.Start([1]);
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
        Assert.Equal(1e3, radau.Time);
        Assert.Equal(0, radau.State[0], 1e-12);
        Assert.Equal(1e-9, integral, 1e-16);
        Assert.InRange(radau.Steps, 10, 300);
    }

    [Fact]
    public void Tighter_tolerance_means_smaller_error()
    {
        double Error(double tolerance)
        {
            var radau = new Radau(new Decay(1), tolerance, 1e-20);
            radau.Start([1]);
            while (radau.Time < 3) radau.Step(3);
            return Math.Abs(radau.State[0] / Math.Exp(-3) - 1);
        }
        Assert.InRange(Error(1e-6), 0, 1e-6);
        Assert.InRange(Error(1e-10), 0, 1e-10);
    }
}
