using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Periphery;

/// <summary>
/// A vector through the array with the stages written out: scaled by α (noise management), coded into cycles, through the input
/// stages, the planes of cells and the output stages in the order of the array file, added up, scaled back. Bound management as in
/// <see cref="ReadPath"/>: a stage that cannot pass a value asks for half the input, unless inputs come bit by bit and are converted one by one.
/// </summary>
internal sealed class StagedPath : IReadPath
{
    private readonly CellPlanes _planes;
    private readonly ReadStages _stages;
    private readonly bool _transposed, _repeats, _withSums;
    private readonly INoiseManagement _scaling;
    private readonly IBoundManagement _bounding;
    private readonly float _outputBound;
    private readonly int _inputs, _outputs, _sensed, _mostAttempts;
    private readonly ILineStage[] _inputStages;
    private readonly ILineStage[][] _outputStages;
    private readonly float[] _scaled, _lines, _result;
    private readonly float[][] _sums, _charge;
    private ulong _reads;
    private double _squares;
    private float _memory;

    public StagedPath(WeightMatrix weights, ArrayOptions options, ReadStages stages, bool transposed, ulong seed, string name, double window, CellPlanes placed)
    {
        (_planes, _stages, _transposed) = (placed, stages, transposed);
        (_scaling, _bounding) = (options.NoiseManagement, options.BoundManagement);
        _outputBound = (float)(options.OutputBound ?? double.PositiveInfinity);
        // A line that carries single bits is as full with half the input: halving helps only where the cycles are added before the stages.
        _repeats = _bounding.Repeats && !transposed && (stages.Coding.Cycles == 1 || stages.Coding.AddsBeforeOutput);
        _withSums = _scaling.NeedsSums || (_repeats && _bounding.NeedsSums);
        (_inputs, _outputs) = transposed ? (weights.Rows, weights.Columns) : (weights.Columns, weights.Rows);
        _sensed = _outputs + (stages.Placement.HasReferenceLine ? 1 : 0);
        _mostAttempts = stages.Inputs.Select(s => s.Bits).Prepend(stages.Coding.Bits).FirstOrDefault(b => b is not null) is { } bits ? Math.Max(1, bits - 1) : 11;
        var path = $"{name}/{(transposed ? "backward" : "forward")}";
        var planes = stages.Placement.Planes;
        _inputStages = [.. stages.Inputs.Select((s, k) => s.Fabricate(new StagePlace(_inputs, seed, FormattableString.Invariant($"{path}/input-stage-{k + 1}"), 1, options.ReadTime)))];
        _outputStages = [.. Enumerable.Range(0, planes).Select(p => stages.Outputs.Select((s, k) => s.Fabricate(new StagePlace(_sensed, seed,
            FormattableString.Invariant($"{path}/plane-{p + 1}/output-stage-{k + 1}"), _inputs * window, options.ReadTime))).ToArray())];
        _scaled = new float[_inputs];
        _lines = new float[Lanes.Padded(_inputs + placed.Lined)];
        _sums = [.. Enumerable.Range(0, planes).Select(_ => new float[Lanes.Padded(_sensed)])];
        _charge = [.. Enumerable.Range(0, stages.Coding.AddsBeforeOutput ? planes : 0).Select(_ => new float[_sensed])];
        _result = new float[_outputs];
    }

    /// <inheritdoc/>
    public ReadActivity Activity => new((long)_reads, _inputs, _sensed, _stages.Coding.Cycles,
        _planes.Count * (_stages.Coding.AddsBeforeOutput ? 1 : _stages.Coding.Cycles), _planes.Count, _squares);

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<float> x, Span<float> y, int batch)
    {
        for (var b = 0; b < batch; b++) Read(x.Slice(b * _inputs, _inputs), y.Slice(b * _outputs, _outputs));
    }

    private void Read(ReadOnlySpan<float> x, Span<float> y)
    {
        var largest = 0f;
        foreach (var v in x)
        {
            Magnitude.Check(v, _transposed ? "an error signal" : "an input");
            largest = MathF.Max(largest, MathF.Abs(v));
        }
        if (largest == 0)
        {
            _reads++;
            y[.._outputs].Clear();
            return;
        }
        _planes.Place();
        var sums = InputSums.Of(x[.._inputs], largest, _transposed, _outputBound, _withSums);
        var scale = _scaling.Scale(sums, ref _memory);
        for (var attempt = 1; ; attempt++)
        {
            for (var j = 0; j < _inputs; j++) _scaled[j] = x[j] / scale;
            var clipped = Pass();
            _reads++;
            if (clipped && _repeats && attempt < _mostAttempts && _bounding.Next(scale, attempt, sums) is { } next)
            {
                scale = next;
                continue;
            }
            for (var i = 0; i < _outputs; i++) y[i] = _result[i] * scale;
            return;
        }
    }

    /// <inheritdoc/>
    // Stages know what to do from the number of the read alone.
    public void Exchange(StateExchange state)
    {
        state.Value("reads", ref _reads);
        state.Value("squares", ref _squares);
        if (_scaling.Remembers) state.Value("scale", ref _memory);
    }

    private bool Pass()
    {
        var (coding, clipped) = (_stages.Coding, false);
        Array.Clear(_result);
        foreach (var charge in _charge) Array.Clear(charge);
        for (var cycle = 0; cycle < coding.Cycles; cycle++)
        {
            var use = _reads * (ulong)coding.Cycles + (ulong)cycle;
            var lines = _lines.AsSpan(0, _inputs);
            coding.Encode(_scaled, cycle, lines);
            // What input stages cannot pass is the business of noise management.
            foreach (var stage in _inputStages) stage.Apply(lines, use);
            var total = 0f;
            foreach (var v in lines)
            {
                total += v;
                _squares += v * v;
            }
            var factor = (float)coding.Factor(cycle);
            _planes.Multiply(_transposed, _lines, _sums, _outputs, total);
            for (var plane = 0; plane < _planes.Count; plane++)
            {
                var sensed = _sums[plane].AsSpan(0, _sensed);
                if (!coding.AddsBeforeOutput) clipped |= Sense(plane, sensed, use, factor);
                else for (var i = 0; i < _sensed; i++) _charge[plane][i] += factor * sensed[i];
            }
        }
        for (var plane = 0; plane < _charge.Length; plane++) clipped |= Sense(plane, _charge[plane], _reads, 1);
        return clipped;
    }

    private bool Sense(int plane, Span<float> sensed, ulong use, float factor)
    {
        var clipped = false;
        foreach (var stage in _outputStages[plane]) clipped |= stage.Apply(sensed, use);
        var weight = factor * (float)_stages.Placement.Factor(plane);
        var reference = _sensed > _outputs ? sensed[_outputs] : 0;
        for (var i = 0; i < _outputs; i++) _result[i] += weight * (sensed[i] - reference);
        return clipped;
    }
}
