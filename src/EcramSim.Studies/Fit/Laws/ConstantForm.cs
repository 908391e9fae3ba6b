using System.Text.Json.Nodes;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>Equal steps up to hard bounds: <see cref="EcramSim.Ecram.Laws.ConstantStep"/>.</summary>
public sealed class ConstantForm : IStepForm
{
    /// <inheritdoc/>
    public string Name => "constant-step";

    /// <inheritdoc/>
    public IReadOnlyList<FormParameter> Parameters { get; } = [BoundedForm.StepUp, BoundedForm.StepDown, BoundedForm.Lower(-0.5), BoundedForm.Upper(1.5), BoundedForm.Noise];

    /// <inheritdoc/>
    public IReadOnlyList<double[]> Starts(StepSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var (up, down) = BoundedForm.Steps(summary);
        return [[up, down, 0, 1, BoundedForm.Relative(summary)]];
    }

    /// <inheritdoc/>
    public IStepLaw With(ReadOnlySpan<double> values) => new Law(values[0], values[1], values[2], values[3], values[4]);

    /// <inheritdoc/>
    public JsonObject? Response(ReadOnlySpan<double> values, Evidence evidence) =>
        BoundedForm.Response(Name, values[0], values[1], values[4], 0.4 * (values[3] - values[2]), evidence);

    private sealed class Law(double up, double down, double lower, double upper, double noise) : IStepLaw
    {
        public bool Cuts(bool isUp) => true;
        public double Minimum => lower;
        public double Maximum => upper;
        public double Step(double state, bool isUp) => isUp ? up : -down;
        public double Noise(double state, bool isUp) => noise * (isUp ? up : down);
    }
}
