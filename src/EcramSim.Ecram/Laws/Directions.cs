using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Ecram.Laws;

/// <summary>A number that pulses up and pulses down have each, for sixteen cells at once.</summary>
internal readonly struct Directions(double up, double down)
{
    private readonly Vector512<float> _up = Vector512.Create((float)up), _down = Vector512.Create((float)down);

    /// <summary>That of the direction of each cell; all bits are set in <paramref name="up"/> where it is up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Of(Vector512<float> up) => Vector512.ConditionalSelect(up, _up, _down);

    /// <summary>The same of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Of(Vector256<float> up) => Vector256.ConditionalSelect(up, _up.GetLower(), _down.GetLower());
}
