using System.Collections;

namespace TorchSharp.Utils;

using static torch;

/// <summary>
/// The numbers 0 … size-1 in random order: that of <c>randperm</c> for the seed, the same in every pass. Without a
/// seed each pass draws one from the default generator, so that <c>manual_seed</c> fixes the passes too.
/// </summary>
public class FisherYatesShuffler : IEnumerable<long>
{
    private readonly long size;
    private readonly int? seed;

    public FisherYatesShuffler(long size, int? seed = null)
    {
        this.size = size;
        this.seed = seed;
    }

    public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Order()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private unsafe long[] Order()
    {
        var start = (ulong)(seed ?? 0);
        if (seed == null) Generator.Default.Draw(stream => start = stream.Bits64());
        using var generator = new Generator(start);
        var drawn = TensorImpl.Allocate([size], ScalarType.Int64);
        Sampling.Permutation(drawn, generator);
        var order = new ReadOnlySpan<long>(drawn.I64, checked((int)size)).ToArray();
        drawn.Release();
        return order;
    }
}
