using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Periphery;

/// <summary>
/// A DAC or ADC: rounds to 2^b − 1 levels symmetric about 0 (ties to even) and clips at ± the bound; the step is
/// bound/(2^(b−1) − 1), so both ends and 0 are levels. Without bits it only clips; without a bound it does nothing.
/// </summary>
internal readonly struct Converter
{
    private readonly float _levels, _bound, _levelsPerUnit, _unitsPerLevel;
    private readonly bool _clips;

    /// <summary>A converter of <paramref name="bits"/> over ±<paramref name="bound"/>; null is absence.</summary>
    public Converter(int? bits, double? bound)
    {
        _clips = bound is not null;
        _bound = (float)(bound ?? double.PositiveInfinity);
        _levels = bits is { } b ? (1 << (b - 1)) - 1 : 0;
        _levelsPerUnit = _levels / _bound;
        _unitsPerLevel = _levels == 0 ? 0 : _bound / _levels;
    }

    /// <summary>Whether a value passes unchanged.</summary>
    public bool IsAbsent => !_clips;

    /// <summary>The bound; infinite without one.</summary>
    public float Bound => _bound;

    /// <summary>Eight values through the converter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Convert(Vector256<float> value)
    {
        if (!_clips) return value;
        if (_levels == 0) return Clip(value, _bound);
        var level = Clip(Vector256.Round(value * Vector256.Create(_levelsPerUnit)), _levels);
        return level * Vector256.Create(_unitsPerLevel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Clip(Vector256<float> value, float limit)
    {
        var high = Vector256.Create(limit);
        var low = Vector256.Create(-limit);
        value = Vector256.ConditionalSelect(Vector256.GreaterThan(value, high), high, value);
        return Vector256.ConditionalSelect(Vector256.LessThan(value, low), low, value);
    }
}
