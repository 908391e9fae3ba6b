namespace EcramSim.Crossbar.Periphery;

/// <summary>
/// Lets everything pass and keeps the magnitudes: what a converter in its place would have to take. Past <see cref="Room"/> values it keeps every eleventh of them,
/// a stride that divides no usual number of lines, and of those beyond again; the largest is never lost. One thread at a time.
/// </summary>
public sealed class RecordingStage : IReadStage
{
    /// <summary>The most values that are kept of one direction.</summary>
    public const int Room = 1 << 23;

    private const long Thinning = 11;
    private readonly Direction _forward = new(), _backward = new();

    /// <summary>Whether what comes by now belongs to transposed reads: they are kept apart.</summary>
    public bool IsBackward { get; set; }

    /// <summary>What came by in the direction of now since the last call, smallest first.</summary>
    public float[] Take() => (IsBackward ? _backward : _forward).Take();

    /// <inheritdoc/>
    public ILineStage Fabricate(StagePlace place) => new OnLines(this);

    private sealed class Direction
    {
        private readonly List<float> _magnitudes = [];
        private long _seen, _stride = 1;
        private float _largest;

        internal void Add(float magnitude)
        {
            _largest = Math.Max(_largest, magnitude);
            if (_seen++ % _stride != 0) return;
            if (_magnitudes.Count == Room)
            {
                var kept = 0;
                for (var i = 0; i < Room; i += (int)Thinning) _magnitudes[kept++] = _magnitudes[i];
                _magnitudes.RemoveRange(kept, Room - kept);
                _stride *= Thinning;
                if ((_seen - 1) % _stride != 0) return;
            }
            _magnitudes.Add(magnitude);
        }

        internal float[] Take()
        {
            float[] taken = [.. _magnitudes];
            Array.Sort(taken);
            if (taken.Length > 0) taken[^1] = _largest;
            _magnitudes.Clear();
            (_seen, _stride, _largest) = (0, 1, 0);
            return taken;
        }
    }

    private sealed class OnLines(RecordingStage stage) : ILineStage
    {
        public bool Apply(Span<float> values, ulong read)
        {
            var direction = stage.IsBackward ? stage._backward : stage._forward;
            foreach (var v in values) direction.Add(MathF.Abs(v));
            return false;
        }
    }
}
