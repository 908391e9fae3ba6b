namespace TorchSharp;

using static torch;

/// <summary>The one place where new tensors are made; the many overloads of the API end here.</summary>
internal static unsafe class Generation
{
    internal static ScalarType DefaultDtype = ScalarType.Float32;

    internal static Tensor Empty(ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        Device.Require(device);
        if (names is { Length: > 0 }) throw TorchError.NotHere("named dimensions");
        foreach (var s in size)
            if (s < 0) throw TorchError.New($"Trying to create tensor with negative dimension {s}: {Shape.Text(size.ToArray())}");
        var result = new Tensor(TensorImpl.Allocate(size.Length == 0 ? Shape.Scalar : size.ToArray(), dtype ?? DefaultDtype));
        if (requires_grad) result.requires_grad_();
        return result;
    }

    internal static Tensor Zeros(ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        var result = Empty(size, dtype, device, requires_grad, names);
        Clear(result.Impl);
        return result;
    }

    internal static Tensor Ones(ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        var result = Empty(size, dtype, device, requires_grad, names);
        Fill(result.Impl, 1, 1);
        return result;
    }

    internal static Tensor Full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        dtype ??= value.Type switch
        {
            ScalarType.Bool => ScalarType.Bool,
            var t when Dtypes.IsFloating(t) => DefaultDtype,
            _ => ScalarType.Int64,
        };
        var result = Empty(size, dtype, device, requires_grad, names);
        Fill(result.Impl, value.Number, value.Whole);
        return result;
    }

    internal static Tensor Full(long[] size, ScalarType dtype, double value)
    {
        var impl = TensorImpl.Allocate(size, dtype);
        Fill(impl, value, (long)value);
        return new Tensor(impl);
    }

    internal static Tensor Rand(ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        var result = Empty(size, Floating(dtype, "rand"), device, requires_grad, names);
        Sampling.Uniform(result.Impl, 0, 1, generator);
        return result;
    }

    internal static Tensor Randn(ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        var result = Empty(size, Floating(dtype, "randn"), device, requires_grad, names);
        Sampling.Normal(result.Impl, 0, 1, generator);
        return result;
    }

    internal static Tensor Randint(long low, long high, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        var result = Empty(size, dtype ?? ScalarType.Int64, device, requires_grad, names);
        Sampling.Integers(result.Impl, low, high, generator);
        return result;
    }

    private static ScalarType Floating(ScalarType? dtype, string what)
    {
        var result = dtype ?? DefaultDtype;
        return Dtypes.IsFloating(result) ? result : throw TorchError.New($"\"{what}\" not implemented for '{result}'");
    }

    internal static void Clear(TensorImpl x)
    {
        if (x.IsContiguous) new Span<byte>(x.Bytes, checked((int)(x.Numel * Dtypes.Size(x.Dtype)))).Clear();
        else Fill(x, 0, 0);
        GC.KeepAlive(x);
    }

    /// <summary>Every element becomes the value (its whole part for integer types).</summary>
    internal static void Fill(TensorImpl x, double value, long whole)
    {
        if (x.IsContiguous && x.Dtype == ScalarType.Float32) new Span<float>(x.F32, checked((int)x.Numel)).Fill((float)value);
        else if (x.IsContiguous && x.Dtype == ScalarType.Int64) new Span<long>(x.I64, checked((int)x.Numel)).Fill(whole);
        else
        {
            var one = TensorImpl.Allocate(Shape.Scalar, Dtypes.IsFloating(x.Dtype) ? ScalarType.Float64 : ScalarType.Int64);
            if (Dtypes.IsFloating(x.Dtype)) *one.F64 = value;
            else *one.I64 = x.Dtype == ScalarType.Bool && value != 0 ? 1 : whole;
            Kernels.Copying.Into(x, one);
            one.Release();
        }
        GC.KeepAlive(x);
    }

    /// <summary>A tensor with the elements of an array of any rank, converted when another type is asked for.</summary>
    internal static Tensor FromArray(Array source, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        var own = Dtypes.Of(source.GetType().GetElementType()!);
        var result = Empty(size, own, device, false, names);
        if (result.Impl.Numel != source.LongLength)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {source.LongLength} elements for shape {Shape.Text(size.ToArray())}");
        if (source.Length > 0)
        {
            ref var first = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(source);
            fixed (byte* p = &first)
            {
                var bytes = source.LongLength * Dtypes.Size(own);
                Buffer.MemoryCopy(p, result.Impl.Bytes, bytes, bytes);
            }
        }
        if (dtype is { } wanted && wanted != own)
        {
            var typed = Kernels.Copying.Fresh(result.Impl, wanted);
            result.Replace(typed);
        }
        if (requires_grad) result.requires_grad_();
        return result;
    }

    internal static Tensor FromArray(Array source, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        var size = new long[source.Rank];
        for (var d = 0; d < size.Length; d++) size[d] = source.GetLongLength(d);
        return FromArray(source, size, dtype, device, requires_grad, names);
    }

    internal static Tensor FromValue<T>(T value, ScalarType? dtype, Device? device, bool requires_grad) where T : struct =>
        FromArray(new[] { value }, [], dtype, device, requires_grad, null);
}
