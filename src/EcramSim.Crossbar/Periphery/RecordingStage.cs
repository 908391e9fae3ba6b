namespace EcramSim.Crossbar.Periphery;

/// <summary>Lets everything pass and keeps the magnitudes: what a converter in its place would have to take. One thread at a time.</summary>
public sealed class RecordingStage : IReadStage
{
    private readonly List<float> _magnitudes = [];

    /// <summary>What came by since the last call, smallest first.</summary>
    public float[] Take()
    {
        float[] taken = [.. _magnitudes];
        _magnitudes.Clear();
        Array.Sort(taken);
        return taken;
    }

    /// <inheritdoc/>
    public ILineStage Fabricate(StagePlace place) => new OnLines(_magnitudes);

    private sealed class OnLines(List<float> magnitudes) : ILineStage
    {
        public bool Apply(Span<float> values, ulong read)
        {
            foreach (var v in values) magnitudes.Add(MathF.Abs(v));
            return false;
        }
    }
}
