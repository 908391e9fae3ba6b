using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>The equations of a particle under a step, with the charge passed as one more unknown.</summary>
internal sealed class StepProblem(IParticle particle, IStep step, double temperature) : IStiffProblem
{
    private readonly double _chargeGain = particle.AreaPerVolume / particle.Host.ChargeDensity;

    public int Size => particle.Size + 1;

    public void Rate(double t, ReadOnlySpan<double> y, Span<double> rate)
    {
        var state = y[..particle.Size];
        var current = step.CurrentDensity(particle, state, temperature);
        particle.Rate(state, current, temperature, rate[..particle.Size]);
        rate[particle.Size] = _chargeGain * current;
    }

    private readonly double[] _dense = new double[(particle.Size + 1) * (particle.Size + 1)];

    public bool Jacobian(double t, ReadOnlySpan<double> y, SparseMatrix matrix)
    {
        var jacobian = _dense.AsSpan();
        jacobian.Clear();
        var n = particle.Size;
        particle.Jacobian(y[..n], temperature, jacobian, n + 1);
        if (step.CurrentFollowsState)
        {
            // The same slope in both rows keeps charge and ions together to rounding.
            var slope = CurrentSlope(y[..n]);
            jacobian[0] += particle.SurfaceGain * slope;
            jacobian[n * (n + 1)] = _chargeGain * slope;
        }
        for (var i = 0; i <= n; i++) for (var k = 0; k <= n; k++) matrix.Values[k * (n + 1) + i] = jacobian[i * (n + 1) + k];
        return true;
    }

    private double CurrentSlope(ReadOnlySpan<double> state)
    {
        var shifted = state.ToArray();
        var d = 1e-6 * Math.Min(state[0], 1 - state[0]);
        shifted[0] = state[0] + d;
        var above = step.CurrentDensity(particle, shifted, temperature);
        shifted[0] = state[0] - d;
        var below = step.CurrentDensity(particle, shifted, temperature);
        return (above - below) / (2 * d);
    }
}
