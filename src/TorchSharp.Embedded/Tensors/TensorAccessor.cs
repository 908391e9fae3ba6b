using System.Collections;
using System.Runtime.CompilerServices;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in row-major order, whatever its strides. Reads and writes the tensor itself.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : struct
{
    private readonly torch.Tensor tensor;

    internal TensorAccessor(torch.Tensor tensor) => this.tensor = tensor;

    /// <summary>Through the handle, so that a disposed tensor is an error instead of somebody else's memory.</summary>
    private TensorImpl impl => tensor.Impl;

    public long Count => impl.Numel;

    public bool IsReadOnly => false;

    public unsafe T this[params long[] indices]
    {
        get => Unsafe.Read<T>(Place(Offset(indices)));
        set
        {
            // The package reads by one running index but writes by a full set of indices only.
            if (indices.Length < impl.Dim) throw new IndexOutOfRangeException();
            Unsafe.Write(Place(Offset(indices)), value);
            impl.Storage.Version++;
        }
    }

    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result.AsSpan());
        return result;
    }

    public Array ToNDArray()
    {
        if (impl.Dim == 0) return ToArray();
        var flat = ToArray();
        var result = Array.CreateInstance(typeof(T), impl.Sizes);
        var at = new long[impl.Dim];
        foreach (var value in flat)
        {
            result.SetValue(value, at);
            for (var d = impl.Dim - 1; d >= 0 && ++at[d] == impl.Sizes[d]; d--) at[d] = 0;
        }
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var n = Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (impl.IsContiguous)
            new ReadOnlySpan<T>(Place(tensorIndex), checked((int)n)).CopyTo(array[arrayIndex..]);
        else
            for (long i = 0; i < n; i++) array[arrayIndex + (int)i] = Unsafe.Read<T>(Place(Linear(tensorIndex + i)));
        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    public unsafe void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var n = Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (impl.IsContiguous)
            array.Slice(arrayIndex, checked((int)n)).CopyTo(new Span<T>(Place(tensorIndex), checked((int)n)));
        else
            for (long i = 0; i < n; i++) Unsafe.Write(Place(Linear(tensorIndex + i)), array[arrayIndex + (int)i]);
        impl.Storage.Version++;
        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return At(impl.IsContiguous ? i : Linear(i));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && this == other;

    public override int GetHashCode() => Count.GetHashCode();

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) =>
        ReferenceEquals(left, right) || (left is not null && right is not null && left.Count == right.Count && left.SequenceEqual(right));

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);

    public void Dispose()
    {
    }

    private unsafe T At(long offset) => Unsafe.Read<T>(Place(offset));

    private unsafe void* Place(long offset) => impl.Bytes + offset * Unsafe.SizeOf<T>();

    private long Linear(long index)
    {
        long offset = 0;
        for (var d = impl.Dim - 1; d >= 0; d--)
        {
            offset += index % impl.Sizes[d] * impl.Strides[d];
            index /= impl.Sizes[d];
        }
        return offset;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && impl.Dim != 1)
        {
            if ((ulong)indices[0] >= (ulong)Count) throw new IndexOutOfRangeException();
            return Linear(indices[0]);
        }
        if (indices.Length != impl.Dim) throw new ArgumentException($"expected {impl.Dim} indices, got {indices.Length}");
        long offset = 0;
        for (var d = 0; d < indices.Length; d++)
        {
            if ((ulong)indices[d] >= (ulong)impl.Sizes[d]) throw new IndexOutOfRangeException();
            offset += indices[d] * impl.Strides[d];
        }
        return offset;
    }
}
