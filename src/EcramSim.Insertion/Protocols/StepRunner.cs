using System.Diagnostics;
using System.Globalization;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>
/// Runs one step on one particle. Limits are located in time, never stepped over: every piece of an accepted step in which the filling moves
/// by more than <see cref="FillingStep"/> is looked at, and the crossing is bisected on the continuous extension. The number of ions is
/// checked against the charge at the end of every run.
/// </summary>
public static class StepRunner
{
    /// <summary>Largest change of the mean filling between two looks.</summary>
    public const double FillingStep = 0.005;

    /// <summary>Largest change of the voltage in V between two points of a curve without sample times.</summary>
    public const double VoltageStep = 0.01;

    /// <summary>How far the mean filling may leave the charge passed after this many steps: 1e-12 per thousand.</summary>
    public static double AllowedClosureError(int acceptedSteps) => 1e-12 * Math.Max(1, acceptedSteps / 1000.0);

    /// <summary>Runs <paramref name="step"/> from a uniform filling.</summary>
    public static StepResult Run(IParticle particle, double filling, IStep step, double temperature, StepOptions? options = null, CancellationToken cancellation = default)
    {
        var state = new double[particle.Size];
        Array.Fill(state, filling);
        return Run(particle, state, step, temperature, options, cancellation);
    }

    /// <summary>Runs <paramref name="step"/> from <paramref name="state"/>.</summary>
    /// <param name="particle">The particle.</param>
    /// <param name="state">Its fillings at the start.</param>
    /// <param name="step">What is imposed.</param>
    /// <param name="temperature">K.</param>
    /// <param name="options">How, and what to keep.</param>
    /// <param name="cancellation">Checked once a step.</param>
    public static StepResult Run(IParticle particle, ReadOnlySpan<double> state, IStep step, double temperature, StepOptions? options = null, CancellationToken cancellation = default)
    {
        var run = new StepRun(particle, state, step, temperature, options ?? StepOptions.Default);
        var result = run.Go(cancellation);
        Debug.Assert(!(result.ClosureError > AllowedClosureError(result.AcceptedSteps)), string.Create(CultureInfo.InvariantCulture, $"ions are not conserved: {result.ClosureError}"));
        return result;
    }
}
