using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Stages;

/// <summary>
/// A ramp converter: one ramp for all lines, a comparator per line, a counter that stops where the ramp passes the value. The ramp bows,
/// r(n) = n + 4·bow·(n/N)(1 − n/N) in steps over N = 2^b − 2 steps, for all lines alike: its integral nonlinearity is −bow at the middle.
/// Comparators have an offset, fixed per line, and noise. Without bow, offset and noise it is <see cref="UniformConverter"/> but for ties.
/// </summary>
/// <param name="Bits">2 … 14.</param>
/// <param name="Range">± range.</param>
/// <param name="Bow">Deviation of the ramp from a straight line at its middle, steps; the ramp must still rise.</param>
/// <param name="ComparatorOffset">Standard deviation of the offset between lines, steps.</param>
/// <param name="ComparatorNoise">Standard deviation of the noise of a conversion, steps.</param>
[ModelName("ramp-converter")]
public sealed record RampConverter(int Bits, ConverterRange Range, double Bow, double ComparatorOffset, double ComparatorNoise) : IReadStage, IRangedStage
{
    int? IReadStage.Bits => Bits;

    /// <summary>Reads "bits", "range", "bow", "comparator_offset", "comparator_noise".</summary>
    public static RampConverter Read(ModelNode node)
    {
        var bits = node.Integer("bits", 2, 14);
        // dr/dn ≥ 1 − 4|bow|/N > 0.
        var limit = 0.25 * ((1 << bits) - 2);
        return new(bits, ConverterRange.Read(node), node.NumberOrNone("bow", Interval.Open(-limit, limit)) ?? 0,
            node.NumberOrNone("comparator_offset", new Interval(0, 100, false, true)) ?? 0,
            node.NumberOrNone("comparator_noise", new Interval(0, 100, false, true)) ?? 0);
    }

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<RampConverter> Examples => [new(8, ConverterRange.Of(12), 1.5, 0.5, 0.3), new(6, ConverterRange.Of(1), 0, 0, 0)];

    /// <inheritdoc/>
    public IReadStage With(ConverterRange range) => this with { Range = range };

    /// <inheritdoc/>
    public ILineStage Fabricate(StagePlace place) => new OnLines(this, place);

    private sealed class OnLines : ILineStage
    {
        private readonly double _stepsPerUnit, _unitsPerStep, _noiseSigma;
        // Where the counter goes from n to n + 1, in steps.
        private readonly double[] _thresholds, _offsets;
        private readonly float _range;
        private readonly int _middle;
        private readonly LineNoise? _noise;

        public OnLines(RampConverter law, StagePlace place)
        {
            var range = law.Range.At(place);
            _range = (float)range;
            _middle = (1 << (law.Bits - 1)) - 1;
            (_stepsPerUnit, _unitsPerStep) = (_middle / range, range / _middle);
            var last = 2 * _middle;
            _thresholds = [.. Enumerable.Range(0, last).Select(n => (n + 0.5) + 4 * law.Bow * ((n + 0.5) / last) * (1 - (n + 0.5) / last))];
            var random = new RandomStream(place.Seed, $"{place.Name}/offset");
            _offsets = [.. Enumerable.Range(0, place.Lines).Select(_ => law.ComparatorOffset * random.NextNormal())];
            _noiseSigma = law.ComparatorNoise;
            if (_noiseSigma != 0) _noise = new LineNoise(place with { Name = $"{place.Name}/comparator" });
        }

        public bool Apply(Span<float> values, ulong read)
        {
            var beyond = false;
            var noise = _noise is null ? default : _noise.Draw(read);
            for (var line = 0; line < values.Length; line++)
            {
                var v = values[line];
                beyond |= MathF.Abs(v) > _range;
                var held = v * _stepsPerUnit + _middle + _offsets[line];
                if (!noise.IsEmpty) held += _noiseSigma * noise[line];
                var place = Array.BinarySearch(_thresholds, held);
                values[line] = (float)(((place < 0 ? ~place : place) - _middle) * _unitsPerStep);
            }
            return beyond;
        }
    }
}
