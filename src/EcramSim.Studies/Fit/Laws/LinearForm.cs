using System.Text.Json.Nodes;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>Steps that fall linearly towards hard bounds: <see cref="EcramSim.Ecram.Laws.LinearStep"/> with multiplicative noise.</summary>
public sealed class LinearForm : IStepForm
{
    /// <inheritdoc/>
    public string Name => "linear-step";

    /// <inheritdoc/>
    public IReadOnlyList<FormParameter> Parameters { get; } =
    [
        BoundedForm.StepUp, BoundedForm.StepDown, new("slope_up", ParameterUnit.Ratio, false, 0, 1), new("slope_down", ParameterUnit.Ratio, false, 0, 1),
        BoundedForm.Lower(-0.5), BoundedForm.Upper(1.5), BoundedForm.Noise,
    ];

    /// <inheritdoc/>
    public IReadOnlyList<double[]> Starts(StepSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var (up, down) = BoundedForm.Steps(summary);
        var (slopeUp, slopeDown) = BoundedForm.Slopes(summary, up, down);
        return [[up, down, Math.Clamp(slopeUp, 0.02, 0.98), Math.Clamp(slopeDown, 0.02, 0.98), 0, 1, BoundedForm.Relative(summary)]];
    }

    /// <inheritdoc/>
    public IStepLaw With(ReadOnlySpan<double> values) => new Law(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);

    /// <inheritdoc/>
    public JsonObject? Response(ReadOnlySpan<double> values, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return BoundedForm.Response(Name, values[0], values[1], values[6], 0.4 * (values[5] - values[4]), evidence,
            ("slope_up", evidence.Fitted(values[2])), ("slope_down", evidence.Fitted(values[3])), ("multiplicative_noise", true));
    }

    private sealed class Law(double up, double down, double slopeUp, double slopeDown, double lower, double upper, double noise) : IStepLaw
    {
        private readonly double _centre = 0.5 * (lower + upper), _half = 0.5 * (upper - lower);
        public bool Cuts(bool isUp) => true;
        public double Minimum => lower;
        public double Maximum => upper;
        public double Step(double state, bool isUp)
        {
            var place = (state - _centre) / _half;
            return isUp ? up * (1 - slopeUp * place) : -down * (1 + slopeDown * place);
        }
        public double Noise(double state, bool isUp) => noise * Math.Abs(Step(state, isUp));
    }
}
