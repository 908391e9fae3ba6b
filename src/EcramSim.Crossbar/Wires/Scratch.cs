namespace EcramSim.Crossbar.Wires;

/// <summary>
/// Fields that conjugate gradients need while they run and not between runs. The first touch of fresh memory takes as long as an iteration, and so a thread keeps them for
/// its next solver, unless they are large: then they stay with their solver.
/// </summary>
internal sealed class Scratch
{
    // Values of one field; 8 MiB.
    private const int MostKept = 1 << 20;

    [ThreadStatic] private static Scratch? _kept;

    private Grid _grid;

    private Scratch(Grid grid) => (_grid, Residual, Preconditioned, Direction) = (grid, new Field(grid.Size), new Field(grid.Size), new Field(grid.Size));

    /// <summary>What does not balance.</summary>
    public Field Residual { get; }

    /// <summary>The same, preconditioned.</summary>
    public Field Preconditioned { get; }

    /// <summary>Where the next step goes.</summary>
    public Field Direction { get; }

    /// <summary>Fields of <paramref name="grid"/>. Their padding is 0, and stays it; nodes hold whatever was left in them.</summary>
    public static Scratch Take(Grid grid)
    {
        if (_kept?.Residual.Length != grid.Size) return new Scratch(grid);
        var taken = _kept;
        _kept = null;
        if (taken._grid == grid) return taken;
        foreach (var field in new[] { taken.Residual, taken.Preconditioned, taken.Direction }) field.Span.Clear();
        taken._grid = grid;
        return taken;
    }

    /// <summary>For the next; null unless they stay with their solver.</summary>
    public Scratch? Return()
    {
        if (Residual.Length > MostKept) return this;
        _kept = this;
        return null;
    }
}
