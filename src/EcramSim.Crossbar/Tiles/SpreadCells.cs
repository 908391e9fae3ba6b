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
    private readonly Half[]? _stepUp, _stepDown, _slopeUp, _slopeDown, _minimum, _maximum;
    private readonly float _nominalMinimum, _nominalMaximum;

    /// <summary>Draws the factors of <see cref="PulseSpread"/>, each from a stream of its own; <paramref name="stepFactors"/>, rows × columns, is what arrives of a pulse at each cell.</summary>
    public SpreadCells(PulseSpread spread, float minimum, float maximum, WeightMatrix weights, ulong seed, string name, double[]? stepFactors = null)
    {
        (_nominalMinimum, _nominalMaximum) = (minimum, maximum);
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
            (_stepUp, _stepDown) = (_stepUp ?? Ones(weights), _stepDown ?? Ones(weights));
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
    }

    /// <summary>Bytes of the factors of one cell.</summary>
    public int BytesPerCell
    {
        get
        {
            Half[]?[] all = [_stepUp, _stepDown, _slopeUp, _slopeDown, _minimum, _maximum];
            return 2 * all.Count(a => a is not null);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CellLanes At(nuint index) => new(
        Factors(_stepUp, index), Factors(_stepDown, index), Factors(_slopeUp, index), Factors(_slopeDown, index),
        Factors(_minimum, index) * Vector256.Create(_nominalMinimum), Factors(_maximum, index) * Vector256.Create(_nominalMaximum));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Factors(Half[]? factors, nuint index)
    {
        if (factors is null) return Vector256<float>.One;
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
        return Vector256.ShiftLeft(wide, 13).AsSingle() * Vector256.Create(5.192296858534828e33f); // 2¹¹²
    }

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
