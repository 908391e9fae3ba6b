using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Analog gradient accumulation with dynamic reference (Rasch, Carta, Fagbohungbe and Gokmen, Nat. Commun. 15 (2024) 7133): as <see cref="TikiTakaChopped"/>, but each reading is taken from the
/// mean reading of the line's previous chopper phase. That mean holds A's own offset and the gradient with the other sign, so half the difference is
/// what one phase has gathered, and no reference has to be found. The half is part of the formula here; where η_T multiplies the whole difference, it is half of ours.
/// </summary>
/// <param name="TransferEvery">Updates between two columns, ≥ 1.</param>
/// <param name="FastRate">Learning rate of A, as a multiple of the model's.</param>
/// <param name="TransferRate">η_T: what share of a reading is added to the buffer; 0.02 makes of read noise of 0.06 about one pulse of a cell with a thousand states.</param>
/// <param name="ChopProbability">Chance that a line's sign flips after its column was read.</param>
/// <param name="Kept">Share of what was written that stays in the buffer.</param>
/// <param name="MostPulses">Pulses per cell and transfer at most.</param>
/// <param name="Seed">Seed of the signs.</param>
[TrainingRule("agad")]
public sealed record Agad(int TransferEvery = 1, double FastRate = 1, [Tried(0.1, 0.3)] double TransferRate = 0.02, double ChopProbability = 0.1, double Kept = 0, int MostPulses = 10, ulong Seed = 1) : ITrainingRule
{
    /// <inheritdoc/>
    public ITileRule Begin(ITile weights, Func<string, ITile> another)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(another);
        RuleRange.Check("agad", "transfer_every", TransferEvery, 1, int.MaxValue);
        RuleRange.Check("agad", "most_pulses", MostPulses, 1, int.MaxValue);
        RuleRange.Check("agad", "kept", Kept, 0, 1 - 1e-9);
        RuleRange.Check("agad", "chop_probability", ChopProbability, 0, 1);
        return new AtWork(this, weights, new FastArray(another("fast"), 0));
    }

    private sealed class AtWork(Agad rule, ITile weights, FastArray fast) : ITileRule
    {
        private readonly float[] _column = new float[weights.Rows];
        private readonly float[] _sum = new float[weights.Rows * weights.Columns], _reference = new float[weights.Rows * weights.Columns];
        private readonly int[] _readings = new int[weights.Columns];
        private readonly bool[] _hasReference = new bool[weights.Columns];
        private readonly TransferBuffer _buffer = new(weights, rule.MostPulses, rule.Kept);
        private readonly Chopper _chopper = new(weights.Columns, fast.Forgets ? rule.ChopProbability : 0, new RandomStream(rule.Seed, $"{weights.Name}/chopper"));
        private long _updates, _operations;

        public IReadOnlyList<ITile> Tiles { get; } = [fast.Tile];

        public long DigitalOperations => _buffer.Operations + _operations;

        public void Exchange(StateExchange state)
        {
            state.Part("fast", fast);
            state.Part("buffer", _buffer);
            state.Part("chopper", _chopper);
            state.Values("sum", _sum.AsSpan());
            state.Values("reference", _reference.AsSpan());
            state.Values("readings", _readings.AsSpan());
            state.Values("has-reference", _hasReference.AsSpan());
            state.Value("updates", ref _updates);
            state.Value("operations", ref _operations);
        }

        public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int samples, double rate)
        {
            for (var b = 0; b < samples; b++)
            {
                fast.Tile.Update(_chopper.Apply(x.Slice(b * weights.Columns, weights.Columns)), d.Slice(b * weights.Rows, weights.Rows), 1, rate * rule.FastRate);
                if (++_updates % rule.TransferEvery == 0) Transfer((int)((_updates / rule.TransferEvery - 1) % weights.Columns));
            }
        }

        private void Transfer(int j)
        {
            var sum = _sum.AsSpan(j * weights.Rows, weights.Rows);
            var reference = _reference.AsSpan(j * weights.Rows, weights.Rows);
            fast.ReadColumn(j, _column);
            if (!fast.Forgets)
            {
                // Cells that take exact updates are emptied when they are read: they have no offset, and nothing is to be taken off.
                _buffer.Add(j, _column, _chopper.Sign(j) * rule.TransferRate);
                _chopper.Turn(j);
                return;
            }
            for (var i = 0; i < sum.Length; i++) sum[i] += _column[i];
            _readings[j]++;
            _operations += 2L * sum.Length;
            // The first phase has nothing to be compared with: its readings only make the reference.
            if (_hasReference[j])
            {
                for (var i = 0; i < reference.Length; i++) _column[i] = (_column[i] - reference[i]) / 2;
                _buffer.Add(j, _column, _chopper.Sign(j) * rule.TransferRate);
            }
            if (!_chopper.Turn(j)) return;
            for (var i = 0; i < sum.Length; i++) (reference[i], sum[i]) = (sum[i] / _readings[j], 0);
            (_readings[j], _hasReference[j]) = (0, true);
        }
    }
}
