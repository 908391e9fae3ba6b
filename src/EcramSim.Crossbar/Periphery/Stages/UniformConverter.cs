using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery.Stages;

/// <summary>
/// A converter with equal steps: 2^b − 1 levels symmetric about 0, step Δ = range/(2^(b−1) − 1), ties to even, clipped at ± the range. The
/// error inside the range is uniform within ±Δ/2: variance Δ²/12. The scalar form of <see cref="Converter"/>.
/// </summary>
/// <param name="Bits">2 … 24.</param>
/// <param name="Range">± range.</param>
[ModelName("uniform-converter")]
public sealed record UniformConverter(int Bits, ConverterRange Range) : IReadStage, IRangedStage
{
    int? IReadStage.Bits => Bits;

    /// <summary>Reads "bits" and "range".</summary>
    public static UniformConverter Read(ModelNode node) => new(node.Integer("bits", 2, 24), ConverterRange.Read(node));

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<UniformConverter> Examples => [new(7, ConverterRange.Of(1)), new(9, ConverterRange.Maximal)];

    /// <inheritdoc/>
    public IReadStage With(ConverterRange range) => this with { Range = range };

    /// <inheritdoc/>
    public ILineStage Fabricate(StagePlace place) => new OnLines(Bits, (float)Range.At(place));

    private sealed class OnLines(int bits, float range) : ILineStage
    {
        private readonly float _levels = (1 << (bits - 1)) - 1;
        private readonly float _levelsPerUnit = ((1 << (bits - 1)) - 1) / range;
        private readonly float _unitsPerLevel = range / ((1 << (bits - 1)) - 1);

        public bool Apply(Span<float> values, ulong read)
        {
            var beyond = false;
            foreach (ref var v in values)
            {
                beyond |= MathF.Abs(v) > range;
                v = MathF.Max(-_levels, MathF.Min(_levels, MathF.Round(v * _levelsPerUnit))) * _unitsPerLevel;
            }
            return beyond;
        }
    }
}
