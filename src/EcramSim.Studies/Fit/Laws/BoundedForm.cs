using System.Text.Json.Nodes;

namespace EcramSim.Studies.Fit.Laws;

/// <summary>What constant, linear and soft-bounds steps have in common: steps at the middle of the range, two bounds, and noise in proportion to the step.</summary>
internal static class BoundedForm
{
    /// <summary>Weight of the bounds: ±1 lie at 10 % and 90 % of the range.</summary>
    internal const double Edge = 1.25;

    internal const string LowerName = "lower_bound";

    internal static readonly FormParameter StepUp = new("step_up", ParameterUnit.Step, true, 1e-7, 0.9), StepDown = new("step_down", ParameterUnit.Step, true, 1e-7, 0.9);
    internal static readonly FormParameter Noise = new("cycle_noise", ParameterUnit.Ratio, true, 1e-4, 1e3);

    /// <summary>Bounds as levels of a range that reaches from 0 to 1 in the units of a fit; further than twice that range away, a bound cannot be told from none.</summary>
    internal static FormParameter Lower(double least) => new(LowerName, ParameterUnit.Level, false, least, 0.4);
    internal static FormParameter Upper(double most) => new("upper_bound", ParameterUnit.Level, false, 0.6, most);

    /// <summary>A first step up and down: where nothing was measured, that of the other direction.</summary>
    internal static (double Up, double Down) Steps(StepSummary s)
    {
        double up = s.Up.Step, down = -s.Down.Step;
        var least = 1e-5 * s.Range;
        if (!(up > least)) up = Math.Max(down, least);
        if (!(down > least)) down = Math.Max(up, least);
        return (up, down);
    }

    /// <summary>How much of the step at the middle is lost from there to the bound ahead, at first sight.</summary>
    internal static (double Up, double Down) Slopes(StepSummary s, double up, double down) => (-s.Up.Slope * 0.5 * s.Range / up, -s.Down.Slope * 0.5 * s.Range / down);

    internal static double Relative(StepSummary s) => Math.Clamp(s.RelativeNoise, 0.01, 100);

    internal static JsonObject Response(string law, double up, double down, double noise, double half, Evidence e, params (string, JsonNode?)[] more) =>
        e.Response(law, [("granularity", e.Fitted((up + down) / (2 * half))), ("up_down", e.Fitted((up - down) / (up + down))),
            ("minimum", e.Fitted(-Edge)), ("maximum", e.Fitted(Edge)), .. more,
            ("cycle_noise", CycleNoise(noise, e))]);

    /// <summary>The noise as a device file has it: "none" at the lower limit of the search.</summary>
    internal static JsonObject CycleNoise(double noise, Evidence e) => noise <= 2e-4 ? e.Parameter("none") : e.Fitted(noise);
}
