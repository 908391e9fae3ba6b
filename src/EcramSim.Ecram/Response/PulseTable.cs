namespace EcramSim.Ecram.Response;

/// <summary>
/// The pulse response of a cell over its state, on a uniform grid of the weight from <see cref="Minimum"/> to <see cref="Maximum"/>:
/// what a physical stack is compiled into. Lengths of all arrays are equal (at least 2); between points, linear.
/// </summary>
/// <param name="Minimum">Weight at the first point.</param>
/// <param name="Maximum">Weight at the last point.</param>
/// <param name="StepUp">Mean Δw of a potentiating pulse, ≥ 0.</param>
/// <param name="StepDown">Mean Δw of a depressing pulse, ≤ 0.</param>
/// <param name="NoiseUp">Standard deviation of Δw up, from pulse to pulse.</param>
/// <param name="NoiseDown">Standard deviation of Δw down.</param>
public sealed record PulseTable(double Minimum, double Maximum, double[] StepUp, double[] StepDown, double[] NoiseUp, double[] NoiseDown);
