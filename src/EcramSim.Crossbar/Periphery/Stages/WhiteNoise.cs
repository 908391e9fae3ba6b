using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Periphery.Stages;

/// <summary>Noise that is fresh on every line and read: v + σξ, ξ standard normal.</summary>
/// <param name="Sigma">σ in units of the values it is added to.</param>
[ModelName("white-noise")]
public sealed record WhiteNoise(double Sigma) : IReadStage
{
    /// <summary>Reads "sigma".</summary>
    public static WhiteNoise Read(ModelNode node) => new(node.Number("sigma", new Interval(0, 100, false, true)));

    /// <summary>For tests and benchmarks.</summary>
    public static IEnumerable<WhiteNoise> Examples => [new(0.06)];

    /// <inheritdoc/>
    public ILineStage Fabricate(StagePlace place) => new OnLines((float)Sigma, place);

    private sealed class OnLines(float sigma, StagePlace place) : ILineStage
    {
        private readonly LineNoise _noise = new(place);

        public bool Apply(Span<float> values, ulong read)
        {
            var noise = _noise.Draw(read);
            for (var line = 0; line < values.Length; line++) values[line] = MathF.FusedMultiplyAdd(sigma, noise[line], values[line]);
            return false;
        }
    }
}
