using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Learning.Algorithms;

/// <summary>
/// Adam (Kingma and Ba, arXiv:1412.6980) for cells: gradient and both moments are digital matrices, their steps gather as in <see cref="MixedPrecision"/> and reach the cells as whole
/// pulses, row after row. What it costs in digital logic is counted. It is the analog half of <see cref="AnalogAdam"/>; no name selects it, because it is no gradient descent.
/// </summary>
/// <param name="Beta1">Decay of the mean gradient, in [0, 1).</param>
/// <param name="Beta2">Decay of the mean square, in [0, 1).</param>
/// <param name="Epsilon">Added to the root of the mean square.</param>
/// <param name="WeightDecay">λ ≥ 0, added to the gradient as λw; rows are read for it before they are written.</param>
/// <param name="TransferEvery">Updates between two rows, ≥ 1.</param>
/// <param name="MostPulses">Pulses per cell and transfer at most.</param>
internal sealed record AdamAccumulator(double Beta1, double Beta2, double Epsilon, double WeightDecay, int TransferEvery = 1, int MostPulses = 31) : ITrainingRule
{
    /// <inheritdoc/>
    public ITileRule Begin(ITile weights, Func<string, ITile> another)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new AtWork(this, weights);
    }

    private sealed class AtWork(AdamAccumulator rule, ITile weights) : ITileRule
    {
        private readonly PulseAccumulator _pulses = new(weights, rule.TransferEvery, rule.MostPulses);
        private readonly float[] _gradient = new float[weights.Rows * weights.Columns], _mean = new float[weights.Rows * weights.Columns], _square = new float[weights.Rows * weights.Columns];
        private readonly RowDecay? _decay = rule.WeightDecay > 0 ? new RowDecay(weights) : null;
        private long _steps, _operations;

        public IReadOnlyList<ITile> Tiles => [];

        public long DigitalOperations => _operations + _pulses.Operations + (_decay?.Operations ?? 0);

        public void Exchange(StateExchange state)
        {
            state.Part("pulses", _pulses);
            state.Values("mean", _mean.AsSpan());
            state.Values("square", _square.AsSpan());
            state.Part("decay", _decay);
            state.Value("steps", ref _steps);
            state.Value("operations", ref _operations);
        }

        public void Update(ReadOnlySpan<float> x, ReadOnlySpan<float> d, int samples, double rate)
        {
            var (rows, columns) = (weights.Rows, weights.Columns);
            for (var b = 0; b < samples; b++)
                for (var i = 0; i < rows; i++)
                {
                    var error = d[b * rows + i];
                    for (var j = 0; j < columns; j++) _gradient[i * columns + j] += error * x[b * columns + j];
                }
            if (_decay is not null)
                foreach (var row in _pulses.RowsWithin(samples))
                {
                    var decayed = _decay.Of(row, rule.WeightDecay);
                    for (var j = 0; j < columns; j++) _gradient[row * columns + j] += decayed[j];
                }
            Step(rate);
            Array.Clear(_gradient);
            for (var b = 0; b < samples; b++) _pulses.Count();
            _decay?.EndBatch();
            _operations += (2L * samples + 12) * rows * columns;
        }

        private void Step(double rate)
        {
            _steps++;
            var (b1, b2) = ((float)rule.Beta1, (float)rule.Beta2);
            var first = 1 - Math.Pow(rule.Beta1, _steps);
            var second = Math.Sqrt(1 - Math.Pow(rule.Beta2, _steps));
            var step = (float)(rate / first);
            for (var i = 0; i < weights.Rows; i++)
            {
                var wanted = _pulses.Row(i);
                for (var j = 0; j < wanted.Length; j++)
                {
                    var k = i * wanted.Length + j;
                    var g = _gradient[k];
                    _mean[k] = b1 * _mean[k] + (1 - b1) * g;
                    _square[k] = b2 * _square[k] + (1 - b2) * g * g;
                    wanted[j] += step * _mean[k] / (float)(Math.Sqrt(_square[k]) / second + rule.Epsilon);
                }
            }
        }
    }
}
