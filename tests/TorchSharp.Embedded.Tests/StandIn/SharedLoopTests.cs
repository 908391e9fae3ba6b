using TorchSharp.Kernels;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Loops in parts: each index once, whoever takes it; a failure reaches the caller; callers side by side do not meet.</summary>
[Collection(nameof(Alone))]
public sealed class SharedLoopTests : IDisposable
{
    private readonly int before = get_num_threads();

    public void Dispose() => set_num_threads(before);

    private static int[] Visits(long n, long grain, long pieces, int each = 2)
    {
        var visits = new int[n];
        Threads.For(n, grain, pieces, (from, to) =>
        {
            Assert.True(from % grain == 0 && from < to);
            for (var i = from; i < to; i++) Interlocked.Increment(ref visits[i]);
        }, each);
        return visits;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 3)]
    public void Every_index_is_visited_once(int threads, int each)
    {
        set_num_threads(threads);
        for (var round = 0; round < 50; round++)
            foreach (var (n, grain) in new[] { (1L, 1L), (7, 1), (100, 12), (97, 6), (3, 8) })
                foreach (var pieces in new[] { 1L, 2, 100 })
                    Assert.All(Visits(n, grain, pieces, each), v => Assert.Equal(1, v));
    }

    [Fact]
    public void What_a_part_throws_reaches_the_caller_and_the_next_loop_runs()
    {
        set_num_threads(3);
        for (var bad = 0; bad < 6; bad++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => Threads.For(6, 1, 100, (from, to) =>
            {
                if (from <= bad && bad < to) throw new InvalidOperationException($"part with {bad}");
            }));
            Assert.Equal($"part with {bad}", error.Message);
            Assert.All(Visits(40, 1, 100), v => Assert.Equal(1, v));
        }
    }

    [Fact]
    public void Loops_inside_loops_and_beside_each_other()
    {
        set_num_threads(2);
        var callers = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var round = 0; round < 100; round++)
            {
                var counts = new int[8][];
                Threads.For(8, 1, 100, (from, to) =>
                {
                    for (var i = from; i < to; i++) counts[i] = Visits(30, 4, 100);
                });
                Assert.All(counts, c => Assert.All(c, v => Assert.Equal(1, v)));
            }
        })).ToArray();
        foreach (var caller in callers) caller.Start();
        foreach (var caller in callers) caller.Join();
    }
}
