using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Tiki-Taka version 2 (Gokmen, Front. Artif. Intell. 4 (2021) 699148): as <see cref="TikiTaka"/>, with a digital buffer between the arrays, from which
/// only whole pulses reach the weights: cells with tens of states suffice, and the noise of a read is averaged.
/// </summary>
/// <param name="TransferEvery">Updates between two columns, ≥ 1.</param>
/// <param name="FastRate">Learning rate of A, as a multiple of the model's.</param>
/// <param name="TransferRate">η_T: what share of a reading is added to the buffer; 0.02 makes of read noise of 0.06 about one pulse of a cell with a thousand states.</param>
/// <param name="Kept">Share of what was written that stays in the buffer.</param>
/// <param name="MostPulses">Pulses per cell and transfer at most.</param>
/// <param name="ZeroShiftPairs">Pairs of pulses that find the zero of A before the training.</param>
[TrainingRule("tiki-taka-v2")]
public sealed record TikiTakaBuffered(int TransferEvery = 1, double FastRate = 1, [Tried(0.1, 0.3)] double TransferRate = 0.02, double Kept = 0, int MostPulses = 10, int ZeroShiftPairs = 2000) : ITrainingRule
{
    /// <inheritdoc/>
    public ITileRule Begin(ITile weights, Func<string, ITile> another)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(another);
        RuleRange.Check("tiki-taka-v2", "transfer_every", TransferEvery, 1, int.MaxValue);
        RuleRange.Check("tiki-taka-v2", "most_pulses", MostPulses, 1, int.MaxValue);
        RuleRange.Check("tiki-taka-v2", "kept", Kept, 0, 1 - 1e-9);
        return new AtWork(this, weights, new FastArray(another("fast"), ZeroShiftPairs));
    }

    private sealed class AtWork(TikiTakaBuffered rule, ITile weights, FastArray fast) : ITileRule
    {
        private readonly float[] _column = new float[weights.Rows];
        private readonly TransferBuffer _buffer = new(weights, rule.MostPulses, rule.Kept);
        private long _updates;

        public IReadOnlyList<ITile> Tiles { get; } = [fast.Tile];

        public long DigitalOperations => _buffer.Operations;

        public void Exchange(StateExchange state)
        {
            state.Part("fast", fast);
            state.Part("buffer", _buffer);
            state.Value("updates", ref _updates);
        }

        public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int samples, double rate)
        {
            for (var b = 0; b < samples; b++)
            {
                fast.Tile.Update(x.Slice(b * weights.Columns, weights.Columns), d.Slice(b * weights.Rows, weights.Rows), 1, rate * rule.FastRate);
                if (++_updates % rule.TransferEvery != 0) continue;
                var j = (int)((_updates / rule.TransferEvery - 1) % weights.Columns);
                fast.ReadColumn(j, _column);
                _buffer.Add(j, _column, rule.TransferRate);
            }
        }
    }
}
