using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Ecram.Laws;

/// <summary>Where eight lanes stand between the points of a uniform table.</summary>
internal static class TablePlace
{
    /// <summary>
    /// Index of the point below <paramref name="position"/> (in points from the first) and the fraction of the way to the next;
    /// positions outside the table take its ends.
    /// </summary>
    /// <param name="position">Position in units of the spacing.</param>
    /// <param name="last">Index of the last point.</param>
    /// <param name="fraction">In [0, 1].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Of(Vector256<float> position, float last, out Vector256<float> fraction)
    {
        var end = Vector256.Create(last);
        position = Vector256.ConditionalSelect(Vector256.GreaterThan(position, Vector256<float>.Zero), position, Vector256<float>.Zero);
        position = Vector256.ConditionalSelect(Vector256.LessThan(position, end), position, end);
        var below = Vector256.Floor(position);
        var lastBelow = Vector256.Create(last - 1);
        below = Vector256.ConditionalSelect(Vector256.LessThan(below, lastBelow), below, lastBelow);
        fraction = position - below;
        return Vector256.ConvertToInt32(below);
    }

    /// <summary>a + t(b − a), exact at both ends for a table value of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Between(Vector256<float> a, Vector256<float> b, Vector256<float> t) => Vector256.FusedMultiplyAdd(t, b - a, a);
}
