using System.Text.Json.Nodes;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>
/// Steps that bend exponentially between hard bounds, s(1 − m(e^(κv) − 1)/κ) with v = −1…1 towards the bound ahead: <see cref="EcramSim.Ecram.Laws.ExponentialStep"/>
/// with A = m/(m + κ), by the step and the slope at the middle of the range, which pulses see, in place of the amplitude, which they see poorly.
/// </summary>
public sealed class ExponentialForm : IStepForm
{
    /// <inheritdoc/>
    public string Name => "exponential-step";

    /// <inheritdoc/>
    public IReadOnlyList<FormParameter> Parameters { get; } =
    [
        BoundedForm.StepUp, BoundedForm.StepDown, new("slope_up", ParameterUnit.Ratio, false, -2, 3), new("slope_down", ParameterUnit.Ratio, false, -2, 3),
        new("exponent_up", ParameterUnit.Ratio, false, -12, 12), new("exponent_down", ParameterUnit.Ratio, false, -12, 12), BoundedForm.Lower(-0.5), BoundedForm.Upper(1.5), BoundedForm.Noise,
    ];

    /// <inheritdoc/>
    public IReadOnlyList<double[]> Starts(StepSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var (up, down) = BoundedForm.Steps(summary);
        var (slopeUp, slopeDown) = BoundedForm.Slopes(summary, up, down);
        // Curves that bend to either side: the better end counts.
        return [.. new[] { 1.0, -1.0 }.Select(k => new[] { up, down, Math.Clamp(slopeUp, -1, 1), Math.Clamp(slopeDown, -1, 1), k, k, 0, 1, BoundedForm.Relative(summary) })];
    }

    /// <inheritdoc/>
    public IStepLaw With(ReadOnlySpan<double> values) => new Law(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8]);

    /// <inheritdoc/>
    public JsonObject? Response(ReadOnlySpan<double> values, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        double half = 0.4 * (values[7] - values[6]), amplitudeUp = values[2] / (values[2] + values[4]), amplitudeDown = values[3] / (values[3] + values[5]);
        double up = values[0] / (1 - amplitudeUp) / half, down = values[1] / (1 - amplitudeDown) / half;
        return evidence.Response(Name, ("step", evidence.Fitted(0.5 * (up + down))), ("up_down", evidence.Fitted((up - down) / (up + down))),
            ("minimum", evidence.Fitted(-BoundedForm.Edge)), ("maximum", evidence.Fitted(BoundedForm.Edge)),
            ("amplitude_up", evidence.Fitted(amplitudeUp)), ("amplitude_down", evidence.Fitted(amplitudeDown)),
            ("exponent_up", evidence.Fitted(values[4])), ("exponent_down", evidence.Fitted(values[5])), ("cycle_noise", BoundedForm.CycleNoise(values[8], evidence)));
    }

    private sealed class Law(double up, double down, double slopeUp, double slopeDown, double exponentUp, double exponentDown, double lower, double upper, double noise) : IStepLaw
    {
        private readonly double _centre = 0.5 * (lower + upper), _half = 0.5 * (upper - lower);
        public bool Cuts(bool isUp) => true;
        public double Minimum => lower;
        public double Maximum => upper;
        public double Step(double state, bool isUp)
        {
            var place = (state - _centre) / _half;
            return isUp ? up * Fraction(slopeUp, exponentUp, place) : -down * Fraction(slopeDown, exponentDown, -place);
        }
        public double Noise(double state, bool isUp) => noise * Math.Abs(Step(state, isUp));

        private static double Fraction(double slope, double exponent, double ahead)
        {
            // Straight where it does not bend.
            var bent = Math.Abs(exponent) < 1e-6 ? ahead : (Math.Exp(Math.Min(exponent * ahead, 50)) - 1) / exponent;
            return Math.Max(0, 1 - slope * bent);
        }
    }
}
