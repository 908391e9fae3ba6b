using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>What is imposed on a particle for a while.</summary>
public interface IStep
{
    /// <summary>Longest duration, s.</summary>
    double Duration { get; }

    /// <summary>Where it ends earlier.</summary>
    StepLimits Limits { get; }

    /// <summary>Whether the current follows from the state (then it enters the Jacobian), or is imposed.</summary>
    bool CurrentFollowsState { get; }

    /// <summary>Current density in A/m² in this state; NaN where there is none.</summary>
    double CurrentDensity(IParticle particle, ReadOnlySpan<double> state, double temperature);

    /// <summary>Voltage in V in this state while <paramref name="currentDensity"/> flows; null where the law cannot carry it.</summary>
    double? Voltage(IParticle particle, ReadOnlySpan<double> state, double currentDensity, double temperature);
}
