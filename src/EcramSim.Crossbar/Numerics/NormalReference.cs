using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Numerics;

/// <summary>The scalar twin of <see cref="NormalLanes"/>, from <see cref="Philox"/> itself.</summary>
internal static class NormalReference
{
    /// <summary>Number <paramref name="word"/> (0 … 3) of the counter (<paramref name="first"/>, <paramref name="second"/>, <paramref name="step"/>).</summary>
    public static float Of(ulong key, uint first, uint second, ulong step, int word)
    {
        var (r0, r1, r2, r3) = Philox.Block(first, second, (uint)step, (uint)(step >> 32), (uint)key, (uint)(key >> 32), PhiloxLanes.Rounds);
        return NormalQuantile.Of(word switch { 0 => r0, 1 => r1, 2 => r2, _ => r3 });
    }

    /// <summary>Number <paramref name="n"/> of the stream (<paramref name="second"/>, <paramref name="step"/>), as <see cref="NormalLanes.Fill"/> counts.</summary>
    public static float At(ulong key, int n, uint second, ulong step)
    {
        var (block, rest) = Math.DivRem(n, PhiloxLanes.WideSize);
        var (word, lane) = Math.DivRem(rest, Lanes.Wide);
        return Of(key, (uint)(block * Lanes.Wide + lane), second, step, word);
    }

    /// <summary>As <see cref="NormalLanes.Fill"/>.</summary>
    public static void Fill(ulong key, uint second, ulong step, Span<float> destination)
    {
        for (var i = 0; i < destination.Length; i++) destination[i] = At(key, i, second, step);
    }
}
