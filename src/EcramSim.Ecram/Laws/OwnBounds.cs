using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.Laws;

/// <summary>Where a cell stands between its own bounds.</summary>
internal static class OwnBounds
{
    /// <summary>b_max − b_min of each cell; 1 for a cell whose bounds coincide, which does not move whatever its step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Range(in CellLanes cells)
    {
        var range = cells.Maximum - cells.Minimum;
        return Vector256.ConditionalSelect(Vector256.GreaterThan(range, Vector256<float>.Zero), range, Vector256<float>.One);
    }

    /// <summary>The same of sixteen cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Range(in DirectedCells<Vector512<float>> cells)
    {
        var range = cells.Maximum - cells.Minimum;
        return Vector512.ConditionalSelect(Vector512.GreaterThan(range, Vector512<float>.Zero), range, Vector512<float>.One);
    }

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Range(in DirectedCells<Vector256<float>> cells)
    {
        var range = cells.Maximum - cells.Minimum;
        return Vector256.ConditionalSelect(Vector256.GreaterThan(range, Vector256<float>.Zero), range, Vector256<float>.One);
    }
}
