namespace EcramSim.Studies.Crossbar;

/// <summary>What <c>ecram calibrate</c> is asked.</summary>
/// <param name="Array">Array whose ranges are set: id or path.</param>
/// <param name="Device">Cells that hold the weights: id or path; null for exact weights.</param>
/// <param name="Network">Network that is trained digitally for the data: id or path.</param>
/// <param name="Data">Data set; null takes the network's.</param>
/// <param name="Epochs">Passes of that training; null takes the network's.</param>
/// <param name="Images">Training images whose activations are looked at.</param>
/// <param name="Percentile">The range holds this percentage of the values, (0, 100]; 100 is the maximum.</param>
/// <param name="PerLayer">Whether each layer gets ranges of its own.</param>
public sealed record CalibrationPlan(string Array, string? Device, string Network, string? Data, int? Epochs, int Images, double Percentile, bool PerLayer = false);
