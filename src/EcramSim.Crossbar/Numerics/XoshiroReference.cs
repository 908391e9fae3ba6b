using System.Numerics;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Numerics;

/// <summary>The scalar twin of <see cref="XoshiroLanes"/>: its numbers one by one, the generators started by <see cref="Philox"/> itself.</summary>
internal sealed class XoshiroReference
{
    private readonly uint[] _states = new uint[4 * Lanes.Wide];
    private int _lane;

    /// <summary>The stream of (<paramref name="second"/>, <paramref name="step"/>) of a key from its start.</summary>
    public XoshiroReference(ulong key, uint second, ulong step)
    {
        for (var lane = 0; lane < Lanes.Wide; lane++)
            (_states[lane], _states[16 + lane], _states[32 + lane], _states[48 + lane]) =
                Philox.Block((uint)lane, second, (uint)step, (uint)(step >> 32), (uint)key, (uint)(key >> 32), PhiloxLanes.Rounds);
    }

    /// <summary>The next number.</summary>
    public float Next()
    {
        var lane = _lane++ % Lanes.Wide;
        return NormalQuantile.Of(Word(ref _states[lane], ref _states[16 + lane], ref _states[32 + lane], ref _states[48 + lane]));
    }

    /// <summary>The next word of the generator whose state is (<paramref name="a"/>, <paramref name="b"/>, <paramref name="c"/>, <paramref name="d"/>).</summary>
    public static uint Word(ref uint a, ref uint b, ref uint c, ref uint d)
    {
        var word = BitOperations.RotateLeft(a + d, 7) + a;
        var shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 11);
        return word;
    }
}
