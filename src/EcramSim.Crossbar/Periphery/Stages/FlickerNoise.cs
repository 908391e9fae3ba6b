using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Stages;

/// <summary>
/// 1/f noise on every line: a sum of K independent parts of equal variance σ²/K, part k held for 2^k reads and drawn anew then, each with
/// a phase of its own. Its spectrum falls as 1/f between 2^−K and ½ per read. Every value follows from the number of the read
/// alone, so that a read can be repeated.
/// </summary>
/// <param name="Sigma">Standard deviation over all frequencies, in units of the values it is added to.</param>
/// <param name="Octaves">K, 1 … 40: the slowest part changes every 2^(K−1) reads.</param>
[ModelName("flicker-noise")]
public sealed record FlickerNoise(double Sigma, int Octaves) : IReadStage
{
    /// <summary>Reads "sigma" and "octaves" (16 where missing).</summary>
    public static FlickerNoise Read(ModelNode node) =>
        new(node.Number("sigma", new Interval(0, 100, false, true)), node.Has("octaves") ? node.Integer("octaves", 1, 40) : 16);

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<FlickerNoise> Examples => [new(0.05, 16)];

    /// <inheritdoc/>
    public ILineStage Fabricate(StagePlace place) => new OnLines(this, place);

    private sealed class OnLines : ILineStage
    {
        private readonly LineNoise _noise;
        private readonly ulong[] _phases, _drawn;
        private readonly float[][] _parts;
        private readonly float _sigma;

        public OnLines(FlickerNoise law, StagePlace place)
        {
            _noise = new LineNoise(place);
            _sigma = (float)(law.Sigma / Math.Sqrt(law.Octaves));
            // Odd multiples of the golden ratio spread the moments of change evenly.
            _phases = [.. Enumerable.Range(0, law.Octaves).Select(k => 0x9E3779B97F4A7C15UL * (ulong)(2 * k + 1) & ((1UL << k) - 1))];
            _drawn = [.. Enumerable.Repeat(ulong.MaxValue, law.Octaves)];
            _parts = [.. Enumerable.Range(0, law.Octaves).Select(_ => new float[place.Lines])];
        }

        public bool Apply(Span<float> values, ulong read)
        {
            for (var k = 0; k < _parts.Length; k++)
            {
                var step = (read + _phases[k]) >> k;
                if (_drawn[k] != step)
                {
                    _noise.Draw(step, (uint)k).CopyTo(_parts[k]);
                    _drawn[k] = step;
                }
                for (var line = 0; line < values.Length; line++) values[line] = MathF.FusedMultiplyAdd(_sigma, _parts[k][line], values[line]);
            }
            return false;
        }
    }
}
