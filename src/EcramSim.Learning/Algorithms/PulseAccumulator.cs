using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// The digital matrix χ beside an array: wanted changes gather in it, and row after row in turn gives its whole pulses to the cells and keeps the rest. Exact tiles take
/// the values themselves.
/// </summary>
/// <param name="weights">Where pulses go.</param>
/// <param name="transferEvery">Updates between two rows.</param>
/// <param name="mostPulses">Pulses per cell and transfer at most.</param>
internal sealed class PulseAccumulator(ITile weights, int transferEvery, int mostPulses) : IStateful
{
    private readonly float[] _gathered = new float[weights.Rows * weights.Columns];
    private readonly float[] _unit = new float[weights.Rows];
    private readonly int[] _counts = new int[weights.Columns];
    private long _updates, _operations;

    /// <summary>Multiplications and additions so far, those of the transfers.</summary>
    internal long Operations => _operations;

    /// <summary>The rows that the next so many updates write, in order.</summary>
    internal IEnumerable<int> RowsWithin(int updates)
    {
        for (var update = _updates; update < _updates + updates; update++)
            if ((update + 1) % transferEvery == 0) yield return (int)(update / transferEvery % weights.Rows);
    }

    /// <summary>Wanted changes of one row, to be added to.</summary>
    internal Span<float> Row(int row) => _gathered.AsSpan(row * weights.Columns, weights.Columns);

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Values("gathered", _gathered.AsSpan());
        state.Value("updates", ref _updates);
        state.Value("operations", ref _operations);
    }

    /// <summary>Counts one update, and writes a row when it is time.</summary>
    internal void Count()
    {
        if (++_updates % transferEvery == 0) Transfer((int)((_updates / transferEvery - 1) % weights.Rows));
    }

    private void Transfer(int row)
    {
        var gathered = Row(row);
        var granularity = weights.Granularity;
        _operations += 2L * gathered.Length;
        if (granularity == 0)
        {
            _unit[row] = 1;
            weights.Update(gathered, _unit, 1, 1);
            _unit[row] = 0;
            gathered.Clear();
            return;
        }
        for (var j = 0; j < gathered.Length; j++)
        {
            _counts[j] = 0;
            if (Math.Abs(gathered[j]) < granularity) continue;
            _counts[j] = (int)Math.Clamp(Math.Truncate(gathered[j] / granularity), -mostPulses, mostPulses);
            gathered[j] -= (float)(_counts[j] * granularity);
        }
        weights.PulseRow(row, _counts);
    }
}
