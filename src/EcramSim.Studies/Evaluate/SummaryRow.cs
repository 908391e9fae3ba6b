using EcramSim.Studies.Statistics;

namespace EcramSim.Studies.Evaluate;

/// <summary>One row of <c>summary.csv</c> and of the table on the screen: one device and algorithm over all seeds. What does not apply is null.</summary>
/// <param name="Device">Id of the device or name of the baseline.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Kind">"baseline", "physical", "update-law" or "measured-table".</param>
/// <param name="Algorithm">Training rule.</param>
/// <param name="LearningRate">Of this device and algorithm.</param>
/// <param name="TestAccuracy">Fraction, over seeds.</param>
/// <param name="StatesByStep">Range / mean step.</param>
/// <param name="StatesByNoise">Range / (2σ).</param>
/// <param name="NonlinearityUp">Signed label, potentiation.</param>
/// <param name="NonlinearityDown">Signed label, depression.</param>
/// <param name="Asymmetry">⟨|ΔG↑+ΔG↓|⟩ / ⟨ΔG↑−ΔG↓⟩.</param>
/// <param name="SymmetryPoint">% of the range.</param>
/// <param name="EnergyPerPulse">Dissipated, mean of up and down, J.</param>
/// <param name="Energy">Mean over seeds of one training, J.</param>
/// <param name="Time">Mean over seeds of one training, s.</param>
/// <param name="Estimated">Parameters with status "estimated".</param>
/// <param name="Parameters">All parameters.</param>
public sealed record SummaryRow(string Device, string Title, string Kind, string Algorithm, double LearningRate, MeanInterval TestAccuracy,
    double? StatesByStep, double? StatesByNoise, double? NonlinearityUp, double? NonlinearityDown, double? Asymmetry, double? SymmetryPoint,
    double? EnergyPerPulse, double? Energy, double? Time, int Estimated, int Parameters)
{
    /// <summary>Scaling of the first weights; null where no cells hold them.</summary>
    public string? Scaling { get; init; }
}
