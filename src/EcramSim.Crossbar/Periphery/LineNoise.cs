using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Periphery;

/// <summary>Standard normal numbers, one per line and counter, from a stream named after the place.</summary>
internal sealed class LineNoise(StagePlace place)
{
    private readonly PhiloxLanes _random = new(place.Seed, place.Name);
    private readonly float[] _numbers = new float[Lanes.Padded(place.Lines)];

    /// <summary>The numbers of counter <paramref name="step"/> (and <paramref name="second"/>); valid until the next call.</summary>
    public ReadOnlySpan<float> Draw(ulong step, uint second = 0)
    {
        NormalLanes.Fill(_random, second, step, _numbers);
        return _numbers.AsSpan(0, place.Lines);
    }
}
