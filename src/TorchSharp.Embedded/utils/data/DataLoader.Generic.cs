using System.Collections;
using TorchSharp.Utils;

namespace TorchSharp.Modules;

using static torch;

/// <summary>
/// The items of a data set in batches, in the order of a sampler. A batch lives until the next one is asked for,
/// or for good with <c>disposeBatch: false</c>; it belongs to no dispose scope.
/// </summary>
public class DataLoader<T, S> : IEnumerable<S>, IDisposable
{
    public DataLoader(utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Device.Require(device);
        this.dataset = dataset;
        batch_size = batchSize;
        this.collate_fn = collate_fn;
        sampler = shuffler;
        this.Device = device ?? CPU;
        num_workers = Math.Max(num_worker, 1);
        this.drop_last = drop_last;
        DisposeBatch = disposeBatch;
        DisposeDataset = disposeDataset;
    }

    public DataLoader(utils.data.Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : this(dataset, batchSize, collate_fn, shuffle ? new FisherYatesShuffler(dataset.Count, seed) : InOrder(dataset.Count), device, num_worker, drop_last, disposeBatch, disposeDataset)
    {
    }

    public utils.data.Dataset<T> dataset { get; }

    public int batch_size { get; }

    public Func<IEnumerable<T>, Device, S> collate_fn { get; }

    public IEnumerable<long> sampler { get; }

    public Device Device { get; }

    public int num_workers { get; }

    public bool drop_last { get; }

    public bool DisposeBatch { get; }

    public bool DisposeDataset { get; }

    /// <summary>Batches in one pass.</summary>
    public long Count => (dataset.Count + (drop_last ? 0 : batch_size - 1)) / batch_size;

    private static IEnumerable<long> InOrder(long count)
    {
        for (long i = 0; i < count; i++) yield return i;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public IEnumerator<S> GetEnumerator()
    {
        IReadOnlyList<IDisposable> alive = [];
        try
        {
            foreach (var places in sampler.Chunk(batch_size))
            {
                if (drop_last && places.Length < batch_size) yield break;
                foreach (var old in alive) old.Dispose();
                alive = [];
                var batch = Collected(places, out var made);
                if (DisposeBatch) alive = made;
                yield return batch;
            }
        }
        finally
        {
            foreach (var old in alive) old.Dispose();
        }
    }

    private S Collected(long[] places, out IReadOnlyList<IDisposable> made)
    {
        using var items = NewDisposeScope();
        var read = Read(places, items);
        using var scope = NewDisposeScope();
        var batch = collate_fn(read, Device);
        made = [.. scope.DisposablesView];
        scope.Detach(made);
        return batch;
    }

    /// <summary>Each item keeps its place, whichever worker reads it; tensors that workers made join <paramref name="scope"/>.</summary>
    private T[] Read(long[] places, DisposeScope scope)
    {
        if (num_workers == 1) return Array.ConvertAll(places, dataset.GetTensor);
        var read = new T[places.Length];
        var made = new IReadOnlyList<IDisposable>[places.Length];
        Parallel.For(0, places.Length, new ParallelOptions { MaxDegreeOfParallelism = num_workers }, i =>
        {
            using var own = NewDisposeScope();
            read[i] = dataset.GetTensor(places[i]);
            made[i] = [.. own.DisposablesView];
            own.Detach(made[i]);
        });
        foreach (var list in made) scope.Attach(list);
        return read;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && DisposeDataset) dataset.Dispose();
    }
}
