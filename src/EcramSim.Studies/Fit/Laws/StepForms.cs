namespace EcramSim.Studies.Fit.Laws;

/// <summary>The laws among which a fit chooses. A new update law is one more line here.</summary>
public static class StepForms
{
    /// <summary>All of them for readings between 0 and 1; <paramref name="steps"/> measured steps carry no finer table than they have points for.</summary>
    public static IReadOnlyList<IStepForm> For(StepSummary summary, int steps)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var forms = new List<IStepForm> { new ConstantForm(), new LinearForm(), new SoftBoundsForm(), new PowerForm(), new ExponentialForm(), new LabelForm() };
        foreach (var points in new[] { 3, 5, 9, 17 })
        {
            if (steps < 10 * points) break;
            if (points < 17) forms.Add(new PiecewiseForm(points));
            forms.Add(new TableForm(points, summary.Minimum, summary.Maximum));
        }
        return forms;
    }

    /// <summary>Names of the families, for <c>--law</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["constant-step", "linear-step", "soft-bounds", "power-step", "exponential-step", "nonlinearity-label", "piecewise-step", "table-step"];
}
