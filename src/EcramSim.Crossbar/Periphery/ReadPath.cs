using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Numerics;
using EcramSim.Crossbar.Tiles;
using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Crossbar.Periphery;

/// <summary>
/// A vector through the array in one direction: α = max|x| (noise management, else 1), x̂ = DAC(x/(αk)) + σ_in ξ, y = W x̂ + σ_out ξ,
/// out = ADC(y)·αk. With bound management, k = 1, 2, 4, … until no output reaches beyond the ADC's bound or the inputs fall under
/// a quarter of the range in steps of the DAC (k ≤ 2^(bits − 2), 1024 without DAC); each attempt is a read of its own with fresh noise.
/// </summary>
internal sealed class ReadPath : IReadPath
{
    private readonly WeightMatrix _weights;
    private readonly WiredMatrix? _wires;
    private readonly bool _transposed, _exact, _noiseManagement, _boundManagement;
    private readonly int _inputs, _outputs, _mostAttempts;
    private readonly Converter _dac, _adc;
    private readonly float _inputSigma, _outputSigma;
    private readonly PhiloxLanes _inputNoise, _outputNoise;
    private readonly float[] _input, _output, _noise;
    private readonly bool _isPriced;
    private ulong _reads;
    private double _squares;

    /// <summary>The path through <paramref name="weights"/>, forward (x to W x) or transposed (d to Wᵀ d).</summary>
    public ReadPath(WeightMatrix weights, ArrayOptions options, bool transposed, ulong seed, string name, WiredMatrix? wires = null)
    {
        (_weights, _wires) = (weights, wires);
        _transposed = transposed;
        _exact = options.ReadsExactly;
        _isPriced = options.Technology is not null;
        _noiseManagement = options.NoiseManagement;
        _boundManagement = options.BoundManagement && !transposed && options.AdcBound is not null;
        (_inputs, _outputs) = transposed ? (weights.Rows, weights.Columns) : (weights.Columns, weights.Rows);
        _mostAttempts = options.DacBits is { } bits ? bits - 1 : 11;
        _dac = new Converter(options.DacBits, options.DacBits is null ? null : 1);
        _adc = new Converter(options.AdcBits, options.AdcBound);
        _inputSigma = (float)(options.InputNoise ?? 0);
        _outputSigma = (float)(options.OutputNoise ?? 0);
        var direction = transposed ? "backward" : "forward";
        _inputNoise = new PhiloxLanes(seed, $"{name}/{direction}/input-noise");
        _outputNoise = new PhiloxLanes(seed, $"{name}/{direction}/output-noise");
        _input = new float[Lanes.Padded(_inputs)];
        _output = new float[Lanes.Padded(_outputs)];
        _noise = new float[Math.Max(_input.Length, _output.Length)];
    }

    /// <summary>The path that <paramref name="options"/> describe: this one for the short form, <see cref="StagedPath"/> for stages written out; <paramref name="window"/> is the largest magnitude of a weight that cells hold, infinite without bounds; <paramref name="wires"/> is the same matrix through its wires, null for none.</summary>
    public static IReadPath Of(WeightMatrix weights, ArrayOptions options, bool transposed, ulong seed, string name, double window, WiredMatrix? wires = null) => options.Stages is { } stages
        ? new StagedPath(weights, options, stages, transposed, seed, name, window, wires)
        : new ReadPath(weights, options, transposed, seed, name, wires);

    /// <summary>Reads so far: the counter of the noise.</summary>
    public ulong Reads
    {
        get => _reads;
        set => _reads = value;
    }

    /// <inheritdoc/>
    public ReadActivity Activity => new((long)Reads, _inputs, _outputs, 1, 1, 1, _squares);

    /// <summary>One vector through the array; on return <see cref="Reads"/> has grown by the number of attempts.</summary>
    public void Read(ReadOnlySpan<float> x, Span<float> y)
    {
        x.CopyTo(_input);
        var alpha = Magnitude.Largest(_input);
        Magnitude.Check(alpha, _transposed ? "an error signal" : "an input");
        if (_exact)
        {
            // The lines carry what they would carry through a converter of infinitely many bits.
            if (_isPriced && alpha > 0)
                foreach (var v in x) _squares += Math.Pow(_noiseManagement ? v / alpha : v, 2);
            Multiply();
            Reads++;
            _output.AsSpan(0, _outputs).CopyTo(y);
            return;
        }
        if (alpha == 0)
        {
            Reads++;
            y[.._outputs].Clear();
            return;
        }
        if (!_noiseManagement) alpha = 1;
        for (var attempt = 1; ; attempt++)
        {
            var scale = alpha * (1 << (attempt - 1));
            if (attempt > 1) x.CopyTo(_input);
            Drive(scale);
            Multiply();
            var clipped = Sense(scale);
            Reads++;
            if (!clipped || !_boundManagement || attempt == _mostAttempts) break;
        }
        _output.AsSpan(0, _outputs).CopyTo(y);
    }

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        state.Value("reads", ref _reads);
        state.Value("squares", ref _squares);
    }

    private void Multiply()
    {
        if (_wires is not null)
            if (_transposed) _wires.Backward(_input, _output);
            else _wires.Forward(_input, _output);
        else if (_transposed) MatrixProduct.Backward(_weights, _input, _output, 0, _weights.Stride);
        else MatrixProduct.Forward(_weights, _input, _output, 0, _weights.Rows);
    }

    private void Drive(float scale)
    {
        var noisy = _inputSigma != 0;
        if (noisy) NormalLanes.Fill(_inputNoise, 0, Reads, _noise.AsSpan(0, _input.Length));
        var divisor = Vector256.Create(scale);
        var sigma = Vector256.Create(_inputSigma);
        var squares = Vector256<float>.Zero;
        for (var j = 0; j < _input.Length; j += Lanes.Count)
        {
            var v = _dac.Convert(Vector256.LoadUnsafe(ref _input[j]) / divisor);
            if (noisy) v = Vector256.FusedMultiplyAdd(sigma, Vector256.LoadUnsafe(ref _noise[j]), v);
            squares = Vector256.FusedMultiplyAdd(v, v, squares);
            v.StoreUnsafe(ref _input[j]);
        }
        var four = squares.GetLower() + squares.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        _squares += two.ToScalar() + two.GetElement(1);
        // The lines of the padding do not exist.
        if (noisy) foreach (var v in _input.AsSpan(_inputs)) _squares -= v * v;
        _input.AsSpan(_inputs).Clear();
    }

    private bool Sense(float scale)
    {
        var noisy = _outputSigma != 0;
        if (noisy) NormalLanes.Fill(_outputNoise, 0, Reads, _noise.AsSpan(0, _output.Length));
        _output.AsSpan(_outputs).Clear();
        if (noisy) _noise.AsSpan(_outputs, _output.Length - _outputs).Clear();
        var factor = Vector256.Create(scale);
        var sigma = Vector256.Create(_outputSigma);
        var bound = Vector256.Create(_adc.Bound);
        var beyond = Vector256<float>.Zero;
        for (var i = 0; i < _output.Length; i += Lanes.Count)
        {
            var v = Vector256.LoadUnsafe(ref _output[i]);
            if (noisy) v = Vector256.FusedMultiplyAdd(sigma, Vector256.LoadUnsafe(ref _noise[i]), v);
            beyond |= Vector256.GreaterThan(Vector256.Abs(v), bound);
            (_adc.Convert(v) * factor).StoreUnsafe(ref _output[i]);
        }
        return Vector256.ExtractMostSignificantBits(beyond) != 0;
    }
}
