using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Stages;

/// <summary>The driver or amplifier of a line: v·(1 + σ_g ξ) + σ_o ξ′, gain error and offset fixed per line.</summary>
/// <param name="GainSpread">σ_g, relative.</param>
/// <param name="OffsetSpread">σ_o, in units of the values.</param>
[ModelName("amplifier")]
public sealed record Amplifier(double GainSpread, double OffsetSpread) : IReadStage
{
    /// <summary>Reads "gain_spread" and "offset_spread"; "none" is 0.</summary>
    public static Amplifier Read(ModelNode node) => new(node.NumberOrNone("gain_spread", new Interval(0, 1, false, true)) ?? 0,
        node.NumberOrNone("offset_spread", new Interval(0, 100, false, true)) ?? 0);

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<Amplifier> Examples => [new(0.01, 0.02)];

    /// <inheritdoc/>
    public ILineStage Fabricate(StagePlace place) => new OnLines(this, place);

    private sealed class OnLines : ILineStage
    {
        private readonly float[] _gains, _offsets;

        public OnLines(Amplifier law, StagePlace place)
        {
            var (gain, offset) = (new RandomStream(place.Seed, $"{place.Name}/gain"), new RandomStream(place.Seed, $"{place.Name}/offset"));
            _gains = [.. Enumerable.Range(0, place.Lines).Select(_ => (float)(1 + law.GainSpread * gain.NextNormal()))];
            _offsets = [.. Enumerable.Range(0, place.Lines).Select(_ => (float)(law.OffsetSpread * offset.NextNormal()))];
        }

        public bool Apply(Span<float> values, ulong read)
        {
            for (var line = 0; line < values.Length; line++) values[line] = MathF.FusedMultiplyAdd(_gains[line], values[line], _offsets[line]);
            return false;
        }
    }
}
