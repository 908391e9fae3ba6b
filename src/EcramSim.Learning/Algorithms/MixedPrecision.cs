using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Mixed precision (Nandakumar et al., Front. Neurosci. 14 (2020) 406): gradients gather in a digital matrix χ += η d xᵀ; every <paramref name="TransferEvery"/> updates one
/// row gives its whole pulses to the weights and keeps the rest. Momentum and weight decay act here, on digital velocities and on rows that are read, and cost what they cost: see
/// <see cref="ITileRule.DigitalOperations"/> and the reads in the ledger.
/// </summary>
/// <param name="TransferEvery">Updates between two rows, ≥ 1.</param>
/// <param name="MostPulses">Pulses per cell and transfer at most.</param>
/// <param name="Momentum">μ in [0, 1): velocities V ← μV + Σ d xᵀ + λw, χ ← χ + ηV, once per batch.</param>
/// <param name="WeightDecay">λ ≥ 0 of the weights as the cells hold them (<see cref="AnalogSGD"/> multiplies by the scale of a layer): each row is read before it is written, and λw of all batches since its last reading counts as gradient.</param>
[TrainingRule("mixed-precision")]
public sealed record MixedPrecision(int TransferEvery = 1, int MostPulses = 31, double Momentum = 0, double WeightDecay = 0) : ITrainingRule
{
    /// <inheritdoc/>
    public ITileRule Begin(ITile weights, Func<string, ITile> another)
    {
        ArgumentNullException.ThrowIfNull(weights);
        RuleRange.Check("mixed-precision", "transfer_every", TransferEvery, 1, int.MaxValue);
        RuleRange.Check("mixed-precision", "most_pulses", MostPulses, 1, int.MaxValue);
        RuleRange.Check("mixed-precision", "momentum", Momentum, 0, 1 - 1e-9);
        RuleRange.Check("mixed-precision", "weight_decay", WeightDecay, 0, 1e6);
        return new AtWork(this, weights);
    }

    private sealed class AtWork(MixedPrecision rule, ITile weights) : ITileRule
    {
        private readonly PulseAccumulator _pulses = new(weights, rule.TransferEvery, rule.MostPulses);
        private readonly float[]? _velocity = rule.Momentum > 0 ? new float[weights.Rows * weights.Columns] : null;
        private readonly RowDecay? _decay = rule.WeightDecay > 0 ? new RowDecay(weights) : null;
        private long _operations;

        public IReadOnlyList<ITile> Tiles => [];

        public long DigitalOperations => _operations + _pulses.Operations + (_decay?.Operations ?? 0);

        public void Exchange(StateExchange state)
        {
            state.Part("pulses", _pulses);
            if (_velocity is not null) state.Values("velocity", _velocity.AsSpan());
            state.Part("decay", _decay);
            state.Value("operations", ref _operations);
        }

        public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int samples, double rate)
        {
            // All gradients of a batch are there before its first row is written.
            if (_velocity is not null) Accelerate(x, d, samples);
            else
                for (var b = 0; b < samples; b++) Gather(x.Slice(b * weights.Columns, weights.Columns), d.Slice(b * weights.Rows, weights.Rows), rate);
            if (_decay is not null)
                foreach (var row in _pulses.RowsWithin(samples)) Decay(row, rate);
            if (_velocity is not null)
                for (var i = 0; i < weights.Rows; i++) AddTo(_pulses.Row(i), _velocity.AsSpan(i * weights.Columns, weights.Columns), (float)rate);
            for (var b = 0; b < samples; b++) _pulses.Count();
            _decay?.EndBatch();
        }

        private void Gather(ReadOnlySpan<float> x, ReadOnlySpan<float> d, double rate)
        {
            for (var i = 0; i < d.Length; i++)
            {
                var factor = (float)(rate * d[i]);
                if (factor != 0) AddTo(_pulses.Row(i), x, factor);
            }
            _operations += 2L * d.Length * x.Length;
        }

        // As digital descent has it: one velocity per batch, in units of the gradient, so that a new rate acts at once.
        private void Accelerate(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int samples)
        {
            var (columns, momentum) = (weights.Columns, (float)rule.Momentum);
            for (var i = 0; i < weights.Rows; i++)
            {
                var velocity = _velocity.AsSpan(i * columns, columns);
                foreach (ref var v in velocity) v *= momentum;
                for (var b = 0; b < samples; b++)
                    if (d[b * weights.Rows + i] is var error && error != 0) AddTo(velocity, x.Slice(b * columns, columns), error);
            }
            _operations += (2L * samples + 3) * weights.Rows * columns;
        }

        private void Decay(int row, double rate)
        {
            var gradient = _decay!.Of(row, rule.WeightDecay);
            if (_velocity is null) AddTo(_pulses.Row(row), gradient, (float)rate);
            else AddTo(_velocity.AsSpan(row * weights.Columns, weights.Columns), gradient, 1);
        }

        // Eight at a time; product and sum are rounded each, as one by one.
        private static void AddTo(Span<float> sum, ReadOnlySpan<float> values, float factor)
        {
            var (wide, factors) = (sum.Length - sum.Length % Vector256<float>.Count, Vector256.Create(factor));
            for (var j = 0; j < wide; j += Vector256<float>.Count)
                (Vector256.Create(sum[j..]) + factors * Vector256.Create(values[j..])).CopyTo(sum[j..]);
            for (var j = wide; j < sum.Length; j++) sum[j] += factor * values[j];
        }
    }
}
