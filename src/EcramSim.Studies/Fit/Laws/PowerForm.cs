using System.Text.Json.Nodes;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>Steps that are a power of the distance to the bound ahead: <see cref="EcramSim.Ecram.Laws.PowerStep"/>.</summary>
public sealed class PowerForm : IStepForm
{
    private const double Least = 1e-3;

    /// <inheritdoc/>
    public string Name => "power-step";

    /// <inheritdoc/>
    public bool HasHardBounds => false;

    /// <inheritdoc/>
    public IReadOnlyList<FormParameter> Parameters { get; } =
    [
        BoundedForm.StepUp, BoundedForm.StepDown, new("power_up", ParameterUnit.Ratio, true, 0.05, 15), new("power_down", ParameterUnit.Ratio, true, 0.05, 15),
        BoundedForm.Lower(-2), BoundedForm.Upper(3), BoundedForm.Noise,
    ];

    /// <inheritdoc/>
    public IReadOnlyList<double[]> Starts(StepSummary summary)
    {
        // Powers of 1 are soft bounds, with the step at the bound behind twice that of the middle.
        var soft = new SoftBoundsForm().Starts(summary)[0];
        return [[2 * soft[0], 2 * soft[1], 1, 1, soft[2], soft[3], soft[4]]];
    }

    /// <inheritdoc/>
    public IStepLaw With(ReadOnlySpan<double> values) => new Law(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);

    /// <inheritdoc/>
    public JsonObject? Response(ReadOnlySpan<double> values, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        double up = values[0], down = values[1], half = 0.4 * (values[5] - values[4]);
        return evidence.Response(Name, ("step", evidence.Fitted((up + down) / (2 * half))), ("up_down", evidence.Fitted((up - down) / (up + down))),
            ("minimum", evidence.Fitted(-BoundedForm.Edge)), ("maximum", evidence.Fitted(BoundedForm.Edge)),
            ("power_up", evidence.Fitted(values[2])), ("power_down", evidence.Fitted(values[3])), ("cycle_noise", BoundedForm.CycleNoise(values[6], evidence)));
    }

    private sealed class Law(double up, double down, double powerUp, double powerDown, double lower, double upper, double noise) : IStepLaw
    {
        // Steps by a power below 1 shrink so late that they lead beyond the bound.
        public bool Cuts(bool isUp) => (isUp ? powerUp : powerDown) < 1;
        public double Minimum => lower;
        public double Maximum => upper;
        public double Step(double state, bool isUp)
        {
            var ahead = (isUp ? upper - state : state - lower) / (upper - lower);
            var power = isUp ? powerUp : powerDown;
            // Read noise may carry the estimate beyond the bound: a straight line through it keeps slopes finite.
            var fraction = ahead > Least ? Math.Pow(ahead, power) : ahead / Least * Math.Pow(Least, power);
            return isUp ? up * fraction : -down * fraction;
        }
        public double Noise(double state, bool isUp) => noise * Math.Abs(Step(state, isUp));
    }
}
