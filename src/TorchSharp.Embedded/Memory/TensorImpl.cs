namespace TorchSharp;

using static torch;

/// <summary>
/// One tensor value: storage, shape, strides and its place in the autograd graph. Handles (<see cref="Tensor"/>),
/// saved tensors and gradient slots own it together; when the last one lets go, the storage goes back to the pool.
/// </summary>
internal sealed unsafe class TensorImpl
{
    private int owners = 1;

    internal TensorImpl(TensorStorage storage, long offset, long[] sizes, long[] strides, ScalarType dtype)
    {
        Storage = storage;
        Offset = offset;
        Sizes = sizes;
        Strides = strides;
        Dtype = dtype;
        Numel = Shape.Numel(sizes);
        IsContiguous = Shape.IsContiguous(sizes, strides);
    }

    internal static TensorImpl Allocate(long[] sizes, ScalarType dtype)
    {
        var storage = new TensorStorage(Shape.Numel(sizes) * Dtypes.Size(dtype));
        return new TensorImpl(storage, 0, sizes, Shape.ContiguousStrides(sizes), dtype);
    }

    internal readonly TensorStorage Storage;
    internal readonly long Offset;
    internal readonly long[] Sizes;
    internal readonly long[] Strides;
    internal readonly ScalarType Dtype;
    internal readonly long Numel;
    internal readonly bool IsContiguous;

    internal bool RequiresGradLeaf;
    internal bool RetainGrad;
    internal Node? GradFn;
    internal int OutputNr;
    internal TensorImpl? Grad;
    /// <summary>The tensor this one is a differentiable view of, if any.</summary>
    internal TensorImpl? ViewBase;
    /// <summary>The storage version when this view was made.</summary>
    internal int ViewVersion;

    internal bool RequiresGrad => RequiresGradLeaf || GradFn != null;

    internal int Dim => Sizes.Length;

    internal byte* Bytes => Storage.Data + Offset * Dtypes.Size(Dtype);

    internal float* F32 => (float*)Storage.Data + Offset;

    internal long* I64 => (long*)Storage.Data + Offset;

    internal double* F64 => (double*)Storage.Data + Offset;

    internal int Owners => Volatile.Read(ref owners);

    internal bool IsAlive => Volatile.Read(ref owners) > 0;

    internal void AddOwner() => Interlocked.Increment(ref owners);

    internal void Release()
    {
        if (Interlocked.Decrement(ref owners) != 0) return;
        Storage.Release();
        var grad = Grad;
        Grad = null;
        grad?.Release();
    }

    /// <summary>A new value over the same storage; it owns the storage too.</summary>
    internal TensorImpl View(long offset, long[] sizes, long[] strides)
    {
        Storage.AddOwner();
        return new TensorImpl(Storage, offset, sizes, strides, Dtype);
    }
}
