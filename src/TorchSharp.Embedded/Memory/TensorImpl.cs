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

    internal TensorStorage Storage { get; private set; }

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
    /// <summary>The tensor this one is a view of, if any; never a view itself.</summary>
    internal TensorImpl? ViewBase;
    /// <summary>How this view was made.</summary>
    internal ViewKind ViewKind;
    /// <summary>The storage version to which <see cref="GradFn"/> of this view belongs.</summary>
    internal int ViewVersion;

    internal bool RequiresGrad
    {
        get
        {
            Follow();
            return RequiresGradLeaf || GradFn != null;
        }
    }

    internal int Dim => Sizes.Length;

    /// <summary>Whether one element in memory stands for several of this tensor, as after expand.</summary>
    internal bool Repeats
    {
        get
        {
            for (var d = 0; d < Strides.Length; d++)
                if (Strides[d] == 0 && Sizes[d] > 1) return true;
            return false;
        }
    }

    /// <summary>A view that was made before its memory changed in place reads its base as the graph has it now.</summary>
    internal void Follow()
    {
        if (ViewBase == null || ViewVersion == Storage.Version || RequiresGradLeaf || ViewKind == ViewKind.WithoutGrad) return;
        ViewVersion = Storage.Version;
        GradFn = ViewBase.RequiresGrad ? new StridedNode(ViewBase, this) : null;
        OutputNr = 0;
    }

    /// <summary>
    /// Puts the value written in place by output <paramref name="nr"/> of <paramref name="node"/> into the graph. Written through a
    /// view, it becomes a part of the base, and the view is read from there again.
    /// </summary>
    internal void Rebase(Node node, int nr = 0)
    {
        var changed = this;
        if (ViewBase != null)
        {
            changed = ViewBase;
            node = new OverwriteNode(ViewBase, this, node, nr);
            nr = 0;
            GradFn = new StridedNode(node, ViewBase, this);
            OutputNr = 0;
            ViewVersion = Storage.Version;
            if (RetainGrad) (GradFn.Watchers ??= []).Add(new WeakReference<TensorImpl>(this));
        }
        changed.GradFn = node;
        changed.OutputNr = nr;
        if (changed.RetainGrad) (node.Watchers ??= []).Add(new WeakReference<TensorImpl>(changed));
    }

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

    private bool IsWhole => IsContiguous && Offset == 0 && Numel * Dtypes.Size(Dtype) == Storage.Bytes;

    /// <summary>Every element becomes zero: at once, or when somebody looks if this is all of its storage.</summary>
    internal void ClearLater()
    {
        if (IsWhole) Storage.ClearLater();
        else Generation.Clear(this);
        Storage.Version++;
    }

    /// <summary>
    /// Whether adding <paramref name="other"/>, which nobody else can see, to this tensor was done by sharing its
    /// storage: so it is when this one is zero by promise, and no other tensor lies in its memory.
    /// </summary>
    internal bool Became(TensorImpl other)
    {
        if (!Storage.ClearsLater || Storage.Owners != 1 || !IsWhole || !other.IsWhole || other.Dtype != Dtype || other.Numel != Numel) return false;
        var (old, version) = (Storage, Storage.Version);
        other.Storage.AddOwner();
        Storage = other.Storage;
        Storage.Version = version + 1;
        old.Release();
        return true;
    }

    /// <summary>A new value over the same storage; it owns the storage too.</summary>
    internal TensorImpl View(long offset, long[] sizes, long[] strides)
    {
        Storage.AddOwner();
        return new TensorImpl(Storage, offset, sizes, strides, Dtype);
    }
}
