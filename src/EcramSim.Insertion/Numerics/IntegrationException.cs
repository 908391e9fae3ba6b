namespace EcramSim.Insertion.Numerics;

/// <summary>A time integration that could not go on; carries how far it came, never a made-up state.</summary>
/// <param name="message">What failed.</param>
/// <param name="time">Time reached.</param>
/// <param name="step">Last step tried.</param>
/// <param name="residual">Size of the last correction of the equations relative to the tolerance; NaN where they could not be evaluated.</param>
/// <param name="state">State at that time.</param>
public sealed class IntegrationException(string message, double time, double step, double residual, double[] state) : Exception(message)
{
    /// <summary>Time reached.</summary>
    public double Time { get; } = time;
    /// <summary>Last step tried.</summary>
    public double Step { get; } = step;
    /// <summary>Size of the last correction of the equations relative to the tolerance; NaN where they could not be evaluated.</summary>
    public double Residual { get; } = residual;
    /// <summary>State at <see cref="Time"/>.</summary>
    public IReadOnlyList<double> State { get; } = state;
}
