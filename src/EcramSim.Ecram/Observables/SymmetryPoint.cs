namespace EcramSim.Ecram.Observables;

/// <summary>
/// The state where an up and a down pulse cancel, and to which alternating pulses lead: Δ↑ + Δ↓ falls through zero
/// (docs/physics.md, equation 5.5). In % of the range.
/// </summary>
public static class SymmetryPoint
{
    /// <summary>The symmetry point in %, the one nearest to the centre where there are several; null where the sum has no such zero (or is zero everywhere).</summary>
    public static double? Of(StepCurve steps)
    {
        // Steps that cancel everywhere to the precision of the weights have no distinct point.
        var largest = 0.0;
        for (var i = 0; i < steps.State.Length; i++) largest = Math.Max(largest, Math.Abs(steps.Up[i] + steps.Down[i]));
        if (largest < 1e-3 * steps.Mean(g => steps.At(steps.Up, g) - steps.At(steps.Down, g))) return null;
        double? best = null;
        for (var i = 1; i < steps.State.Length; i++)
        {
            double left = steps.Up[i - 1] + steps.Down[i - 1], right = steps.Up[i] + steps.Down[i];
            if (!(left >= 0 && right <= 0 && left > right)) continue;
            var state = steps.State[i - 1] + (steps.State[i] - steps.State[i - 1]) * left / (left - right);
            var percent = 100 * (state - steps.Minimum) / steps.Range;
            if (best is null || Math.Abs(percent - 50) < Math.Abs(best.Value - 50)) best = percent;
        }
        return best;
    }
}
