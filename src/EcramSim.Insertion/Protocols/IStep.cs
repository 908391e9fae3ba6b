namespace EcramSim.Insertion.Protocols;

/// <summary>What the source imposes on a particle for a while: a current, or a voltage that may depend on the current.</summary>
public interface IStep
{
    /// <summary>Longest duration, s.</summary>
    double Duration { get; }

    /// <summary>Where it ends earlier.</summary>
    StepLimits Limits { get; }

    /// <summary>Whether the current is imposed, or follows.</summary>
    bool ImposesCurrent { get; }

    /// <summary>i in A/m² at <paramref name="time"/> (s), or the voltage in V between the terminals while <paramref name="currentDensity"/> flows.</summary>
    double Imposed(double time, double currentDensity);

    /// <summary>Times inside the step where what is imposed bends, s.</summary>
    IReadOnlyList<double> Kinks => [];

    /// <summary>A current density from which to look for that of the start, A/m²; <paramref name="restVoltage"/> in V is that without current.</summary>
    double FirstCurrent(double restVoltage) => 0;
}
