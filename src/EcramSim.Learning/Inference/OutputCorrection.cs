namespace EcramSim.Learning.Inference;

/// <summary>
/// Digital correction of what a tile reads, y_i ← a_i·y_i + c_i·Σ_j x_j: it undoes w → (w − c_i)/a_i of the weights of an output. The inputs are
/// digital before they reach the converters, so their sum costs one addition each.
/// </summary>
/// <param name="Factors">a_i, one per output, or a single one for all.</param>
/// <param name="InputFactors">c_i, one per output; null: none.</param>
public sealed record OutputCorrection(float[] Factors, float[]? InputFactors)
{
    /// <summary>Corrects a batch in place.</summary>
    /// <param name="x">batch × inputs.</param>
    /// <param name="y">batch × outputs.</param>
    /// <param name="batch">Number of vectors.</param>
    public void Apply(ReadOnlySpan<float> x, Span<float> y, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        var (inputs, outputs) = (x.Length / batch, y.Length / batch);
        if (Factors.Length != 1 && Factors.Length != outputs || InputFactors is not null && InputFactors.Length != outputs)
            throw new ArgumentException($"the correction is one of {InputFactors?.Length ?? Factors.Length} outputs; {outputs} are given", nameof(y));
        for (var b = 0; b < batch; b++)
        {
            var sum = 0f;
            if (InputFactors is not null)
                foreach (var v in x.Slice(b * inputs, inputs)) sum += v;
            var values = y.Slice(b * outputs, outputs);
            for (var i = 0; i < outputs; i++)
                values[i] = Factors[Factors.Length == 1 ? 0 : i] * values[i] + (InputFactors is null ? 0 : InputFactors[i] * sum);
        }
    }

    /// <summary>Multiplications and additions per vector of <paramref name="inputs"/> values to <paramref name="outputs"/>.</summary>
    public long Operations(int inputs, int outputs) => InputFactors is null ? outputs : inputs + 3L * outputs;
}
