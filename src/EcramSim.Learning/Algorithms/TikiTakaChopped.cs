using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Tiki-Taka version 2 with choppers (Rasch, Carta, Fagbohungbe and Gokmen, Nat. Commun. 15 (2024) 7133): the inputs of A carry random signs, undone when A is read.
/// An error of A's reference then enters with both signs and averages out in the buffer.
/// </summary>
/// <param name="TransferEvery">Updates between two columns, ≥ 1.</param>
/// <param name="FastRate">Learning rate of A, as a multiple of the model's.</param>
/// <param name="TransferRate">η_T: what share of a reading is added to the buffer; 0.02 makes of read noise of 0.06 about one pulse of a cell with a thousand states.</param>
/// <param name="ChopProbability">Chance that a line's sign flips after its column was read.</param>
/// <param name="Kept">Share of what was written that stays in the buffer.</param>
/// <param name="MostPulses">Pulses per cell and transfer at most.</param>
/// <param name="ZeroShiftPairs">Pairs of pulses that find the zero of A before the training; 0 leaves it to the choppers.</param>
/// <param name="Seed">Seed of the signs.</param>
[TrainingRule("tiki-taka-chopped")]
public sealed record TikiTakaChopped(int TransferEvery = 1, double FastRate = 1, [Tried(0.1, 0.3)] double TransferRate = 0.02, double ChopProbability = 0.1, double Kept = 0, int MostPulses = 10,
    int ZeroShiftPairs = 0, ulong Seed = 1) : ITrainingRule
{
    /// <inheritdoc/>
    public ITileRule Begin(ITile weights, Func<string, ITile> another)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(another);
        RuleRange.Check("tiki-taka-chopped", "transfer_every", TransferEvery, 1, int.MaxValue);
        RuleRange.Check("tiki-taka-chopped", "most_pulses", MostPulses, 1, int.MaxValue);
        RuleRange.Check("tiki-taka-chopped", "kept", Kept, 0, 1 - 1e-9);
        RuleRange.Check("tiki-taka-chopped", "chop_probability", ChopProbability, 0, 1);
        return new AtWork(this, weights, new FastArray(another("fast"), ZeroShiftPairs));
    }

    private sealed class AtWork(TikiTakaChopped rule, ITile weights, FastArray fast) : ITileRule
    {
        private readonly float[] _column = new float[weights.Rows];
        private readonly TransferBuffer _buffer = new(weights, rule.MostPulses, rule.Kept);
        private readonly Chopper _chopper = new(weights.Columns, fast.Forgets ? rule.ChopProbability : 0, new RandomStream(rule.Seed, $"{weights.Name}/chopper"));
        private long _updates;

        public IReadOnlyList<ITile> Tiles { get; } = [fast.Tile];

        public long DigitalOperations => _buffer.Operations;

        public void Exchange(StateExchange state)
        {
            state.Part("fast", fast);
            state.Part("buffer", _buffer);
            state.Part("chopper", _chopper);
            state.Value("updates", ref _updates);
        }

        public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int samples, double rate)
        {
            for (var b = 0; b < samples; b++)
            {
                fast.Tile.Update(_chopper.Apply(x.Slice(b * weights.Columns, weights.Columns)), d.Slice(b * weights.Rows, weights.Rows), 1, rate * rule.FastRate);
                if (++_updates % rule.TransferEvery != 0) continue;
                var j = (int)((_updates / rule.TransferEvery - 1) % weights.Columns);
                fast.ReadColumn(j, _column);
                _buffer.Add(j, _column, _chopper.Sign(j) * rule.TransferRate);
                _chopper.Turn(j);
            }
        }
    }
}
