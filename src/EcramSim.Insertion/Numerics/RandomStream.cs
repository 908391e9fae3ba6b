using EcramSim.Insertion.Checkpoints;

namespace EcramSim.Insertion.Numerics;

/// <summary>
/// A named stream of random numbers derived from (seed, name, index): a new effect takes a new name and never shifts
/// the numbers of another. Two streams with equal origin give equal numbers, on any thread.
/// </summary>
public sealed class RandomStream : IStateful
{
    private readonly uint _k0, _k1;
    private readonly ulong _index;
    private ulong _block;
    private uint _b0, _b1, _b2, _b3;
    private int _left;
    private double _spareNormal = double.NaN;

    /// <summary>The stream <paramref name="name"/> number <paramref name="index"/> of <paramref name="seed"/>.</summary>
    public RandomStream(ulong seed, string name, ulong index = 0)
    {
        var key = KeyOf(seed, name);
        _k0 = (uint)key;
        _k1 = (uint)(key >> 32);
        _index = index;
    }

    /// <summary>The 64-bit key of a stream: FNV-1a over the name, mixed with the seed by the finaliser of SplitMix64. For kernels that carry their own counters.</summary>
    public static ulong KeyOf(ulong seed, string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name) hash = (hash ^ c) * 1099511628211UL;
        var z = hash + seed * 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Value("block", ref _block);
        state.Value("word0", ref _b0);
        state.Value("word1", ref _b1);
        state.Value("word2", ref _b2);
        state.Value("word3", ref _b3);
        state.Value("left", ref _left);
        state.Value("spare", ref _spareNormal);
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_left == 0)
        {
            (_b0, _b1, _b2, _b3) = Philox.Block((uint)_block, (uint)(_block >> 32), (uint)_index, (uint)(_index >> 32), _k0, _k1);
            _block++;
            _left = 4;
        }
        _left--;
        return _left switch { 3 => _b0, 2 => _b1, 1 => _b2, _ => _b3 };
    }

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble() => ((((ulong)NextUInt32() << 32) | NextUInt32()) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform whole number in [0, <paramref name="bound"/>), without bias (rejection).</summary>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var limit = uint.MaxValue - (uint.MaxValue % (uint)bound + 1) % (uint)bound;
        uint r;
        do r = NextUInt32(); while (r > limit);
        return (int)(r % (uint)bound);
    }

    /// <summary>Standard normal (Box–Muller; the second of each pair is kept).</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }
        var u = 1.0 - NextDouble();
        var (sin, cos) = Math.SinCos(2 * Math.PI * NextDouble());
        var r = Math.Sqrt(-2 * Math.Log(u));
        _spareNormal = r * sin;
        return r * cos;
    }

    /// <summary>A random order of 0 … <paramref name="count"/> − 1 (Fisher–Yates).</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = NextInt32(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
