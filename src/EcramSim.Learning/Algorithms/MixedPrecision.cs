using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Mixed precision (Nandakumar et al., Front. Neurosci. 14 (2020) 406): gradients gather in a digital matrix χ += η d xᵀ; every <paramref name="TransferEvery"/> updates one
/// row gives its whole pulses to the weights and keeps the rest. Momentum acts here, on digital velocities, and costs what it costs: see <see cref="ITileRule.DigitalOperations"/>.
/// </summary>
/// <param name="TransferEvery">Updates between two rows, ≥ 1.</param>
/// <param name="MostPulses">Pulses per cell and transfer at most.</param>
/// <param name="Momentum">μ in [0, 1): velocities V ← μV + η d xᵀ, χ ← χ + V, once per sample.</param>
[TrainingRule("mixed-precision")]
public sealed record MixedPrecision(int TransferEvery = 1, int MostPulses = 31, double Momentum = 0) : ITrainingRule
{
    /// <inheritdoc/>
    public ITileRule Begin(ITile weights, Func<string, ITile> another)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!(Momentum is >= 0 and < 1)) throw new InputException(FormattableString.Invariant($"momentum: value {Momentum} is outside the allowed range [0, 1)"));
        return new AtWork(this, weights);
    }

    private sealed class AtWork(MixedPrecision rule, ITile weights) : ITileRule
    {
        private readonly float[] _gathered = new float[weights.Rows * weights.Columns];
        private readonly float[]? _velocity = rule.Momentum > 0 ? new float[weights.Rows * weights.Columns] : null;
        private readonly float[] _unit = new float[weights.Rows];
        private readonly int[] _counts = new int[weights.Columns];
        private long _updates, _operations;

        public IReadOnlyList<ITile> Tiles => [];

        public long DigitalOperations => _operations;

        public void Exchange(StateExchange state)
        {
            state.Values("gathered", _gathered.AsSpan());
            if (_velocity is not null) state.Values("velocity", _velocity.AsSpan());
            state.Value("updates", ref _updates);
            state.Value("operations", ref _operations);
        }

        public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int samples, double rate)
        {
            for (var b = 0; b < samples; b++)
            {
                Gather(x.Slice(b * weights.Columns, weights.Columns), d.Slice(b * weights.Rows, weights.Rows), rate);
                if (++_updates % rule.TransferEvery == 0) Transfer((int)((_updates / rule.TransferEvery - 1) % weights.Rows));
            }
        }

        private void Gather(ReadOnlySpan<float> x, ReadOnlySpan<float> d, double rate)
        {
            for (var i = 0; i < d.Length; i++)
            {
                var factor = (float)(rate * d[i]);
                if (factor == 0 && _velocity is null) continue;
                var gathered = _gathered.AsSpan(i * x.Length, x.Length);
                if (_velocity is null)
                {
                    for (var j = 0; j < x.Length; j++) gathered[j] += factor * x[j];
                    continue;
                }
                var velocity = _velocity.AsSpan(i * x.Length, x.Length);
                var momentum = (float)rule.Momentum;
                for (var j = 0; j < x.Length; j++) gathered[j] += velocity[j] = momentum * velocity[j] + factor * x[j];
            }
            _operations += (_velocity is null ? 2L : 4L) * d.Length * x.Length;
        }

        private void Transfer(int row)
        {
            var gathered = _gathered.AsSpan(row * weights.Columns, weights.Columns);
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
                _counts[j] = (int)Math.Clamp(Math.Truncate(gathered[j] / granularity), -rule.MostPulses, rule.MostPulses);
                gathered[j] -= (float)(_counts[j] * granularity);
            }
            weights.PulseRow(row, _counts);
        }
    }
}
