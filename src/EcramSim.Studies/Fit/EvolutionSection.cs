using System.Globalization;
using System.Text.Json.Nodes;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Fit.Laws;
using MathNet.Numerics;

namespace EcramSim.Studies.Fit;

/// <summary>
/// What a record of retention adds to a device file. With a jump at the reversals of polarity, the record gives the time in which that volatile part decays;
/// without one, the record is the way of a written state to its convergence point.
/// </summary>
internal static class EvolutionSection
{
    private const double Farthest = 10;

    /// <summary>The section "evolution" and what it says in words; null where there is nothing to add, with the reason, which may be empty.</summary>
    internal static (JsonObject? Section, string Words) Of(PulseData data, UnitOfFit unit, RelaxationFit? relaxation, IReadOnlyList<Junction> junctions, double low, double high, Evidence evidence)
    {
        if (relaxation is null || !relaxation.IsDetermined || relaxation.Unit != data.Unit) return (null, "");
        // Weights per unit of the fit; the range holds 2.5.
        var scale = 2 * BoundedForm.Edge / (high - low);
        var jumps = junctions.Where(j => j.IsJump).ToArray();
        if (jumps.Length > 0)
        {
            // From the part that pulses of one direction leave to that of the other: half of it each.
            var left = 0.5 * scale * jumps.Average(j => j.UpToDown ? -j.Jump : j.Jump);
            if (Math.Abs(left) > 2 * BoundedForm.Edge) return (null, "the jump is larger than the range: it does not stand in the device file");
            return (new JsonObject
            {
                ["volatile"] = new JsonObject
                {
                    ["left_up"] = evidence.Fitted(left), ["left_down"] = evidence.Fitted(-left), ["time_constant"] = Seconds(relaxation.TimeConstant), ["stretch"] = evidence.Fitted(relaxation.Stretch),
                },
            }, FormattableString.Invariant($"each pulse leaves a volatile part of {100 * left / (2 * BoundedForm.Edge):G3} % of the range, which decays with {Engineering.Duration(relaxation.TimeConstant)}{(relaxation.Stretch == 1 ? "" : $" (stretched, {relaxation.Stretch:G3})")}"));
        }
        var goal = scale * ((relaxation.Final - unit.Offset) / unit.Range - low) - BoundedForm.Edge;
        if (Math.Abs(goal) > Farthest * 2 * BoundedForm.Edge) return (null, "the convergence point of the record lies far beyond the range: it does not stand in the device file");
        // One time in place of a stretched one: its mean, τΓ(1/β)/β.
        var time = relaxation.TimeConstant * SpecialFunctions.Gamma(1 / relaxation.Stretch) / relaxation.Stretch;
        return (new JsonObject { ["drift"] = new JsonObject { ["convergence"] = evidence.Fitted(goal), ["time_constant"] = Seconds(time) } },
            $"without pulses, states go to {(data.Unit == "S" ? Engineering.WithUnit(relaxation.Final, "S") : Engineering.Significant(relaxation.Final))} with {Engineering.Duration(time)}");

        JsonObject Seconds(double value) => new() { ["value"] = value.ToString("R", CultureInfo.InvariantCulture) + " s", ["status"] = "fitted", ["source"] = evidence.Source };
    }
}
