using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// The digital matrix H between two arrays: what does not yet make a whole pulse waits here, so that single noisy readings average out before
/// they reach the weights.
/// </summary>
internal sealed class TransferBuffer : IStateful
{
    private readonly ITile _weights;
    private readonly int _mostPulses;
    private readonly double _kept;
    private readonly float[] _held, _unit, _exact;
    private readonly int[] _counts;
    private long _operations;

    /// <summary>An empty buffer.</summary>
    /// <param name="weights">Where whole pulses go.</param>
    /// <param name="mostPulses">BL_T: pulses per cell and transfer at most.</param>
    /// <param name="kept">Share of what was written that stays in the buffer, in [0, 1).</param>
    internal TransferBuffer(ITile weights, int mostPulses, double kept)
    {
        (_weights, _mostPulses, _kept) = (weights, mostPulses, kept);
        (_held, _unit, _exact, _counts) = (new float[weights.Rows * weights.Columns], new float[weights.Columns], new float[weights.Rows], new int[weights.Rows]);
    }

    /// <summary>Multiplications and additions so far.</summary>
    internal long Operations => _operations;

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Values("held", _held.AsSpan());
        state.Value("operations", ref _operations);
    }

    /// <summary>Adds <paramref name="factor"/>·<paramref name="values"/> to a column of H and writes its whole pulses; exact tiles need no patience and take the values themselves.</summary>
    internal void Add(int column, ReadOnlySpan<float> values, double factor)
    {
        var granularity = _weights.Granularity;
        var share = granularity == 0 ? Math.Sign(factor) : factor;
        var held = _held.AsSpan(column * _weights.Rows, _weights.Rows);
        for (var i = 0; i < held.Length; i++)
        {
            held[i] += (float)(share * values[i]);
            if (granularity == 0)
            {
                (_exact[i], held[i]) = (held[i], 0);
                continue;
            }
            _counts[i] = 0;
            if (Math.Abs(held[i]) < granularity) continue;
            var pulses = (int)Math.Clamp(Math.Truncate(held[i] / granularity), -_mostPulses, _mostPulses);
            _counts[i] = pulses;
            held[i] -= (float)((1 - _kept) * pulses * granularity);
        }
        _operations += 2L * held.Length;
        if (granularity > 0)
        {
            _weights.PulseColumn(column, _counts);
            return;
        }
        _unit[column] = 1;
        _weights.Update(_unit, _exact, 1, 1);
        _unit[column] = 0;
    }
}
