using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Programming;

namespace EcramSim.Crossbar.Tiles;

public sealed partial class Tile<TLaw>
{
    private int[] _counts = [];

    /// <inheritdoc/>
    public void PulseRow(int row, ReadOnlySpan<int> counts)
    {
        BatchShape.Check(Name, counts.Length, Columns, Rows, Rows, 1);
        CheckLine(row, Rows);
        if (_counts.Length < _weights.Stride) _counts = new int[_weights.Stride];
        counts.CopyTo(_counts);
        _counts.AsSpan(Columns, _weights.Stride - Columns).Clear();
        PulseBlock(row, 0, _counts.AsSpan(0, _weights.Stride));
        Finish(counts, together: false);
    }

    /// <inheritdoc/>
    public void PulseColumn(int column, ReadOnlySpan<int> counts)
    {
        BatchShape.Check(Name, counts.Length, Rows, Columns, Columns, 1);
        CheckLine(column, Columns);
        if (_isNominal) PulseKernel<TLaw, NominalCells>.RunColumn(_law, _nominal, _weights, counts, column, _programNoise, _programStep);
        else PulseKernel<TLaw, SpreadCells>.RunColumn(_law, _spread, _weights, counts, column, _programNoise, _programStep);
        Finish(counts, together: true);
    }

    private void PulseBlock(int row, int from, ReadOnlySpan<int> counts)
    {
        if (_isNominal) PulseKernel<TLaw, NominalCells>.Run(_law, _nominal, _weights, counts, row, _programNoise, _programStep, from);
        else PulseKernel<TLaw, SpreadCells>.Run(_law, _spread, _weights, counts, row, _programNoise, _programStep, from);
    }

    // All cells of a line go up together, then all go down; a column has one word pulse for all its rows, a row one for each of its columns.
    private void Finish(ReadOnlySpan<int> counts, bool together)
    {
        var (ups, downs, mostUp, mostDown) = (0L, 0L, 0, 0);
        foreach (var count in counts)
            if (count > 0) (ups, mostUp) = (ups + count, Math.Max(mostUp, count));
            else (downs, mostDown) = (downs - count, Math.Max(mostDown, -count));
        _programStep++;
        if (ups + downs == 0) return;
        var slots = mostUp + mostDown;
        _programmed = _programmed with
        {
            Up = _programmed.Up + ups,
            Down = _programmed.Down + downs,
            Slots = _programmed.Slots + slots,
            WordPulses = _programmed.WordPulses + (together ? slots : ups + downs),
            BitPulses = _programmed.BitPulses + (together ? ups + downs : slots),
        };
        _faults?.Restore(_weights);
        _weights.Version++;
        if (_cost is not null) Pass(slots * _cost.Time);
    }

    private static void CheckLine(int line, int lines)
    {
        if (line < 0 || line >= lines) throw new ArgumentOutOfRangeException(nameof(line), line, FormattableString.Invariant($"must be 0 … {lines - 1}"));
    }
}
