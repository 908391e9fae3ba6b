using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Weight decay on cells: nobody holds the weights digitally, so a row is read through the periphery, noise and all, before it is written, and decays by what it
/// missed since its last reading.
/// </summary>
/// <param name="weights">The cells.</param>
internal sealed class RowDecay(ITile weights) : IStateful
{
    private readonly float[] _unit = new float[weights.Rows], _row = new float[weights.Columns];
    private readonly long[] _seen = new long[weights.Rows];
    private long _batches, _operations;

    /// <summary>Multiplications and additions so far.</summary>
    internal long Operations => _operations;

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Values("seen", _seen.AsSpan());
        state.Value("batches", ref _batches);
        state.Value("operations", ref _operations);
    }

    /// <summary>A batch is over.</summary>
    internal void EndBatch() => _batches++;

    /// <summary>The gradient n·λ·w of one row, with n the batches since it was asked last; valid until the next call.</summary>
    internal ReadOnlySpan<float> Of(int row, double decay)
    {
        // The batch that runs is counted now; a row that is written twice in one batch decays once.
        var missed = _batches + 1 - _seen[row];
        _seen[row] = _batches + 1;
        if (missed == 0)
        {
            Array.Clear(_row);
            return _row;
        }
        _unit[row] = 1;
        weights.Backward(_unit, _row, 1);
        _unit[row] = 0;
        foreach (ref var w in _row.AsSpan()) w *= (float)(missed * decay);
        _operations += 2L * _row.Length;
        return _row;
    }
}
