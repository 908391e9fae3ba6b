using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Crossbar.Wires;

/// <summary>One number out of eight lanes, in an order that does not depend on the processor.</summary>
internal static class Lane
{
    /// <summary>Halves, then halves of those.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> v)
    {
        var four = v.GetLower() + v.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>The largest lane.</summary>
    public static double Largest(Vector512<double> v)
    {
        var largest = v.ToScalar();
        for (var k = 1; k < Grid.Lanes; k++) largest = Math.Max(largest, v.GetElement(k));
        return largest;
    }

    /// <summary>The largest of sixteen lanes.</summary>
    public static float Largest(Vector512<float> v)
    {
        var largest = v.ToScalar();
        for (var k = 1; k < Vector512<float>.Count; k++) largest = MathF.Max(largest, v.GetElement(k));
        return largest;
    }
}
