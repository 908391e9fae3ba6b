using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Numerics;

/// <summary>The scalar twin of <see cref="NormalLanes"/>, from <see cref="Philox"/> itself.</summary>
internal static class NormalReference
{
    /// <summary>Number <paramref name="word"/> (0 … 3) of the counter (<paramref name="first"/>, <paramref name="second"/>, <paramref name="step"/>).</summary>
    public static float Of(ulong key, uint first, uint second, ulong step, int word)
    {
        var (r0, r1, r2, r3) = Philox.Block(first, second, (uint)step, (uint)(step >> 32), (uint)key, (uint)(key >> 32));
        var (radius, turn) = word < 2 ? (r0, r1) : (r2, r3);
        var u = ((radius >> 8) + 1) * (1f / (1 << 24));
        var r = MathF.Sqrt(LaneLogarithm.Of(u) * -2f);
        var (sin, cos) = LaneMathReference.SinCos(turn);
        return r * (word % 2 == 0 ? cos : sin);
    }

    /// <summary>As <see cref="NormalLanes.Fill"/>.</summary>
    public static void Fill(ulong key, uint second, ulong step, Span<float> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            var (block, rest) = Math.DivRem(i, PhiloxLanes.BlockSize);
            var (word, lane) = Math.DivRem(rest, Lanes.Count);
            destination[i] = Of(key, (uint)(block * Lanes.Count + lane), second, step, word);
        }
    }
}
