namespace EcramSim.Crossbar.Periphery.Management;

/// <summary>What managements look at of an input vector.</summary>
/// <param name="Largest">Largest magnitude.</param>
/// <param name="Positive">Sum of the values above 0; 0 where nobody asks for it.</param>
/// <param name="Negative">Magnitude of the sum of those below 0; likewise.</param>
/// <param name="IsBackward">Whether it is an error signal on its way back.</param>
/// <param name="Bound">Largest output that passes, in units of input × weight; ∞ where none is known.</param>
public readonly record struct InputSums(float Largest, float Positive, float Negative, bool IsBackward, float Bound)
{
    /// <summary>Scale at which outputs just pass when all weights that meet inputs of one sign are <paramref name="weight"/> and the others 0; never below the largest input.</summary>
    public float WorstCase(double weight) => MathF.Max(Largest, (float)(weight * MathF.Max(Positive, Negative) / Bound));

    internal static InputSums Of(ReadOnlySpan<float> x, float largest, bool isBackward, float bound, bool withSums)
    {
        var (positive, negative) = (0.0, 0.0);
        for (var j = 0; withSums && j < x.Length; j++)
            if (x[j] > 0) positive += x[j]; else negative -= x[j];
        return new InputSums(largest, (float)positive, (float)negative, isBackward, bound);
    }
}
