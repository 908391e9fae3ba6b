using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>Steps one after the other, each from the state in which the last one ended.</summary>
public static class StepSeries
{
    /// <summary>Runs <paramref name="steps"/> until the last, or until one ends for a reason that is no limit of its own (the law exceeded, the host full, no state).</summary>
    /// <param name="particle">The particle.</param>
    /// <param name="state">Its fillings at the start.</param>
    /// <param name="steps">What is imposed.</param>
    /// <param name="temperature">K.</param>
    /// <param name="options">Of every step; sample times count from the start of each.</param>
    /// <param name="ended">Called after every step.</param>
    /// <param name="cancellation">Checked once a step of the integrator.</param>
    public static IReadOnlyList<StepResult> Run(IParticle particle, ReadOnlySpan<double> state, IEnumerable<IStep> steps, double temperature,
        StepOptions? options = null, Action<StepResult>? ended = null, CancellationToken cancellation = default)
    {
        var results = new List<StepResult>();
        var here = state.ToArray();
        foreach (var step in steps)
        {
            var result = StepRunner.Run(particle, here, step, temperature, options, cancellation);
            results.Add(result);
            ended?.Invoke(result);
            if (!MayContinue(result.Termination)) break;
            here = [.. result.State];
        }
        return results;
    }

    /// <summary>Whether a step that ended so leaves a state from which the next can start.</summary>
    public static bool MayContinue(Termination termination) =>
        termination is Termination.TimeReached or Termination.FillingReached or Termination.VoltageReached or Termination.CurrentReached;
}
