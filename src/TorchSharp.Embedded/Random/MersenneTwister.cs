namespace TorchSharp;

/// <summary>The 32-bit Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), seeded as PyTorch seeds it.</summary>
internal sealed class MersenneTwister
{
    private const int N = 624;
    private const int M = 397;
    private readonly uint[] state = new uint[N];
    private int next;

    internal MersenneTwister(ulong seed)
    {
        state[0] = (uint)seed;
        for (var j = 1u; j < N; j++)
            state[j] = 1812433253u * (state[j - 1] ^ (state[j - 1] >> 30)) + j;
        next = N;
    }

    internal uint[] State => state;

    internal int Next
    {
        get => next;
        set => next = value;
    }

    internal uint Draw()
    {
        if (next == N) Refill();
        var y = state[next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        y ^= y >> 18;
        return y;
    }

    private void Refill()
    {
        for (var k = 0; k < N; k++)
        {
            var y = (state[k] & 0x80000000) | (state[(k + 1) % N] & 0x7fffffff);
            state[k] = state[(k + M) % N] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908b0dfu : 0);
        }
        next = 0;
    }
}
