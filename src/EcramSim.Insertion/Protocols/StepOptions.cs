using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Protocols;

/// <summary>How a step is run and what is kept of it.</summary>
/// <param name="SampleTimes">Increasing times of the points, s; where null, as dense as the runner's steps of filling and voltage ask. The end is always added.</param>
/// <param name="Tolerance">Of the integrator; its absolute part belongs to the fillings.</param>
/// <param name="SeriesResistance">Between particle and terminals (electrolyte, contacts), Ω m² of interface: the terminal voltage is V − iR.</param>
/// <param name="KeepProfiles">Whether the state of the particle is kept at every point.</param>
public sealed record StepOptions(IReadOnlyList<double>? SampleTimes = null, StepTolerance? Tolerance = null, double SeriesResistance = 0, bool KeepProfiles = false)
{
    /// <summary>Everything as by default.</summary>
    public static StepOptions Default { get; } = new();
}
