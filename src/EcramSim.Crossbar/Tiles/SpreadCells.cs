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
    // Smallest factor of a bound, the smallest normal half: steps that depend on a bound divide by it.
    private const double SmallestBound = 1.0 / 16384;

    // The bits of a half where those of a single have exponent and fraction, its sign being 0.
    private const uint Places = 0x7FFFu << 13;

    // Up and down, or of the lower bound and of the upper.
    private readonly FactorPairs _steps, _slopes, _bounds;
    // Nominal bounds times the bias of the exponents; vectors, because a broadcast in a loop costs as much as an addition. So do constants, which the loop does not keep by itself.
    private readonly Vector512<float> _nominalMinimum, _nominalMaximum;
    private readonly Vector512<uint> _places = Vector512.Create(Places), _turnUp = Vector512.Create(13u), _turnDown = Vector512.Create(29u);

    /// <summary>Draws the factors of <see cref="PulseSpread"/>, each from a stream of its own; <paramref name="stepFactors"/>, rows × columns, is what arrives of a pulse at each cell.</summary>
    public SpreadCells(PulseSpread spread, float minimum, float maximum, WeightMatrix weights, ulong seed, string name, double[]? stepFactors = null)
    {
        (_nominalMinimum, _nominalMaximum) = (Vector512.Create(Biased(minimum)), Vector512.Create(Biased(maximum)));
        _steps = spread.Step != 0 || spread.UpDown != 0 || stepFactors is not null ? new FactorPairs(weights.Values.Length) : new FactorPairs();
        _slopes = spread.Slope != 0 ? new FactorPairs(weights.Values.Length) : new FactorPairs();
        _bounds = spread.Bounds != 0 ? new FactorPairs(weights.Values.Length) : new FactorPairs();
        if (spread.Step != 0 || spread.UpDown != 0)
        {
            // Both directions share ξ₁ and take ξ₂ with opposite signs.
            var common = new RandomStream(seed, $"{name}/fabricate/step");
            var opposite = new RandomStream(seed, $"{name}/fabricate/up-down");
            for (var i = 0; i < weights.Rows; i++)
                for (var j = 0; j < weights.Columns; j++)
                {
                    var step = 1 + spread.Step * common.NextNormal();
                    var difference = spread.UpDown * opposite.NextNormal();
                    _steps[i * weights.Stride + j] = (step + difference, step - difference);
                }
        }
        if (spread.Slope != 0) Draw(_slopes, spread.Slope, weights, new RandomStream(seed, $"{name}/fabricate/slope-up"), new RandomStream(seed, $"{name}/fabricate/slope-down"));
        // What arrives of a pulse: a factor on the step of either direction, as the spread is.
        if (stepFactors is not null)
            for (var i = 0; i < weights.Rows; i++)
                for (var j = 0; j < weights.Columns; j++)
                {
                    var (up, down) = _steps[i * weights.Stride + j];
                    var factor = stepFactors[i * weights.Columns + j];
                    _steps[i * weights.Stride + j] = (factor * up, factor * down);
                }
        if (spread.Bounds != 0) Draw(_bounds, spread.Bounds, weights, new RandomStream(seed, $"{name}/fabricate/minimum"), new RandomStream(seed, $"{name}/fabricate/maximum"), SmallestBound);
        (LargestStep, LargestSlope, HighestMinimum, LowestMaximum) = (1, 1, minimum, maximum);
        for (var i = 0; i < weights.Rows; i++)
            for (var j = 0; j < weights.Columns; j++)
            {
                var (step, slope, bound) = (_steps[i * weights.Stride + j], _slopes[i * weights.Stride + j], _bounds[i * weights.Stride + j]);
                LargestStep = Math.Max(LargestStep, Math.Max(step.Low, step.High));
                LargestSlope = Math.Max(LargestSlope, Math.Max(slope.Low, slope.High));
                HighestMinimum = Math.Max(HighestMinimum, minimum * bound.Low);
                LowestMaximum = Math.Min(LowestMaximum, maximum * bound.High);
            }
    }

    /// <summary>Largest factor of a step among the cells, at least 1.</summary>
    public double LargestStep { get; }

    /// <summary>Largest factor of a slope among the cells, at least 1.</summary>
    public double LargestSlope { get; }

    /// <summary>The bounds that no cell's own lie within: weights between these two are within all bounds.</summary>
    public double HighestMinimum { get; }

    /// <inheritdoc cref="HighestMinimum"/>
    public double LowestMaximum { get; }

    /// <summary>Bytes of the factors of one cell.</summary>
    public int BytesPerCell => _steps.BytesPerCell + _slopes.BytesPerCell + _bounds.BytesPerCell;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CellLanes At(nuint index)
    {
        var (step, slope, bound, bias) = (_steps.Eight(index), _slopes.Eight(index), _bounds.Eight(index), Vector256.Create(FactorUnit.Inverse));
        return new(Low(step) * bias, High(step) * bias, Low(slope) * bias, High(slope) * bias, Low(bound) * _nominalMinimum.GetLower(), High(bound) * _nominalMaximum.GetLower());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectedCells<Vector512<float>> At(nuint index, Vector512<float> up)
    {
        var bound = _bounds.Sixteen(index);
        return Unbounded(index, up) with
        {
            Minimum = (Vector512.ShiftLeft(bound, 13) & _places).AsSingle() * _nominalMinimum, Maximum = (Vector512.ShiftRightLogical(bound, 3) & _places).AsSingle() * _nominalMaximum,
        };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectedCells<Vector512<float>> Unbounded(nuint index, Vector512<float> up)
    {
        // How far each pair is turned for the half of the direction to come into place.
        var turn = Vector512.ConditionalSelect(up.AsUInt32(), _turnUp, _turnDown);
        return new DirectedCells<Vector512<float>>(Turned(_steps.Sixteen(index), turn), Turned(_slopes.Sixteen(index), turn), default, default);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectedCells<Vector256<float>> At(nuint index, Vector256<float> up)
    {
        var bound = _bounds.Eight(index);
        var shift = Vector256.AndNot(Vector256.Create(16u), up.AsUInt32());
        return new DirectedCells<Vector256<float>>(Shifted(_steps.Eight(index), shift), Shifted(_slopes.Eight(index), shift),
            Low(bound) * _nominalMinimum.GetLower(), High(bound) * _nominalMaximum.GetLower());
    }

    // A half to a single, for numbers ≥ 0: the bits move into place, and a factor corrects the exponent's bias; exact, subnormals included.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Low(Vector256<uint> pair) => (Vector256.ShiftLeft(pair, 13) & Vector256.Create(Places)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> High(Vector256<uint> pair) => (Vector256.ShiftRightLogical(pair, 3) & Vector256.Create(Places)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> Turned(Vector512<uint> pair, Vector512<uint> turn) => (Avx512F.RotateLeftVariable(pair, turn) & _places).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Shifted(Vector256<uint> pair, Vector256<uint> shift)
    {
        if (Avx2.IsSupported) return Low(Avx2.ShiftRightLogicalVariable(pair, shift));
        return Vector256.ConditionalSelect(Vector256.Equals(shift, Vector256<uint>.Zero).AsSingle(), Low(pair), High(pair));
    }

    private static float Biased(float bound) => (float)Math.Clamp((double)bound * FactorUnit.Inverse, float.MinValue, float.MaxValue);

    private static void Draw(FactorPairs pairs, double sigma, WeightMatrix weights, RandomStream low, RandomStream high, double least = 0)
    {
        for (var i = 0; i < weights.Rows; i++)
            for (var j = 0; j < weights.Columns; j++)
                pairs[i * weights.Stride + j] = (Math.Max(1 + sigma * low.NextNormal(), least), Math.Max(1 + sigma * high.NextNormal(), least));
    }
}
