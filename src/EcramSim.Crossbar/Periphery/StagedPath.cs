using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Tiles;
using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Periphery;

/// <summary>
/// A vector through the array with the stages written out: scaled by α (noise management), coded into cycles, through the input
/// stages, the planes of cells and the output stages in the order of the array file, added up, scaled back. Bound management as in
/// <see cref="ReadPath"/>: a stage that cannot pass a value asks for half the input, unless inputs come bit by bit and are converted one by one.
/// Through wires the cycles of a vector, and the vectors of a batch, are solved together; stages see them one after the other, each in its turn.
/// </summary>
internal sealed class StagedPath : IReadPath
{
    private readonly CellPlanes _planes;
    private readonly ReadStages _stages;
    private readonly bool _transposed, _repeats, _withSums;
    private readonly INoiseManagement _scaling;
    private readonly IBoundManagement _bounding;
    private readonly float _outputBound;
    private readonly int _inputs, _outputs, _sensed, _pitch, _sensedPitch, _mostAttempts, _most;
    private readonly ILineStage[] _inputStages;
    private readonly ILineStage[][] _outputStages;
    private readonly float[] _scaled, _result;
    private readonly float[][] _charge;
    // Vector after vector, cycle after cycle: what lines carry and the sum of it, what comes out of each plane. Vector after vector: scale (0 of an empty one), and what is remembered behind it.
    private readonly float[] _lines, _totals, _scales, _memories;
    private readonly float[][] _sums;
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
        _most = placed.IsWired ? BlockGrid.Inputs : 1;
        var products = _most * stages.Coding.Cycles;
        (_pitch, _sensedPitch) = (Lanes.Padded(_inputs + placed.Lined), Lanes.Padded(_sensed));
        (_scaled, _lines, _totals) = (new float[_inputs], new float[products * _pitch], new float[products]);
        (_scales, _memories) = (new float[_most], new float[_most]);
        _sums = [.. Enumerable.Range(0, planes).Select(_ => new float[products * _sensedPitch])];
        _charge = [.. Enumerable.Range(0, stages.Coding.AddsBeforeOutput ? planes : 0).Select(_ => new float[_sensed])];
        _result = new float[_outputs];
    }

    /// <inheritdoc/>
    public ReadActivity Activity => new((long)_reads, _inputs, _sensed, _stages.Coding.Cycles,
        _planes.Count * (_stages.Coding.AddsBeforeOutput ? 1 : _stages.Coding.Cycles), _planes.Count, _squares);

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<float> x, Span<float> y, int batch)
    {
        var ahead = _most;
        for (var b = 0; b < batch;)
        {
            var count = Math.Min(ahead, batch - b);
            var done = Several(x[(b * _inputs)..], y[(b * _outputs)..], count);
            // Those behind a vector that was repeated are driven anew: the noise of their inputs belongs to the number of the read.
            ahead = done < count ? 1 : Math.Min(_most, 2 * ahead);
            b += done;
        }
    }

    /// <summary>Reads up to <paramref name="count"/> vectors and returns how many.</summary>
    private int Several(ReadOnlySpan<float> x, Span<float> y, int count)
    {
        var driven = 0;
        for (var v = 0; v < count; v++)
        {
            var own = x.Slice(v * _inputs, _inputs);
            var largest = Largest(own);
            _scales[v] = largest == 0 ? 0 : _scaling.Scale(Sums(own, largest), ref _memory);
            _memories[v] = _memory;
            if (largest > 0) Drive(own, _scales[v], driven++, _reads + (ulong)v);
        }
        if (driven > 0) _planes.Place();
        Multiply(driven);
        driven = 0;
        for (var v = 0; v < count; v++)
        {
            var to = y.Slice(v * _outputs, _outputs);
            if (_scales[v] == 0)
            {
                _reads++;
                to.Clear();
                continue;
            }
            var clipped = Pass(driven++);
            if (!clipped || !_repeats)
            {
                Give(_scales[v], to);
                continue;
            }
            Repeat(x.Slice(v * _inputs, _inputs), _scales[v], to);
            _memory = _memories[v];
            return v + 1;
        }
        return count;
    }

    /// <summary>A vector that clips is read again with smaller inputs.</summary>
    private void Repeat(ReadOnlySpan<float> x, float scale, Span<float> y)
    {
        var (sums, clipped) = (Sums(x, Largest(x)), true);
        for (var attempt = 1; clipped && attempt < _mostAttempts && _bounding.Next(scale, attempt, sums) is { } next; attempt++)
        {
            scale = next;
            Drive(x, scale, 0, _reads);
            Multiply(1);
            clipped = Pass(0);
        }
        Give(scale, y);
    }

    private void Give(float scale, Span<float> y)
    {
        for (var i = 0; i < _outputs; i++) y[i] = _result[i] * scale;
    }

    private InputSums Sums(ReadOnlySpan<float> x, float largest) => InputSums.Of(x, largest, _transposed, _outputBound, _withSums);

    private float Largest(ReadOnlySpan<float> x)
    {
        var largest = 0f;
        foreach (var v in x)
        {
            Magnitude.Check(v, _transposed ? "an error signal" : "an input");
            largest = MathF.Max(largest, MathF.Abs(v));
        }
        return largest;
    }

    /// <inheritdoc/>
    // Stages know what to do from the number of the read alone.
    public void Exchange(StateExchange state)
    {
        state.Value("reads", ref _reads);
        state.Value("squares", ref _squares);
        if (_scaling.Remembers) state.Value("scale", ref _memory);
    }

    // What the lines carry in every cycle of a vector, behind the input stages.
    private void Drive(ReadOnlySpan<float> x, float scale, int vector, ulong read)
    {
        var coding = _stages.Coding;
        for (var j = 0; j < _inputs; j++) _scaled[j] = x[j] / scale;
        for (var cycle = 0; cycle < coding.Cycles; cycle++)
        {
            var product = vector * coding.Cycles + cycle;
            var lines = _lines.AsSpan(product * _pitch, _inputs);
            coding.Encode(_scaled, cycle, lines);
            // What input stages cannot pass is the business of noise management.
            foreach (var stage in _inputStages) stage.Apply(lines, read * (ulong)coding.Cycles + (ulong)cycle);
            var total = 0f;
            foreach (var v in lines) total += v;
            _totals[product] = total;
        }
    }

    private void Multiply(int vectors) =>
        _planes.Multiply(_transposed, _lines, _pitch, _sums, _sensedPitch, _outputs, _totals.AsSpan(0, vectors * _stages.Coding.Cycles));

    // One read of a vector: its cycles through the output stages.
    private bool Pass(int vector)
    {
        var (coding, clipped) = (_stages.Coding, false);
        Array.Clear(_result);
        foreach (var charge in _charge) Array.Clear(charge);
        for (var cycle = 0; cycle < coding.Cycles; cycle++)
        {
            var product = vector * coding.Cycles + cycle;
            foreach (var v in _lines.AsSpan(product * _pitch, _inputs)) _squares += v * v;
            var factor = (float)coding.Factor(cycle);
            for (var plane = 0; plane < _planes.Count; plane++)
            {
                var sensed = _sums[plane].AsSpan(product * _sensedPitch, _sensed);
                if (!coding.AddsBeforeOutput) clipped |= Sense(plane, sensed, _reads * (ulong)coding.Cycles + (ulong)cycle, factor);
                else for (var i = 0; i < _sensed; i++) _charge[plane][i] += factor * sensed[i];
            }
        }
        for (var plane = 0; plane < _charge.Length; plane++) clipped |= Sense(plane, _charge[plane], _reads, 1);
        _reads++;
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
