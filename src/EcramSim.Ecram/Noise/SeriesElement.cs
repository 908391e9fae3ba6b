namespace EcramSim.Ecram.Noise;

/// <summary>An element of the series loop as its fluctuations see it, per channel area.</summary>
/// <param name="Capacitance">Beside its conduction, F/m².</param>
/// <param name="Conductance">di/dV at the mean voltage, S/m², ≥ 0.</param>
/// <param name="Intensity">Of the fluctuations of its current: variance of the charge per time, C²/(m⁴ s).</param>
internal readonly record struct SeriesElement(double Capacitance, double Conductance, double Intensity);
