namespace EcramSim.Insertion.Protocols;

/// <summary>Where a step ends before its time; infinite voltages are no limit.</summary>
/// <param name="MinimumVoltage">V.</param>
/// <param name="MaximumVoltage">V.</param>
/// <param name="MinimumFilling">Mean filling.</param>
/// <param name="MaximumFilling">Mean filling.</param>
/// <param name="CutoffCurrent">Current density in A/m² below which (in magnitude) a potentiostatic step ends.</param>
public sealed record StepLimits(double MinimumVoltage = double.NegativeInfinity, double MaximumVoltage = double.PositiveInfinity,
    double MinimumFilling = 0, double MaximumFilling = 1, double CutoffCurrent = 0)
{
    /// <summary>Only the ends of the host.</summary>
    public static StepLimits None { get; } = new();
}
