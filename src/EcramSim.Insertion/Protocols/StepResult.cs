namespace EcramSim.Insertion.Protocols;

/// <summary>The curve of a step and why it ended.</summary>
/// <param name="Points">In the order of time; the last one lies where the step ended. Empty where no state at all satisfies the step.</param>
/// <param name="Termination">The reason.</param>
/// <param name="Explanation">The reason in words, with numbers.</param>
/// <param name="State">State of the particle at the end.</param>
/// <param name="ChargePassed">Charge through the interface over that of a full host, integrated apart from the state: equals the change of the mean filling.</param>
/// <param name="ClosureError">|change of the mean filling − charge passed|: ions made or lost by the numbers.</param>
/// <param name="Profiles">State of the particle at every point, if kept.</param>
/// <param name="AcceptedSteps">Of the integrator.</param>
public sealed record StepResult(IReadOnlyList<StepPoint> Points, Termination Termination, string Explanation, IReadOnlyList<double> State,
    double ChargePassed, double ClosureError, IReadOnlyList<double[]> Profiles, int AcceptedSteps);
