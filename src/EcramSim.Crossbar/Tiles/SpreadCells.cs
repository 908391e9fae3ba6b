using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tiles;

/// <summary>
/// Cells with spread: per cell a half-precision factor of each nominal value that spreads, drawn once when the array is made.
/// A kind of spread that the device does not have takes no memory and is exactly 1.
/// </summary>
internal readonly struct SpreadCells : ICells
{
    private const float HalfBias = 5.192296858534828e33f; // 2¹¹²

    private static readonly Half[] One = [.. Enumerable.Repeat((Half)1f, Numerics.Lanes.Wide)];

    // Without spread of a kind, all cells read the same ones: the index is masked away, which costs less than a branch.
    private readonly Half[] _stepUp, _stepDown, _slopeUp, _slopeDown, _minimum, _maximum;
    private readonly nuint _steps, _slopes, _bounds;
    // Nominal bounds times the bias of the exponents; vectors, because a broadcast in a loop costs as much as an addition.
    private readonly Vector512<float> _nominalMinimum, _nominalMaximum;

    /// <summary>Draws the factors of <see cref="PulseSpread"/>, each from a stream of its own; <paramref name="stepFactors"/>, rows × columns, is what arrives of a pulse at each cell.</summary>
    public SpreadCells(PulseSpread spread, float minimum, float maximum, WeightMatrix weights, ulong seed, string name, double[]? stepFactors = null)
    {
        (_nominalMinimum, _nominalMaximum) = (Vector512.Create(Biased(minimum)), Vector512.Create(Biased(maximum)));
        _stepUp = _stepDown = _slopeUp = _slopeDown = _minimum = _maximum = One;
        if (spread.Step != 0 || spread.UpDown != 0)
        {
            // Both directions share ξ₁ and take ξ₂ with opposite signs.
            (_stepUp, _stepDown) = (Ones(weights), Ones(weights));
            var common = new RandomStream(seed, $"{name}/fabricate/step");
            var opposite = new RandomStream(seed, $"{name}/fabricate/up-down");
            for (var i = 0; i < weights.Rows; i++)
                for (var j = 0; j < weights.Columns; j++)
                {
                    var step = 1 + spread.Step * common.NextNormal();
                    var difference = spread.UpDown * opposite.NextNormal();
                    _stepUp[i * weights.Stride + j] = Factor(step + difference);
                    _stepDown[i * weights.Stride + j] = Factor(step - difference);
                }
        }
        if (spread.Slope != 0)
        {
            _slopeUp = Draw(spread.Slope, weights, new RandomStream(seed, $"{name}/fabricate/slope-up"));
            _slopeDown = Draw(spread.Slope, weights, new RandomStream(seed, $"{name}/fabricate/slope-down"));
        }
        if (stepFactors is not null)
        {
            // What arrives of a pulse: a factor on the step of either direction, as the spread is.
            if (_stepUp == One) (_stepUp, _stepDown) = (Ones(weights), Ones(weights));
            for (var i = 0; i < weights.Rows; i++)
                for (var j = 0; j < weights.Columns; j++)
                {
                    var (at, factor) = (i * weights.Stride + j, stepFactors[i * weights.Columns + j]);
                    (_stepUp[at], _stepDown[at]) = (Factor(factor * (double)_stepUp[at]), Factor(factor * (double)_stepDown[at]));
                }
        }
        if (spread.Bounds != 0)
        {
            _minimum = Draw(spread.Bounds, weights, new RandomStream(seed, $"{name}/fabricate/minimum"));
            _maximum = Draw(spread.Bounds, weights, new RandomStream(seed, $"{name}/fabricate/maximum"));
        }
        _steps = Mask(_stepUp);
        _slopes = Mask(_slopeUp);
        _bounds = Mask(_minimum);
    }

    /// <summary>Bytes of the factors of one cell.</summary>
    public int BytesPerCell
    {
        get
        {
            Half[][] all = [_stepUp, _stepDown, _slopeUp, _slopeDown, _minimum, _maximum];
            return 2 * all.Count(a => a != One);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CellLanes At(nuint index) => new(
        Factors(_stepUp, index & _steps), Factors(_stepDown, index & _steps), Factors(_slopeUp, index & _slopes), Factors(_slopeDown, index & _slopes),
        Raw(_minimum, index & _bounds) * _nominalMinimum.GetLower(), Raw(_maximum, index & _bounds) * _nominalMaximum.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Factors(Half[] factors, nuint index) => Raw(factors, index) * Vector256.Create(HalfBias);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Raw(Half[] factors, nuint index)
    {
        // A half to a single, for numbers ≥ 0: move the bits into place and correct the exponent's bias; exact, subnormals included.
        ref var bits = ref Unsafe.As<Half, ushort>(ref MemoryMarshal.GetArrayDataReference(factors));
        var halves = Vector128.LoadUnsafe(ref bits, index);
        Vector256<uint> wide;
        if (Avx2.IsSupported) wide = Avx2.ConvertToVector256Int32(halves).AsUInt32();
        else
        {
            var (low, high) = Vector128.Widen(halves);
            wide = Vector256.Create(low, high);
        }
        return Vector256.ShiftLeft(wide, 13).AsSingle();
    }

    private static nuint Mask(Half[] factors) => factors == One ? 0 : nuint.MaxValue;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectedCells<Vector512<float>> At(nuint index, Vector512<float> up, bool half)
    {
        var (step, slope, bound) = (index & _steps, index & _slopes, index & _bounds);
        return new DirectedCells<Vector512<float>>(
            Single(Vector512.ConditionalSelect(up.AsUInt32(), Bits(_stepUp, step, half), Bits(_stepDown, step, half))),
            Single(Vector512.ConditionalSelect(up.AsUInt32(), Bits(_slopeUp, slope, half), Bits(_slopeDown, slope, half))),
            Raw(Bits(_minimum, bound, half)) * _nominalMinimum, Raw(Bits(_maximum, bound, half)) * _nominalMaximum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectedCells<Vector256<float>> At(nuint index, Vector256<float> up)
    {
        var (step, slope, bound) = (index & _steps, index & _slopes, index & _bounds);
        var bias = Vector256.Create(HalfBias);
        return new DirectedCells<Vector256<float>>(
            Vector256.ConditionalSelect(up, Raw(_stepUp, step), Raw(_stepDown, step)) * bias,
            Vector256.ConditionalSelect(up, Raw(_slopeUp, slope), Raw(_slopeDown, slope)) * bias,
            Raw(_minimum, bound) * _nominalMinimum.GetLower(), Raw(_maximum, bound) * _nominalMaximum.GetLower());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Bits(Half[] factors, nuint index, bool half)
    {
        ref var bits = ref Unsafe.As<Half, ushort>(ref MemoryMarshal.GetArrayDataReference(factors));
        var halves = half ? Vector256.Create(Vector128.LoadUnsafe(ref bits, index), Vector128<ushort>.Zero) : Vector256.LoadUnsafe(ref bits, index);
        if (Avx512F.IsSupported) return Avx512F.ConvertToVector512UInt32(halves);
        var (low, high) = Vector256.Widen(halves);
        return Vector512.Create(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Single(Vector512<uint> half) => Raw(half) * Vector512.Create(HalfBias);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Raw(Vector512<uint> half) => Vector512.ShiftLeft(half, 13).AsSingle();

    private static float Biased(float bound) => (float)Math.Clamp((double)bound * HalfBias, float.MinValue, float.MaxValue);

    private static Half[] Ones(WeightMatrix weights)
    {
        var ones = new Half[weights.Values.Length];
        Array.Fill(ones, (Half)1f);
        return ones;
    }

    private static Half[] Draw(double sigma, WeightMatrix weights, RandomStream stream)
    {
        var factors = Ones(weights);
        for (var i = 0; i < weights.Rows; i++)
            for (var j = 0; j < weights.Columns; j++)
                factors[i * weights.Stride + j] = Factor(1 + sigma * stream.NextNormal());
        return factors;
    }

    private static Half Factor(double value) => (Half)Math.Max(value, 0);
}
