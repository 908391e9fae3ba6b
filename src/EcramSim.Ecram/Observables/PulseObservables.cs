namespace EcramSim.Ecram.Observables;

/// <summary>
/// What a step curve says about a device, all derived. Potentiation runs from the lower to the upper end of the range, depression back.
/// Where the mean step vanishes before the end (soft bounds) and for measured tables, each branch covers 95 % of its way: 0 to 95 %, 100 to 5 %.
/// </summary>
/// <param name="Potentiation">The up branch.</param>
/// <param name="Depression">The down branch.</param>
/// <param name="StatesByStep">Range / mean step, mean of the two directions (docs/physics.md, equation 5.6).</param>
/// <param name="StatesByNoise">Range / (2σ), σ the mean noise of one pulse; null for a device without noise.</param>
/// <param name="Asymmetry">Over 10–90 % of the range.</param>
/// <param name="SymmetryPoint">In % of the range; null where there is none.</param>
/// <param name="OnOff">Highest over lowest conductance; null where the state is a weight.</param>
public sealed record PulseObservables(Branch Potentiation, Branch Depression, double StatesByStep, double? StatesByNoise,
    double Asymmetry, double? SymmetryPoint, double? OnOff)
{
    private const double SaturatedEnd = 0.95;

    /// <summary>Derives everything from <paramref name="steps"/>.</summary>
    /// <param name="steps">The step curve.</param>
    /// <param name="isConductance">Whether the state is a conductance, so that on/off has a meaning.</param>
    /// <param name="saturates">Whether branches end at 95 % of their way even where the mean step would carry them to the end: measured tables, whose ends are rarely visited.</param>
    /// <exception cref="InvalidOperationException">A range that the pulses cannot traverse.</exception>
    public static PulseObservables Of(StepCurve steps, bool isConductance, bool saturates = false)
    {
        double low = steps.Minimum, high = steps.Maximum, way = SaturatedEnd * steps.Range;
        var up = saturates ? null : Branch.Run(steps, low, high);
        var down = saturates ? null : Branch.Run(steps, high, low);
        if (up is null || down is null)
        {
            up = Branch.Run(steps, low, low + way) ?? throw new InvalidOperationException("potentiating pulses do not reach 95 % of the range: the mean step vanishes before");
            down = Branch.Run(steps, high, high - way) ?? throw new InvalidOperationException("depressing pulses do not reach 5 % of the range: the mean step vanishes before");
        }
        var step = 0.5 * (Slope(up) + Slope(down));
        var noise = 0.5 * (steps.Mean(g => steps.At(steps.NoiseUp, g)) + steps.Mean(g => steps.At(steps.NoiseDown, g)));
        return new PulseObservables(up, down, steps.Range / step, noise > 0 ? steps.Range / (2 * noise) : null,
            Observables.Asymmetry.Of(steps), Observables.SymmetryPoint.Of(steps), isConductance && low > 0 ? high / low : null);
    }

    private static double Slope(Branch branch) => Math.Abs(branch.State[^1] - branch.State[0]) / branch.Pulses;
}
