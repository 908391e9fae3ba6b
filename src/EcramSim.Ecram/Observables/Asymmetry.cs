namespace EcramSim.Ecram.Observables;

/// <summary>⟨|Δ↑ + Δ↓|⟩ / ⟨Δ↑ − Δ↓⟩ over 10–90 % of the range (docs/physics.md, equation 5.4): 0 where up and down steps cancel everywhere.</summary>
public static class Asymmetry
{
    /// <summary>The asymmetry of <paramref name="steps"/>.</summary>
    public static double Of(StepCurve steps) =>
        steps.Mean(g => Math.Abs(steps.At(steps.Up, g) + steps.At(steps.Down, g)), 0.1, 0.9)
        / steps.Mean(g => steps.At(steps.Up, g) - steps.At(steps.Down, g), 0.1, 0.9);
}
