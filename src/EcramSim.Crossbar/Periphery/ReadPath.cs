using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Tiles;
using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Checkpoints;
using EcramSim.Threading;

namespace EcramSim.Crossbar.Periphery;

/// <summary>
/// A vector through the array in one direction: α by noise management (usually max|x|), x̂ = DAC(x/(αk)) + σ_in ξ, y = W x̂ + σ_out ξ,
/// out = ADC(y)·αk. With bound management, usually k = 1, 2, 4, … until no output reaches beyond the ADC's bound or the inputs fall under
/// a quarter of the range in steps of the DAC (k ≤ 2^(bits − 2), 1024 without DAC); each attempt is a read of its own with fresh noise.
/// Vectors of a batch share the loads of the weights; what each one gives is what it gives alone, in its turn (through wires: to their tolerance).
/// </summary>
internal sealed class ReadPath : IReadPath
{
    // Vectors whose inputs and outputs are kept at a time.
    private const int Most = 32;
    // Columns of outputs begin with a block of noise.
    private const int Grain = PhiloxLanes.WideSize, LongWork = 200;

    private readonly WeightMatrix _weights;
    private readonly WiredMatrix? _wires;
    private readonly bool _transposed, _exact, _repeats, _withSums;
    private readonly int _inputs, _outputs, _inputPitch, _outputPitch, _mostAttempts, _threads;
    private readonly INoiseManagement _scaling;
    private readonly IBoundManagement _bounding;
    private readonly Converter _dac, _adc;
    private readonly float _inputSigma, _outputSigma, _outputBound;
    private readonly PhiloxLanes _inputNoise, _outputNoise;
    private readonly float[] _noise;
    private readonly bool _isPriced;
    private readonly Action<long, long> _load, _multiply, _sense, _both;
    // Vector after vector: driven inputs, what the lines bring, what comes out; α·k (0 for an empty vector), Σ x̂², and whether an output clipped.
    private float[] _input = [], _product = [], _result = [], _scale = [];
    // α of every vector and what is remembered after it, where one depends on those before.
    private float[] _alpha = [], _memories = [];
    private double[] _square = [];
    private bool[] _clipped = [];
    private int _first, _count, _ahead = 1;
    private ulong _reads;
    private double _squares;
    private float _memory;
    // Where the vectors of the caller are while they are read.
    private nint _from, _to;

    /// <summary>The path through <paramref name="weights"/>, forward (x to W x) or transposed (d to Wᵀ d).</summary>
    public ReadPath(WeightMatrix weights, ArrayOptions options, bool transposed, ulong seed, string name, WiredMatrix? wires = null, int threads = 1)
    {
        (_weights, _wires, _threads) = (weights, wires, wires is null ? threads : 1);
        _transposed = transposed;
        _exact = options.ReadsExactly;
        _isPriced = options.Technology is not null;
        (_scaling, _bounding) = (options.NoiseManagement, options.BoundManagement);
        _outputBound = (float)(options.OutputBound ?? double.PositiveInfinity);
        (_inputs, _outputs) = transposed ? (weights.Rows, weights.Columns) : (weights.Columns, weights.Rows);
        (_inputPitch, _outputPitch) = (Lanes.Padded(_inputs), Lanes.Padded(_outputs));
        _mostAttempts = options.DacBits is { } bits ? bits - 1 : 11;
        _repeats = _bounding.Repeats && !transposed && options.AdcBound is not null && _mostAttempts > 1;
        _withSums = _scaling.NeedsSums || (_repeats && _bounding.NeedsSums);
        _dac = new Converter(options.DacBits, options.DacBits is null ? null : 1);
        _adc = new Converter(options.AdcBits, options.AdcBound);
        _inputSigma = (float)(options.InputNoise ?? 0);
        _outputSigma = (float)(options.OutputNoise ?? 0);
        var direction = transposed ? "backward" : "forward";
        _inputNoise = new PhiloxLanes(seed, $"{name}/{direction}/input-noise");
        _outputNoise = new PhiloxLanes(seed, $"{name}/{direction}/output-noise");
        _noise = new float[_inputSigma == 0 ? 0 : _inputPitch];
        (_load, _multiply, _sense, _both) = (Load, Multiply, Sense, (from, to) => { Multiply(from, to); Sense(_first, from, to); });
        Provide(1);
    }

