using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Stages;

/// <summary>
/// A successive-approximation converter with binary-weighted capacitors: bit k weighs W_k ∝ 2^k + σ_u √(2^k) ξ_k (2^k units, each with
/// relative deviation σ_u; the sum with the terminating unit is trimmed to full scale), decided from the largest down. The comparator adds
/// an offset, fixed per converter, and noise, fresh per decision. Without mismatch, offset and noise it is <see cref="UniformConverter"/>
/// but for ties. Deviation of the step at mid-scale from one step: standard deviation σ_u √(2^b − 1) steps.
/// </summary>
/// <param name="Bits">2 … 16.</param>
/// <param name="Range">± range.</param>
/// <param name="UnitMismatch">σ_u, relative standard deviation of a unit capacitor.</param>
/// <param name="ComparatorOffset">Standard deviation of the offset between converters, steps.</param>
/// <param name="ComparatorNoise">Standard deviation of the noise of a decision, steps.</param>
/// <param name="LinesPerConverter">Neighbouring lines that share one converter.</param>
[ModelName("sar-converter")]
public sealed record SarConverter(int Bits, ConverterRange Range, double UnitMismatch, double ComparatorOffset, double ComparatorNoise, int LinesPerConverter) : IReadStage, IRangedStage
{
    int? IReadStage.Bits => Bits;

    /// <summary>Reads "bits", "range", "unit_mismatch", "comparator_offset", "comparator_noise", "lines_per_converter" (1 where missing).</summary>
    public static SarConverter Read(ModelNode node) => new(node.Integer("bits", 2, 16), ConverterRange.Read(node),
        node.NumberOrNone("unit_mismatch", new Interval(0, 0.5, false, true)) ?? 0,
        node.NumberOrNone("comparator_offset", new Interval(0, 100, false, true)) ?? 0,
        node.NumberOrNone("comparator_noise", new Interval(0, 100, false, true)) ?? 0,
        node.Has("lines_per_converter") ? node.Integer("lines_per_converter", 1, 4096) : 1);

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<SarConverter> Examples => [new(8, ConverterRange.Of(12), 0.01, 0.5, 0.3, 8), new(6, ConverterRange.Of(1), 0, 0, 0, 1)];

    /// <inheritdoc/>
    public IReadStage With(ConverterRange range) => this with { Range = range };

    /// <inheritdoc/>
    public ILineStage Fabricate(StagePlace place) => new OnLines(this, place);

    /// <summary>The code of a held value: the largest sum of weights not above it, decided bit by bit.</summary>
    /// <param name="held">In steps above the lowest code, half a step included.</param>
    /// <param name="weights">W_k in steps, smallest first.</param>
    public static int Code(double held, ReadOnlySpan<double> weights)
    {
        var (code, sum) = (0, 0.0);
        for (var k = weights.Length - 1; k >= 0; k--)
        {
            if (held < sum + weights[k]) continue;
            sum += weights[k];
            code |= 1 << k;
        }
        return code;
    }

    /// <summary>W_k of one converter, smallest first, in steps: b weights that sum with the terminating unit to 2^b.</summary>
    public double[] DrawWeights(RandomStream random)
    {
        var weights = new double[Bits];
        for (var k = 0; k < Bits; k++) weights[k] = Math.Pow(2, k) + UnitMismatch * Math.Pow(2, 0.5 * k) * random.NextNormal();
        var trim = Math.Pow(2, Bits) / (weights.Sum() + 1 + UnitMismatch * random.NextNormal());
        for (var k = 0; k < Bits; k++) weights[k] *= trim;
        return weights;
    }

    private sealed class OnLines : ILineStage
    {
        private readonly SarConverter _law;
        private readonly double[][] _weights;
        private readonly double[] _offsets;
        private readonly double _stepsPerUnit, _unitsPerStep;
        private readonly float _range;
        private readonly int _middle;
        private readonly LineNoise? _noise;

        public OnLines(SarConverter law, StagePlace place)
        {
            _law = law;
            var range = law.Range.At(place);
            _range = (float)range;
            _middle = (1 << (law.Bits - 1)) - 1;
            (_stepsPerUnit, _unitsPerStep) = (_middle / range, range / _middle);
            var converters = (place.Lines + law.LinesPerConverter - 1) / law.LinesPerConverter;
            var mismatch = new RandomStream(place.Seed, $"{place.Name}/mismatch");
            var offset = new RandomStream(place.Seed, $"{place.Name}/offset");
            _weights = [.. Enumerable.Range(0, converters).Select(_ => law.DrawWeights(mismatch))];
            _offsets = [.. Enumerable.Range(0, converters).Select(_ => law.ComparatorOffset * offset.NextNormal())];
            // One draw per line and decision.
            if (law.ComparatorNoise != 0) _noise = new LineNoise(place with { Lines = place.Lines * law.Bits, Name = $"{place.Name}/decision" });
        }

        public bool Apply(Span<float> values, ulong read)
        {
            var beyond = false;
            var noise = _noise is null ? default : _noise.Draw(read);
            for (var line = 0; line < values.Length; line++)
            {
                var v = values[line];
                beyond |= MathF.Abs(v) > _range;
                var converter = line / _law.LinesPerConverter;
                var held = v * _stepsPerUnit + _middle + 0.5 + _offsets[converter];
                var weights = _weights[converter];
                var code = noise.IsEmpty ? Code(held, weights) : Noisy(held, weights, noise.Slice(line * _law.Bits, _law.Bits));
                // The topmost code lies outside the symmetric range.
                values[line] = (float)((Math.Min(code, 2 * _middle) - _middle) * _unitsPerStep);
            }
            return beyond;
        }

        private int Noisy(double held, double[] weights, ReadOnlySpan<float> noise)
        {
            var (code, sum) = (0, 0.0);
            for (var k = weights.Length - 1; k >= 0; k--)
            {
                if (held + _law.ComparatorNoise * noise[k] < sum + weights[k]) continue;
                sum += weights[k];
                code |= 1 << k;
            }
            return code;
        }
    }
}
