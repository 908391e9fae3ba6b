namespace EcramSim.Crossbar.Wires;

/// <summary>
/// What a <see cref="NodalBlock"/> needs while it runs and not between runs. The first touch of fresh memory takes longer than the steps that use it, and so a thread
/// keeps one for its next array, unless it is large: then it stays with its block. Holds whatever was left in it.
/// </summary>
internal sealed unsafe class BlockMemory(BlockGrid block)
{
    // Values in double precision; 32 MiB.
    private const int MostKept = 1 << 22;

    [ThreadStatic] private static Field? _kept;

    private Field? _values;

    /// <summary>Residuals; valid from <see cref="Take"/> to <see cref="Return"/>, as the others are.</summary>
    public float* Rest { get; private set; }

    /// <summary>Sums of the steps of this round.</summary>
    public float* Steps { get; private set; }

    /// <summary>The bit nodes that the rounds before have found, null before the first has ended; to them belongs <see cref="Lower"/>.</summary>
    public float* Nodes { get; private set; }

    /// <summary>What single precision leaves of <see cref="Nodes"/>; null before the second round has ended.</summary>
    public float* Lower { get; private set; }

    /// <summary>Before a run.</summary>
    public void Take()
    {
        if (_values is null)
        {
            // Four fields; what is never touched takes no time.
            var length = checked(2 * block.Size);
            if (_kept?.Length >= length) (_values, _kept) = (_kept, null);
            else _values = new Field(length, isClear: false);
        }
        Rest = _values.Singles;
        Steps = Rest + block.Size;
        Nodes = Lower = null;
    }

    /// <summary>The steps of this round are nodes from now on; the next round has its own.</summary>
    public void Keep()
    {
        if (Lower is not null) return;
        if (Nodes is null) Nodes = Steps;
        else Lower = Steps;
        Steps += block.Size;
    }

    /// <summary>After it.</summary>
    public void Return()
    {
        Rest = Steps = Nodes = Lower = null;
        if (_values is null || _values.Length > MostKept) return;
        if (!(_kept?.Length > _values.Length)) _kept = _values;
        _values = null;
    }
}