    /// <summary>The path that <paramref name="options"/> describe: this one for the short form, <see cref="StagedPath"/> for stages written out; <paramref name="window"/> is the largest magnitude of a weight that cells hold, infinite without bounds; <paramref name="planes"/> are its cells, the same for both directions; large reads go to <paramref name="threads"/> threads.</summary>
    public static IReadPath Of(WeightMatrix weights, ArrayOptions options, bool transposed, ulong seed, string name, double window, CellPlanes planes, int threads = 1) => options.Stages is { } stages
        ? new StagedPath(weights, options, stages, transposed, seed, name, window, planes)
        : new ReadPath(weights, options, transposed, seed, name, planes.Wired, threads);

    /// <summary>Reads so far: the counter of the noise.</summary>
    public ulong Reads
    {
        get => _reads;
        set => _reads = value;
    }

    /// <inheritdoc/>
    public ReadActivity Activity => new((long)Reads, _inputs, _outputs, 1, 1, 1, _squares);

    /// <summary>Vectors through the array; on return <see cref="Reads"/> has grown by the number of attempts.</summary>
    public void Read(ReadOnlySpan<float> x, Span<float> y, int batch)
    {
        for (var b = 0; b < batch;)
        {
            var done = Several(x[(b * _inputs)..], y[(b * _outputs)..], Math.Min(batch - b, Most));
            if (_scaling.Remembers) _memory = _memories[done - 1];
            b += done;
        }
    }

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Value("reads", ref _reads);
        state.Value("squares", ref _squares);
        if (_scaling.Remembers) state.Value("scale", ref _memory);
    }

    /// <summary>Reads up to <paramref name="count"/> vectors and returns how many.</summary>
    private unsafe int Several(ReadOnlySpan<float> x, Span<float> y, int count)
    {
        // Each thread copies the vectors that it works on.
        fixed (float* inputs = x, outputs = y)
        {
            (_from, _to) = ((nint)inputs, (nint)outputs);
            return Together(x, y, count);
        }
    }

    private int Together(ReadOnlySpan<float> x, Span<float> y, int count)
    {
        Provide(count);
        if (_scaling.Remembers)
        {
            for (var v = 0; v < count; v++) Copy(v);
            Remember(count);
        }
        // Noise of the inputs has room for one vector at a time.
        if (_threads == 1 || _inputSigma != 0) Load(0, count);
        else Team.For(count, 1, (long)count * _inputPitch / 3000, _threads, 2, _load);
        (_first, _count) = (0, count);
        var alone = count == 1 && !_exact;
        Run(alone ? _both : _multiply, _outputPitch, count);
        if (_exact)
        {
            for (var v = 0; v < count; v++) Give(v, _product, y);
            return count;
        }
        for (var v = 0; v < count;)
        {
            var together = Math.Min(count - v, _ahead);
            if (!alone)
            {
                _first = v;
                _clipped.AsSpan(v, together).Clear();
                if (together == 1) Sense(0, 1);
                else Run(_sense, together, 0);
            }
            for (var end = v + together; v < end && !(_repeats && _clipped[v]); v++)
                if (alone) Give(v, _result, y);
                else Count(v);
            if (v < count && _repeats && _clipped[v])
            {
                Give(v, _result, y);
                Repeat(x.Slice(v * _inputs, _inputs), y, v++);
                _ahead = 1;
                // The noise of the inputs belongs to the number of the read, which is another one now.
                if (_inputSigma != 0) return v;
            }
            else if (_threads > 1) _ahead = Math.Min(Most, 2 * _ahead);
        }
        return count;
    }

    /// <summary>A vector that clips is read again with smaller inputs.</summary>
    private void Repeat(ReadOnlySpan<float> x, Span<float> y, int v)
    {
        (_first, _count) = (v, 1);
        x.CopyTo(_input.AsSpan(v * _inputPitch));
        var sums = Sums(v, Magnitude.Largest(_input.AsSpan(v * _inputPitch, _inputPitch)));
        for (var attempt = 1; attempt < _mostAttempts && _clipped[v] && _bounding.Next(_scale[v], attempt, sums) is { } scale; attempt++)
        {
            x.CopyTo(_input.AsSpan(v * _inputPitch));
            Drive(v, scale, _reads);
            _clipped[v] = false;
            Run(_both, _outputPitch, 1);
            Give(v, _result, y);
        }
    }

    private void Run(Action<long, long> body, int parts, int vectors)
    {
        if (_threads == 1) body(0, parts);
        // 40 products, or one number of noise, in a nanosecond.
        else if (vectors == 0) Team.For(parts, 1, (long)parts * _outputPitch / 1000, _threads, 2, body);
        else
        {
            // Work that is long enough is handed out in more parts than threads, for one of them may have less of its processor.
            var microseconds = vectors * ((long)_inputs * _outputs / 40000 + _outputPitch / 1000);
            Team.For(parts, Grain, microseconds, _threads, microseconds < LongWork ? 1 : 4, body);
        }
    }

    private unsafe void Copy(int v) => new ReadOnlySpan<float>((float*)_from + (long)v * _inputs, _inputs).CopyTo(_input.AsSpan(v * _inputPitch));

    private void Count(int v)
    {
        _squares += _square[v];
        _reads++;
    }

    private void Give(int v, float[] from, Span<float> y)
    {
        Count(v);
        from.AsSpan(v * _outputPitch, _outputs).CopyTo(y[(v * _outputs)..]);
    }

    private void Load(long from, long to)
    {
        for (var v = (int)from; v < to; v++)
        {
            if (!_scaling.Remembers) Copy(v);
            var input = _input.AsSpan(v * _inputPitch, _inputPitch);
            var alpha = Magnitude.Largest(input);
            Magnitude.Check(alpha, _transposed ? "an error signal" : "an input");
            (_scale[v], _square[v], _clipped[v]) = (0, 0, false);
            if (alpha == 0) continue;
            alpha = _scaling.Remembers ? _alpha[v] : AlphaOf(v, alpha, ref _memory);
            if (!_exact) Drive(v, alpha, _reads + (ulong)v);
            // The lines carry what they would carry through a converter of infinitely many bits.
            else if (_isPriced)
                foreach (var value in input[.._inputs]) _square[v] += Math.Pow(value / alpha, 2);
        }
    }

    // One vector after the other, whatever the number of threads.
    private void Remember(int count)
    {
        var memory = _memory;
        for (var v = 0; v < count; v++)
        {
            var largest = Magnitude.Largest(_input.AsSpan(v * _inputPitch, _inputPitch));
            if (largest != 0 && float.IsFinite(largest)) _alpha[v] = AlphaOf(v, largest, ref memory);
            _memories[v] = memory;
        }
    }

    private float AlphaOf(int v, float largest, ref float memory) => _scaling.Scale(Sums(v, largest), ref memory);

    private InputSums Sums(int v, float largest) => InputSums.Of(_input.AsSpan(v * _inputPitch, _inputs), largest, _transposed, _outputBound, _withSums);

    private void Drive(int v, float scale, ulong read)
    {
        _scale[v] = scale;
        var noisy = _inputSigma != 0;
        if (noisy) NormalLanes.Fill(_inputNoise, 0, read, _noise);
        var divisor = Vector256.Create(scale);
        var sigma = Vector256.Create(_inputSigma);
        var squares = Vector256<float>.Zero;
        var input = _input.AsSpan(v * _inputPitch, _inputPitch);
        for (var j = 0; j < input.Length; j += Lanes.Count)
        {
            var value = _dac.Convert(Vector256.LoadUnsafe(ref input[j]) / divisor);
            if (noisy) value = Vector256.FusedMultiplyAdd(sigma, Vector256.LoadUnsafe(ref _noise[j]), value);
            squares = Vector256.FusedMultiplyAdd(value, value, squares);
            value.StoreUnsafe(ref input[j]);
        }
        var four = squares.GetLower() + squares.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        _square[v] = two.ToScalar() + two.GetElement(1);
        // The lines of the padding do not exist.
        if (noisy) foreach (var value in input[_inputs..]) _square[v] -= value * value;
        input[_inputs..].Clear();
    }

    // Outputs from … to of the chosen vectors.
    private void Multiply(long from, long to)
    {
        var input = _input.AsSpan(_first * _inputPitch);
        var product = _product.AsSpan(_first * _outputPitch);
        if (_wires is not null)
            if (_transposed) _wires.Backward(input, _inputPitch, product, _outputPitch, _count);
            else _wires.Forward(input, _inputPitch, product, _outputPitch, _count);
        // Rules that read column by column drive one line.
        else if (_count == 1 && !_transposed && _square[_first] == 1 && OnlyLine(input) is { } line) MatrixProduct.Column(_weights, line, input[line], product, (int)from, (int)Math.Min(to, _outputs));
        else if (_transposed) MatrixProduct.Backward(_weights, input, product, _count, _inputPitch, (int)from, (int)to);
        else MatrixProduct.Forward(_weights, input, product, _count, _outputPitch, (int)from, (int)Math.Min(to, _outputs));
    }

    // The only driven line; null where there are several.
    private int? OnlyLine(ReadOnlySpan<float> input)
    {
        var line = input[.._inputs].IndexOfAnyExcept(0f);
        return line == input[.._inputs].LastIndexOfAnyExcept(0f) ? line : null;
    }

    // Whole vectors, from … to of those that are chosen.
    private unsafe void Sense(long from, long to)
    {
        for (var v = _first + (int)from; v < _first + (int)to; v++)
        {
            Sense(v, 0, _outputPitch);
            _result.AsSpan(v * _outputPitch, _outputs).CopyTo(new Span<float>((float*)_to + (long)v * _outputs, _outputs));
        }
    }

    // Outputs from … to of one vector; those before it that are sensed with it have the reads before.
    private void Sense(int v, long from, long to)
    {
        var result = _result.AsSpan(v * _outputPitch + (int)from, (int)(to - from));
        if (_scale[v] == 0)
        {
            result.Clear();
            return;
        }
        var product = _product.AsSpan(v * _outputPitch + (int)from, (int)(to - from));
        var noisy = _outputSigma != 0;
        if (noisy)
        {
            NormalLanes.Fill(_outputNoise, 0, _reads + (ulong)(v - _first), result, (uint)from);
            if (to > _outputs) result[(int)(_outputs - from)..].Clear();
        }
        var factor = Vector256.Create(_scale[v]);
        var sigma = Vector256.Create(_outputSigma);
        var bound = Vector256.Create(_adc.Bound);
        var beyond = Vector256<float>.Zero;
        for (var i = 0; i < result.Length; i += Lanes.Count)
        {
            var value = Vector256.LoadUnsafe(ref product[i]);
            if (noisy) value = Vector256.FusedMultiplyAdd(sigma, Vector256.LoadUnsafe(ref result[i]), value);
            beyond |= Vector256.GreaterThan(Vector256.Abs(value), bound);
            (_adc.Convert(value) * factor).StoreUnsafe(ref result[i]);
        }
        if (Vector256.ExtractMostSignificantBits(beyond) != 0) _clipped[v] = true;
    }

    private void Provide(int vectors)
    {
        if (_scale.Length >= vectors) return;
        (_input, _product, _result) = (new float[vectors * _inputPitch], new float[vectors * _outputPitch], new float[_exact ? 0 : vectors * _outputPitch]);
        (_scale, _square, _clipped) = (new float[vectors], new double[vectors], new bool[vectors]);
        if (_scaling.Remembers) (_alpha, _memories) = (new float[vectors], new float[vectors]);
    }
}
