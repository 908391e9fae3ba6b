using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Pulses;

/// <summary>Numbers of pulses as a law wants them: with their square roots, correctly rounded.</summary>
/// <param name="wide">Whether there may be more than 31 pulses.</param>
internal readonly struct CountRoots(bool wide)
{
    // √0 … √31: looked up faster than computed. Constant data: the initialisation of a field would be a call, and a call spills every vector.
    private static ReadOnlySpan<float> Roots =>
    [
        0f, 1f, 1.41421354f, 1.73205078f, 2f, 2.23606801f, 2.44948983f, 2.64575124f,
        2.82842708f, 3f, 3.1622777f, 3.31662488f, 3.46410155f, 3.60555124f, 3.7416575f, 3.87298346f,
        4f, 4.12310553f, 4.2426405f, 4.35889912f, 4.47213602f, 4.5825758f, 4.69041586f, 4.79583168f,
        4.89897966f, 5f, 5.09901953f, 5.19615221f, 5.29150248f, 5.38516474f, 5.47722578f, 5.56776428f,
    ];

    private readonly bool _computes = wide || !Avx512F.IsSupported;
    private readonly Vector512<float> _first = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(Roots)), _second = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(Roots), 16);

    /// <summary>Of sixteen cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PulseCount<Vector512<float>> Of(Vector512<int> count)
    {
        var number = Vector512.ConvertToSingle(count);
        return new(number, _computes ? Vector512.Sqrt(number) : Avx512F.PermuteVar16x32x2(_first, count, _second));
    }

    /// <summary>Of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PulseCount<Vector256<float>> Of(Vector256<int> count)
    {
        var number = Vector256.ConvertToSingle(count);
        return new(number, Vector256.Sqrt(number));
    }
}
