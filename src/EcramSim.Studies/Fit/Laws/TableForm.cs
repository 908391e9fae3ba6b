using System.Text.Json.Nodes;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>
/// Steps and noise that follow no formula: straight between evenly spaced points of the measured range, <see cref="EcramSim.Ecram.Laws.TableStep"/>.
/// The noise has every second of the points. The ends of the range are those of the readings.
/// </summary>
/// <param name="points">Points of the steps: odd, at least 3.</param>
/// <param name="minimum">Lower end of the range.</param>
/// <param name="maximum">Upper end.</param>
public sealed class TableForm(int points, double minimum, double maximum) : IStepForm
{
    private readonly int _noisePoints = (points + 1) / 2;

    /// <inheritdoc/>
    public string Name => $"table-step of {points}";

    /// <inheritdoc/>
    public bool HasHardBounds => false;

    /// <inheritdoc/>
    public IReadOnlyList<FormParameter> Parameters { get; } =
    [
        .. Names(points, "step_up").Concat(Names(points, "step_down")).Select(n => new FormParameter(n, ParameterUnit.Step, true, 1e-7, 2)),
        .. Names((points + 1) / 2, "noise_up").Concat(Names((points + 1) / 2, "noise_down")).Select(n => new FormParameter(n, ParameterUnit.Step, true, 1e-7, 2)),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<double[]> Starts(StepSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var (up, down) = BoundedForm.Steps(summary);
        var noise = Math.Clamp(BoundedForm.Relative(summary) * 0.5 * (up + down), 1e-6, 1);
        double At((double Step, double Slope) line, double step, int sign, int i) =>
            Math.Max(step + sign * line.Slope * ((double)i / (points - 1) - 0.5) * (maximum - minimum), 0.05 * step);
        return
        [[
            .. Enumerable.Range(0, points).Select(i => At(summary.Up, up, 1, i)), .. Enumerable.Range(0, points).Select(i => At(summary.Down, down, -1, i)),
            .. Enumerable.Repeat(noise, 2 * _noisePoints),
        ]];
    }

    /// <inheritdoc/>
    public IStepLaw With(ReadOnlySpan<double> values) =>
        new Law(minimum, maximum, values[..points].ToArray(), values.Slice(points, points).ToArray(), values.Slice(2 * points, _noisePoints).ToArray(), values[(2 * points + _noisePoints)..].ToArray());

    /// <inheritdoc/>
    public JsonObject? Response(ReadOnlySpan<double> values, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var law = With(values);
        var half = 0.4 * (maximum - minimum);
        JsonArray Column(Func<double, double> value) => new([.. Enumerable.Range(0, points).Select(i => (JsonNode)value(minimum + (maximum - minimum) * i / (points - 1)))]);
        return evidence.Response("table-step", ("table", evidence.Parameter(new JsonObject
        {
            ["weight"] = new JsonArray([.. Enumerable.Range(0, points).Select(i => (JsonNode)(BoundedForm.Edge * (2.0 * i / (points - 1) - 1)))]),
            ["step_up"] = Column(g => law.Step(g, true) / half), ["step_down"] = Column(g => law.Step(g, false) / half),
            ["noise_up"] = Column(g => law.Noise(g, true) / half), ["noise_down"] = Column(g => law.Noise(g, false) / half),
        })));
    }

    private static IEnumerable<string> Names(int count, string name) => Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{name}_{i + 1}"));

    private sealed class Law(double minimum, double maximum, double[] up, double[] down, double[] noiseUp, double[] noiseDown) : IStepLaw
    {
        public double Minimum => minimum;
        public double Maximum => maximum;
        public double Step(double state, bool isUp) => isUp ? At(up, state) : -At(down, state);
        public double Noise(double state, bool isUp) => At(isUp ? noiseUp : noiseDown, state);

        private double At(double[] values, double state)
        {
            var place = Math.Clamp((state - minimum) / (maximum - minimum), 0, 1) * (values.Length - 1);
            var below = Math.Min((int)place, values.Length - 2);
            return values[below] + (place - below) * (values[below + 1] - values[below]);
        }
    }
}
