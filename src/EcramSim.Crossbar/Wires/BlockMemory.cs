namespace EcramSim.Crossbar.Wires;

/// <summary>
/// What a <see cref="NodalBlock"/> needs while it runs and not between runs. The first touch of fresh memory takes longer than the steps that use it, and so a thread
/// keeps one for its next array, unless it is large: then it stays with its block. Holds whatever was left in it.
/// </summary>
internal sealed unsafe class BlockMemory(BlockGrid block)
{
    // Values; 32 MiB.
    private const int MostKept = 1 << 22;

    [ThreadStatic] private static Field? _kept;

    private Field? _values;

    /// <summary>Bit nodes; valid from <see cref="Take"/> to <see cref="Return"/>, as the others are.</summary>
    public double* Nodes { get; private set; }

    /// <summary>Residuals.</summary>
    public float* Rest { get; private set; }

    /// <summary>Sums of steps.</summary>
    public float* Steps { get; private set; }

    /// <summary>Before a run.</summary>
    public void Take()
    {
        if (_values is not null) return;
        var length = checked(2 * block.Size);
        if (_kept?.Length >= length) (_values, _kept) = (_kept, null);
        else _values = new Field(length);
        Nodes = _values.Start;
        Rest = (float*)(Nodes + block.Size);
        Steps = Rest + block.Size;
    }

    /// <summary>After it.</summary>
    public void Return()
    {
        if (_values is null || _values.Length > MostKept) return;
        if (!(_kept?.Length > _values.Length)) _kept = _values;
        _values = null;
        Nodes = null;
        Rest = Steps = null;
    }
}
