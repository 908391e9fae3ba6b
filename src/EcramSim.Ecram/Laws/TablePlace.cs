using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Ecram.Laws;

/// <summary>Where eight lanes stand between the points of a uniform table.</summary>
internal static class TablePlace
{
    /// <summary>
    /// Index of the point below <paramref name="position"/> (in points from the first; the last point belongs to the interval before it)
    /// and the fraction of the way to the next; positions outside the table take its ends.
    /// </summary>
    /// <param name="position">Position in units of the spacing.</param>
    /// <param name="last">Index of the last point.</param>
    /// <param name="fraction">In [0, 1].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Of(Vector256<float> position, float last, out Vector256<float> fraction)
    {
        position = Vector256.MaxNative(Vector256.MinNative(position, Vector256.Create(last)), Vector256<float>.Zero);
        var below = Vector256.Min(Vector256.ConvertToInt32Native(position), Vector256.Create((int)last - 1));
        fraction = position - Vector256.ConvertToSingle(below);
        return below;
    }

    /// <summary>The same for sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Of(Vector512<float> position, float last, out Vector512<float> fraction)
    {
        position = Vector512.MaxNative(Vector512.MinNative(position, Vector512.Create(last)), Vector512<float>.Zero);
        var below = Vector512.Min(Vector512.ConvertToInt32Native(position), Vector512.Create((int)last - 1));
        fraction = position - Vector512.ConvertToSingle(below);
        return below;
    }
}
