using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.Laws;

/// <summary>A number that pulses up and pulses down have each, for sixteen cells at once.</summary>
/// <param name="up">That of pulses up.</param>
/// <param name="down">That of pulses down.</param>
/// <param name="ofFactors">Whether it is to be multiplied with a factor of <see cref="DirectedCells{TVector}"/>, which counts in <see cref="FactorUnit"/>s.</param>
internal readonly struct Directions(double up, double down, bool ofFactors)
{
    private readonly Vector512<float> _up = Vector512.Create(Scaled(up, ofFactors)), _down = Vector512.Create(Scaled(down, ofFactors));

    /// <summary>That of the direction of each cell; all bits are set in <paramref name="up"/> where it is up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Of(Vector512<float> up) => Vector512.ConditionalSelect(up, _up, _down);

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Of(Vector256<float> up) => Vector256.ConditionalSelect(up, _up.GetLower(), _down.GetLower());

    private static float Scaled(double value, bool ofFactors)
    {
        if (!ofFactors) return (float)value;
        if (!(Math.Abs(value) <= FactorUnit.Largest)) throw new ArgumentOutOfRangeException(nameof(value), value, FormattableString.Invariant($"a nominal number of a pulse law must lie within ±{FactorUnit.Largest}"));
        return (float)value * FactorUnit.Inverse;
    }
}
