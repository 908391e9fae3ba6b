using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Tiki-Taka (Gokmen and Haensch, Front. Neurosci. 14 (2020) 103): gradients go to a fast array A; every <paramref name="TransferEvery"/>
/// updates one column of A is read and added to the weights as pulses. Noise on asymmetric cells pulls A to its symmetry point, which
/// is its zero, and not the weights away from their optimum.
/// </summary>
/// <param name="TransferEvery">Updates between two columns, ≥ 1.</param>
/// <param name="FastRate">Learning rate of A, as a multiple of the model's.</param>
/// <param name="TransferRate">What share of a column of A is added to the weights.</param>
/// <param name="ZeroShiftPairs">Pairs of pulses that find the zero of A before the training.</param>
[TrainingRule("tiki-taka")]
public sealed record TikiTaka(int TransferEvery = 1, double FastRate = 1, [Tried(0.02, 0.1, 0.3)] double TransferRate = 1, int ZeroShiftPairs = 2000) : ITrainingRule
{
    /// <inheritdoc/>
    public ITileRule Begin(ITile weights, Func<string, ITile> another)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(another);
        RuleRange.Check("tiki-taka", "transfer_every", TransferEvery, 1, int.MaxValue);
        return new AtWork(this, weights, new FastArray(another("fast"), ZeroShiftPairs));
    }

    private sealed class AtWork(TikiTaka rule, ITile weights, FastArray fast) : ITileRule
    {
        private readonly float[] _column = new float[weights.Rows], _unit = new float[weights.Columns];
        private long _updates;

        public IReadOnlyList<ITile> Tiles { get; } = [fast.Tile];

        public long DigitalOperations => 0;

        public void Exchange(StateExchange state)
        {
            state.Part("fast", fast);
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
                _unit[j] = 1;
                weights.Update(_unit, _column, 1, rule.TransferRate);
                _unit[j] = 0;
            }
        }
    }
}
