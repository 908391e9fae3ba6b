namespace EcramSim.Insertion.Numerics;

/// <summary>Allowed local error of a step: |error_i| ≤ Absolute + Relative·|y_i|, in the root mean square over all unknowns.</summary>
/// <param name="Relative">Relative part, such as 1e-7.</param>
/// <param name="Absolute">Absolute part in the unit of the unknowns.</param>
/// <param name="MaximumStep">Longest step, in the unit of time.</param>
/// <param name="MaximumSteps">Steps, accepted or not, after which the integrator gives up.</param>
public sealed record StepTolerance(double Relative = 1e-7, double Absolute = 1e-10, double MaximumStep = double.PositiveInfinity, int MaximumSteps = 100_000);
