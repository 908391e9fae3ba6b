using System.Text.Json.Nodes;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>Steps that vanish at the bounds: <see cref="EcramSim.Ecram.Laws.SoftBounds"/>.</summary>
public sealed class SoftBoundsForm : IStepForm
{
    /// <inheritdoc/>
    public string Name => "soft-bounds";

    /// <inheritdoc/>
    public bool HasHardBounds => false;

    /// <inheritdoc/>
    public IReadOnlyList<FormParameter> Parameters { get; } = [BoundedForm.StepUp, BoundedForm.StepDown, BoundedForm.Lower(-2), BoundedForm.Upper(3), BoundedForm.Noise];

    /// <inheritdoc/>
    public IReadOnlyList<double[]> Starts(StepSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var (up, down) = BoundedForm.Steps(summary);
        // Where the straight line through the steps crosses zero.
        var upper = summary.Up.Slope < 0 ? summary.Centre - summary.Up.Step / summary.Up.Slope : summary.Maximum + 2 * summary.Range;
        var lower = summary.Down.Slope < 0 ? summary.Centre - summary.Down.Step / summary.Down.Slope : summary.Minimum - 2 * summary.Range;
        upper = Math.Clamp(upper, summary.Maximum - 0.05 * summary.Range, summary.Maximum + 1.8 * summary.Range);
        lower = Math.Clamp(lower, summary.Minimum - 1.8 * summary.Range, summary.Minimum + 0.05 * summary.Range);
        // Steps belong to the middle between the bounds, not of the readings.
        var middle = 0.5 * (lower + upper);
        return [[Math.Max(up * (upper - middle) / (upper - summary.Centre), 1e-6), Math.Max(down * (middle - lower) / (summary.Centre - lower), 1e-6), lower, upper, BoundedForm.Relative(summary)]];
    }

    /// <inheritdoc/>
    public IStepLaw With(ReadOnlySpan<double> values) => new Law(values[0], values[1], values[2], values[3], values[4]);

    /// <inheritdoc/>
    public JsonObject? Response(ReadOnlySpan<double> values, Evidence evidence) =>
        BoundedForm.Response(Name, values[0], values[1], values[4], 0.4 * (values[3] - values[2]), evidence);

    private sealed class Law(double up, double down, double lower, double upper, double noise) : IStepLaw
    {
        private readonly double _half = 0.5 * (upper - lower);
        public double Minimum => lower;
        public double Maximum => upper;
        public double Step(double state, bool isUp) => isUp ? up * (upper - state) / _half : -down * (state - lower) / _half;
        public double Noise(double state, bool isUp) => noise * Math.Abs(Step(state, isUp));
    }
}
