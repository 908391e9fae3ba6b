using System.Text.Json.Nodes;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>Steps given at even distances between hard bounds and straight between, noise relative to the step: <see cref="EcramSim.Ecram.Laws.PiecewiseStep"/>.</summary>
/// <param name="nodes">At least 2.</param>
public sealed class PiecewiseForm(int nodes) : IStepForm
{
    /// <inheritdoc/>
    public string Name => $"piecewise-step of {nodes}";

    /// <inheritdoc/>
    public IReadOnlyList<FormParameter> Parameters { get; } =
    [
        .. new[] { "step_up", "step_down" }.SelectMany(n => Enumerable.Range(1, nodes).Select(i => new FormParameter(FormattableString.Invariant($"{n}_{i}"), ParameterUnit.Step, true, 1e-7, 2))),
        BoundedForm.Lower(-0.5), BoundedForm.Upper(1.5), BoundedForm.Noise,
    ];

    /// <inheritdoc/>
    public IReadOnlyList<double[]> Starts(StepSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var (up, down) = BoundedForm.Steps(summary);
        var (slopeUp, slopeDown) = BoundedForm.Slopes(summary, up, down);
        IEnumerable<double> Nodes(double step, double slope) => Enumerable.Range(0, nodes).Select(i => step * Math.Max(1 - slope * (2.0 * i / (nodes - 1) - 1), 0.05));
        return [[.. Nodes(up, slopeUp), .. Nodes(down, -slopeDown), 0, 1, BoundedForm.Relative(summary)]];
    }

    /// <inheritdoc/>
    public IStepLaw With(ReadOnlySpan<double> values) =>
        new Law(values[..nodes].ToArray(), values.Slice(nodes, nodes).ToArray(), values[2 * nodes], values[2 * nodes + 1], values[2 * nodes + 2]);

    /// <inheritdoc/>
    public JsonObject? Response(ReadOnlySpan<double> values, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var half = 0.4 * (values[2 * nodes + 1] - values[2 * nodes]);
        JsonArray up = [], down = [];
        for (var i = 0; i < nodes; i++)
        {
            up.Add(values[i] / half);
            down.Add(-values[nodes + i] / half);
        }
        return evidence.Response("piecewise-step", ("table", evidence.Parameter(new JsonObject { ["step_up"] = up, ["step_down"] = down })),
            ("minimum", evidence.Fitted(-BoundedForm.Edge)), ("maximum", evidence.Fitted(BoundedForm.Edge)), ("cycle_noise", BoundedForm.CycleNoise(values[2 * nodes + 2], evidence)));
    }

    private sealed class Law(double[] up, double[] down, double lower, double upper, double noise) : IStepLaw
    {
        public bool Cuts(bool isUp) => true;
        public double Minimum => lower;
        public double Maximum => upper;
        public double Step(double state, bool isUp)
        {
            var values = isUp ? up : down;
            var place = Math.Clamp((state - lower) / (upper - lower), 0, 1) * (values.Length - 1);
            var below = Math.Min((int)place, values.Length - 2);
            var step = values[below] + (place - below) * (values[below + 1] - values[below]);
            return isUp ? step : -step;
        }
        public double Noise(double state, bool isUp) => noise * Math.Abs(Step(state, isUp));
    }
}
