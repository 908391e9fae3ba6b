using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// What a state dictionary sees of cells: buffers that show the weights of this moment to whoever asks for them, and that may be written into (as
/// load_state_dict does): the next use of the layer looks whether somebody did.
/// </summary>
/// <param name="buffers">The buffers of the owner's own, without those of its submodules; asked anew each time, because <c>to()</c> may replace them.</param>
internal sealed class ShownWeights(Func<IEnumerable<(string Name, Tensor Buffer)>> buffers)
{
    private readonly Dictionary<string, (Func<float[]> Held, Action<float[]> Take)> _entries = new(StringComparer.Ordinal);
    private bool _shown;

    /// <summary>A buffer and the cells behind it.</summary>
    /// <param name="key">Name of the buffer.</param>
    /// <param name="held">What the cells hold, in the order of the buffer.</param>
    /// <param name="take">Writes the cells.</param>
    internal void Add(string key, Func<float[]> held, Action<float[]> take) => _entries.Add(key, (held, take));

    /// <summary>Writes the weights of this moment into the buffers.</summary>
    internal void Show()
    {
        if (_entries.Count == 0) return;
        Absorb();
        using var quiet = no_grad();
        foreach (var (buffer, entry) in Pairs())
        {
            using var values = tensor(entry.Held(), buffer.shape);
            buffer.copy_(values);
        }
        _shown = true;
    }

    /// <summary>Takes over what somebody wrote into the buffers since they were shown.</summary>
    internal void Absorb()
    {
        if (!_shown) return;
        _shown = false;
        foreach (var (buffer, entry) in Pairs())
        {
            var written = Values(buffer);
            if (!written.AsSpan().SequenceEqual(entry.Held())) entry.Take(written);
        }
    }

    /// <summary>Forgets what was shown: the cells were put into another state.</summary>
    internal void Drop() => _shown = false;

    /// <summary>The values of a tensor of any device and type, in single precision.</summary>
    internal static float[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var accessor = tensor.detach().cpu().to(ScalarType.Float32).contiguous().data<float>();
        return accessor.ToArray();
    }

    private List<(Tensor Buffer, (Func<float[]> Held, Action<float[]> Take) Entry)> Pairs() =>
        [.. buffers().Where(b => _entries.ContainsKey(b.Name)).Select(b => (b.Buffer, _entries[b.Name]))];
}
