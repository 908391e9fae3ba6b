using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// Cells with spread: per cell a half-precision factor of each nominal value that spreads, drawn once when the array is made, in pairs that are read together.
/// A kind of spread that the device does not have takes no memory and is exactly 1.
/// </summary>
internal readonly struct SpreadCells : ICells
{
    private const float HalfBias = 5.192296858534828e33f; // 2¹¹²

    // The bits of a half where those of a single have exponent and fraction, its sign being 0.
    private const uint Places = 0x7FFFu << 13;

    private static readonly uint[] One = [.. Enumerable.Repeat(Pair(1, 1), Numerics.Lanes.Wide)];

    // Of each cell the factors up (in the low half) and down, or of the lower bound and of the upper. Without spread of a kind, all cells read the same ones: the index is masked away,
    // which costs less than a branch.
    private readonly uint[] _steps, _slopes, _bounds;
    private readonly nuint _stepMask, _slopeMask, _boundMask;
    // Nominal bounds times the bias of the exponents; vectors, because a broadcast in a loop costs as much as an addition.
    private readonly Vector512<float> _nominalMinimum, _nominalMaximum;

    /// <summary>Draws the factors of <see cref="PulseSpread"/>, each from a stream of its own; <paramref name="stepFactors"/>, rows × columns, is what arrives of a pulse at each cell.</summary>
    public SpreadCells(PulseSpread spread, float minimum, float maximum, WeightMatrix weights, ulong seed, string name, double[]? stepFactors = null)
    {
        (_nominalMinimum, _nominalMaximum) = (Vector512.Create(Biased(minimum)), Vector512.Create(Biased(maximum)));
        _steps = _slopes = _bounds = One;
        if (spread.Step != 0 || spread.UpDown != 0)
        {
            // Both directions share ξ₁ and take ξ₂ with opposite signs.
            _steps = Ones(weights);
            var common = new RandomStream(seed, $"{name}/fabricate/step");
            var opposite = new RandomStream(seed, $"{name}/fabricate/up-down");
            for (var i = 0; i < weights.Rows; i++)
                for (var j = 0; j < weights.Columns; j++)
                {
                    var step = 1 + spread.Step * common.NextNormal();
                    var difference = spread.UpDown * opposite.NextNormal();
                    _steps[i * weights.Stride + j] = Pair(step + difference, step - difference);
                }
        }
        if (spread.Slope != 0) _slopes = Draw(spread.Slope, weights, new RandomStream(seed, $"{name}/fabricate/slope-up"), new RandomStream(seed, $"{name}/fabricate/slope-down"));
        if (stepFactors is not null)
        {
            // What arrives of a pulse: a factor on the step of either direction, as the spread is.
            if (_steps == One) _steps = Ones(weights);
            for (var i = 0; i < weights.Rows; i++)
                for (var j = 0; j < weights.Columns; j++)
                {
                    var (at, factor) = (i * weights.Stride + j, stepFactors[i * weights.Columns + j]);
                    _steps[at] = Pair(factor * (double)BitConverter.UInt16BitsToHalf((ushort)_steps[at]), factor * (double)BitConverter.UInt16BitsToHalf((ushort)(_steps[at] >> 16)));
                }
        }
        if (spread.Bounds != 0) _bounds = Draw(spread.Bounds, weights, new RandomStream(seed, $"{name}/fabricate/minimum"), new RandomStream(seed, $"{name}/fabricate/maximum"));
        _stepMask = Mask(_steps);
        _slopeMask = Mask(_slopes);
        _boundMask = Mask(_bounds);
    }

    /// <summary>Bytes of the factors of one cell.</summary>
    public int BytesPerCell
    {
        get
        {
            uint[][] all = [_steps, _slopes, _bounds];
            return sizeof(uint) * all.Count(a => a != One);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CellLanes At(nuint index)
    {
        var (step, slope, bound, bias) = (Eight(_steps, index & _stepMask), Eight(_slopes, index & _slopeMask), Eight(_bounds, index & _boundMask), Vector256.Create(HalfBias));
        return new(Low(step) * bias, High(step) * bias, Low(slope) * bias, High(slope) * bias, Low(bound) * _nominalMinimum.GetLower(), High(bound) * _nominalMaximum.GetLower());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectedCells<Vector512<float>> At(nuint index, Vector512<float> up)
    {
        var bound = Sixteen(_bounds, index & _boundMask);
        // How far each pair is turned for the half of the direction to come into place.
        var turn = Vector512.ConditionalSelect(up.AsUInt32(), Vector512.Create(13u), Vector512.Create(29u));
        var bias = Vector512.Create(HalfBias);
        return new DirectedCells<Vector512<float>>(Turned(Sixteen(_steps, index & _stepMask), turn) * bias, Turned(Sixteen(_slopes, index & _slopeMask), turn) * bias,
            (Vector512.ShiftLeft(bound, 13) & Vector512.Create(Places)).AsSingle() * _nominalMinimum, (Vector512.ShiftRightLogical(bound, 3) & Vector512.Create(Places)).AsSingle() * _nominalMaximum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectedCells<Vector256<float>> At(nuint index, Vector256<float> up)
    {
        var bound = Eight(_bounds, index & _boundMask);
        var shift = Vector256.AndNot(Vector256.Create(16u), up.AsUInt32());
        var bias = Vector256.Create(HalfBias);
        return new DirectedCells<Vector256<float>>(Shifted(Eight(_steps, index & _stepMask), shift) * bias, Shifted(Eight(_slopes, index & _slopeMask), shift) * bias,
            Low(bound) * _nominalMinimum.GetLower(), High(bound) * _nominalMaximum.GetLower());
    }

    // A half to a single, for numbers ≥ 0: the bits move into place, and a factor corrects the exponent's bias; exact, subnormals included.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Low(Vector256<uint> pair) => (Vector256.ShiftLeft(pair, 13) & Vector256.Create(Places)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> High(Vector256<uint> pair) => (Vector256.ShiftRightLogical(pair, 3) & Vector256.Create(Places)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Turned(Vector512<uint> pair, Vector512<uint> turn) => (Avx512F.RotateLeftVariable(pair, turn) & Vector512.Create(Places)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Shifted(Vector256<uint> pair, Vector256<uint> shift)
    {
        if (Avx2.IsSupported) return Low(Avx2.ShiftRightLogicalVariable(pair, shift));
        return Vector256.ConditionalSelect(Vector256.Equals(shift, Vector256<uint>.Zero).AsSingle(), Low(pair), High(pair));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Sixteen(uint[] pairs, nuint index) => Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(pairs), index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Eight(uint[] pairs, nuint index) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(pairs), index);

    private static nuint Mask(uint[] pairs) => pairs == One ? 0 : nuint.MaxValue;

    private static float Biased(float bound) => (float)Math.Clamp((double)bound * HalfBias, float.MinValue, float.MaxValue);

    // Sixteen cells may be read where there are eight.
    private static uint[] Ones(WeightMatrix weights)
    {
        var ones = new uint[weights.Values.Length + Numerics.Lanes.Count];
        Array.Fill(ones, Pair(1, 1));
        return ones;
    }

    private static uint[] Draw(double sigma, WeightMatrix weights, RandomStream low, RandomStream high)
    {
        var pairs = Ones(weights);
        for (var i = 0; i < weights.Rows; i++)
            for (var j = 0; j < weights.Columns; j++)
                pairs[i * weights.Stride + j] = Pair(1 + sigma * low.NextNormal(), 1 + sigma * high.NextNormal());
        return pairs;
    }

    private static uint Pair(double low, double high) => BitConverter.HalfToUInt16Bits((Half)Math.Max(low, 0)) | (uint)BitConverter.HalfToUInt16Bits((Half)Math.Max(high, 0)) << 16;
}
