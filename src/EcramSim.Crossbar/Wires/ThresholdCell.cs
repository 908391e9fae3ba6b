namespace EcramSim.Crossbar.Wires;

/// <summary>
/// A cell behind a selector: G/r below the threshold, G above it, for both polarities;
/// I = G·[v/r + (1 − 1/r)·(s(v − v_t) − s(−v − v_t))] with the soft corner s(u) = w·ln(1 + e^{u/w}).
/// </summary>
/// <param name="Threshold">v_t, V, above 0.</param>
/// <param name="OnOffRatio">r, 1 or more.</param>
/// <param name="Width">w, V: how sharply the selector opens.</param>
public sealed record ThresholdCell(double Threshold, double OnOffRatio, double Width) : ICellLaw
{
    /// <inheritdoc/>
    public double Scale => double.PositiveInfinity;

    /// <inheritdoc/>
    public double Current(double voltage, double conductance) =>
        conductance * (voltage / OnOffRatio + (1 - 1 / OnOffRatio) * (Corner(voltage - Threshold) - Corner(-voltage - Threshold)));

    /// <inheritdoc/>
    public double Slope(double voltage, double conductance) =>
        conductance * (1 / OnOffRatio + (1 - 1 / OnOffRatio) * (Step(voltage - Threshold) + Step(-voltage - Threshold)));

    private double Corner(double u) => u > 0 ? u + Width * Math.Log(1 + Math.Exp(-u / Width)) : Width * Math.Log(1 + Math.Exp(u / Width));

    private double Step(double u) => u > 0 ? 1 / (1 + Math.Exp(-u / Width)) : Math.Exp(u / Width) / (1 + Math.Exp(u / Width));
}
