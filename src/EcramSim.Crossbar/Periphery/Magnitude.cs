using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Periphery;

/// <summary>The largest |x| of a vector, on which the managements of reads and updates rest.</summary>
internal static class Magnitude
{
    /// <summary>max|x|, 0 for an empty vector; infinite or NaN if any element is. The length is a multiple of eight.</summary>
    public static float Largest(ReadOnlySpan<float> padded)
    {
        // As integers, magnitudes order like their values, and infinity and NaN stand above all numbers.
        var most = Vector256<int>.Zero;
        for (var j = 0; j < padded.Length; j += Lanes.Count)
        {
            var bits = Vector256.Create(padded.Slice(j, Lanes.Count)).AsInt32() & Vector256.Create(0x7FFFFFFF);
            most = Vector256.Max(most, bits);
        }
        var largest = 0;
        for (var lane = 0; lane < Lanes.Count; lane++) largest = Math.Max(largest, most.GetElement(lane));
        return BitConverter.Int32BitsToSingle(largest);
    }

    /// <summary>Refuses a vector with an infinite or undefined element.</summary>
    /// <exception cref="ArithmeticException">The largest magnitude is not finite.</exception>
    public static void Check(float largest, string what)
    {
        if (!float.IsFinite(largest)) throw new ArithmeticException($"{what} of the array is infinite or not a number: the training has diverged (lower the learning rate)");
    }
}
