using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

[Collection(nameof(Alone))]
public sealed class DataLoaderTests
{
    /// <summary>Item i is {value: i, square: [i², i²]}, made anew for each call.</summary>
    private sealed class Squares(long count) : utils.data.Dataset
    {
        public bool Disposed { get; private set; }

        public override long Count => count;

        public override Dictionary<string, Tensor> GetTensor(long index) => new()
        {
            ["value"] = tensor(index),
            ["square"] = full(new long[] { 2 }, (float)(index * index)),
        };

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }
    }

    private static long[][] Values(DataLoader loader) => [.. loader.Select(batch => batch["value"].data<long>().ToArray())];

    [Fact]
    public void Batches_in_order_with_and_without_the_last()
    {
        using var data = new Squares(7);
        using var loader = utils.data.DataLoader(data, 3);
        Assert.Equal(3, loader.Count);
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], Values(loader));
        using var whole = utils.data.DataLoader(data, 3, drop_last: true);
        Assert.Equal(2, whole.Count);
        Assert.Equal([[0, 1, 2], [3, 4, 5]], Values(whole));
        var first = loader.First();
        Assert.Equal([3L, 2L], loader.Select(b => b["square"].shape).First());
        Assert.True(first["square"].IsInvalid);
    }

    [Fact]
    public void A_seed_fixes_the_order_whatever_the_number_of_workers()
    {
        using var data = new Squares(40);
        long[]? first = null;
        foreach (var workers in new[] { 1, 2, 4 })
        {
            using var loader = utils.data.DataLoader(data, 4, shuffle: true, seed: 12, num_worker: workers, disposeDataset: false);
            for (var pass = 0; pass < 2; pass++)
            {
                long[] order = [.. Values(loader).SelectMany(v => v)];
                Assert.Equal(first ??= order, order);
            }
        }
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (long)i), first!.Order());
        Assert.NotEqual(first!.Order(), first);
        Assert.False(data.Disposed);
        var free = new FisherYatesShuffler(40);
        Assert.NotEqual(free.ToArray(), free.ToArray());
    }

    [Fact]
    public void Tensors_by_row_with_a_sampler_of_ones_own()
    {
        using var scope = NewDisposeScope();
        var x = arange(12).reshape(6, 2);
        var y = arange(6);
        using var data = utils.data.TensorDataset(x, y);
        Assert.Equal(6, data.Count);
        Assert.Equal([4L, 5L], data[2][0].data<long>().ToArray());
        using var loader = utils.data.DataLoader(data, 2, new long[] { 5, 0, 3 });
        var seen = new List<long[]>();
        foreach (var batch in loader)
        {
            Assert.Equal(batch[1].shape[0], batch[0].shape[0]);
            seen.Add(batch[1].data<long>().ToArray());
        }
        Assert.Equal([[5, 0], [3]], seen);
        Assert.Throws<ArgumentException>(() => utils.data.TensorDataset(x, arange(5)));
    }

    [Fact]
    public void A_batch_lives_until_the_next_and_nothing_is_left()
    {
        var before = Tensor.TotalCount;
        foreach (var workers in new[] { 1, 3 })
        {
            using var loader = utils.data.DataLoader(new Squares(8), 2, num_worker: workers);
            Tensor? last = null;
            foreach (var batch in loader)
            {
                Assert.True(last is null || last.IsInvalid);
                last = batch["value"];
                Assert.False(last.IsInvalid);
                Assert.Equal(before + 2, Tensor.TotalCount);
            }
            Assert.True(last!.IsInvalid);
            foreach (var batch in loader)
                if (batch["value"].data<long>()[0] == 2) break;
            Assert.Equal(before, Tensor.TotalCount);
        }
        using var keeping = utils.data.DataLoader(new Squares(4), 2, disposeBatch: false);
        var kept = keeping.ToList();
        Assert.Equal(before + 4, Tensor.TotalCount);
        foreach (var t in kept.SelectMany(b => b.Values)) t.Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }
}
