using System.Text.Json.Nodes;
using EcramSim.Ecram.Observables;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>
/// Branches as the field labels them, with the pulses from bound to bound: <see cref="EcramSim.Ecram.Laws.LabelStep"/>. Its steps are straight lines over the
/// state, as those of <see cref="LinearForm"/>, but may also grow towards the bound ahead.
/// </summary>
public sealed class LabelForm : IStepForm
{
    private const double Largest = 9.5;

    /// <inheritdoc/>
    public string Name => "nonlinearity-label";

    /// <inheritdoc/>
    public IReadOnlyList<FormParameter> Parameters { get; } =
    [
        new("label_up", ParameterUnit.Ratio, false, -Largest, Largest), new("label_down", ParameterUnit.Ratio, false, -Largest, Largest),
        new("pulses_up", ParameterUnit.Ratio, true, 1, 1e6), new("pulses_down", ParameterUnit.Ratio, true, 1, 1e6), BoundedForm.Lower(-0.5), BoundedForm.Upper(1.5), BoundedForm.Noise,
    ];

    /// <inheritdoc/>
    public IReadOnlyList<double[]> Starts(StepSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var (up, down) = BoundedForm.Steps(summary);
        var (slopeUp, slopeDown) = BoundedForm.Slopes(summary, up, down);
        var (labelUp, pulsesUp) = Of(up / summary.Range, slopeUp);
        var (labelDown, pulsesDown) = Of(down / summary.Range, slopeDown);
        return [[labelUp, labelDown, pulsesUp, pulsesDown, 0, 1, BoundedForm.Relative(summary)]];
    }

    /// <inheritdoc/>
    public IStepLaw With(ReadOnlySpan<double> values) => new Law(Line(values[0], values[2]), Line(values[1], values[3]), values[4], values[5], values[6]);

    /// <inheritdoc/>
    public JsonObject? Response(ReadOnlySpan<double> values, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        JsonObject Both(double up, double down) => new() { ["up"] = evidence.Fitted(up), ["down"] = evidence.Fitted(down) };
        return evidence.Response(Name, ("nonlinearity_label", Both(values[0], values[1])), ("pulses", Both(values[2], values[3])),
            ("minimum", evidence.Fitted(-BoundedForm.Edge)), ("maximum", evidence.Fitted(BoundedForm.Edge)), ("cycle_noise", BoundedForm.CycleNoise(values[6], evidence)));
    }

    // Label and pulses of a branch whose step is `step` at the middle and loses the fraction `slope` of it up to its end.
    private static (double Label, double Pulses) Of(double step, double slope)
    {
        slope = Math.Clamp(slope, -0.9, 0.9);
        double first = step * (1 + slope), loss = 2 * step * slope;
        if (Math.Abs(slope) < 1e-3 || loss >= 1) return (0, Math.Max(1.5, 1 / step));
        var rate = -Math.Log(1 - loss / first);
        return (Math.Clamp(NonlinearityLabel.OfCurvature(1 / rate), -0.9 * Largest, 0.9 * Largest), Math.Max(1.5, -rate / Math.Log(1 - loss)));
    }

    // First step and loss of step per way, both as fractions of the range.
    private static (double First, double Loss) Line(double label, double pulses)
    {
        if (Math.Abs(label) < 1e-9) return (1 / pulses, 0);
        var rate = Math.Sign(label) / NonlinearityLabel.CurvatureOf(Math.Abs(label));
        var loss = 1 - Math.Exp(-rate / pulses);
        return (loss / (1 - Math.Exp(-rate)), loss);
    }

    private sealed class Law((double First, double Loss) up, (double First, double Loss) down, double lower, double upper, double noise) : IStepLaw
    {
        public bool Cuts(bool isUp) => true;
        public double Minimum => lower;
        public double Maximum => upper;
        public double Step(double state, bool isUp) => isUp ? up.First * (upper - lower) - up.Loss * (state - lower) : -(down.First * (upper - lower) - down.Loss * (upper - state));
        public double Noise(double state, bool isUp) => noise * Math.Abs(Step(state, isUp));
    }
}
