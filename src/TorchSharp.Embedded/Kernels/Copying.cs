using System.Runtime.CompilerServices;

namespace TorchSharp.Kernels;

using static torch;

/// <summary>Copies between layouts and element types.</summary>
internal static unsafe class Copying
{
    /// <summary>A contiguous tensor of its own storage.</summary>
    internal static TensorImpl Fresh(TensorImpl x, ScalarType dtype)
    {
        var result = TensorImpl.Allocate(x.Sizes, dtype);
        Into(result, x);
        return result;
    }

    /// <summary>The same values, contiguous and of the given type; <paramref name="x"/> itself (one owner more) when it already is.</summary>
    internal static TensorImpl Ready(TensorImpl x, ScalarType dtype)
    {
        if (x.Dtype != dtype || !x.IsContiguous) return Fresh(x, dtype);
        x.AddOwner();
        return x;
    }

    /// <summary>As <see cref="Ready"/>, but any layout will do.</summary>
    internal static TensorImpl Typed(TensorImpl x, ScalarType dtype)
    {
        if (x.Dtype != dtype) return Fresh(x, dtype);
        x.AddOwner();
        return x;
    }

    internal static void AddInto(TensorImpl target, TensorImpl x)
    {
        var typed = Typed(x, target.Dtype);
        Binary.Into(default(AddOp), target, target, typed);
        typed.Release();
    }

    /// <summary>Writes <paramref name="source"/>, broadcast, into the elements of <paramref name="target"/>.</summary>
    internal static void Into(TensorImpl target, TensorImpl source)
    {
        var strides = Shape.ExpandedStrides(source.Sizes, source.Strides, target.Sizes);
        if (target.Dtype == source.Dtype)
        {
            if (target.IsContiguous && source.IsContiguous && source.Numel == target.Numel)
            {
                var bytes = target.Numel * Dtypes.Size(target.Dtype);
                Buffer.MemoryCopy(source.Bytes, target.Bytes, bytes, bytes);
                return;
            }
            switch (Dtypes.Size(target.Dtype))
            {
                case 1: Run<byte, byte, Same<byte>>(target, source, strides); break;
                case 2: Run<short, short, Same<short>>(target, source, strides); break;
                case 4: Run<int, int, Same<int>>(target, source, strides); break;
                default: Run<long, long, Same<long>>(target, source, strides); break;
            }
            return;
        }
        switch (source.Dtype)
        {
            case ScalarType.Float32: From<float>(target, source, strides); break;
            case ScalarType.Float64: From<double>(target, source, strides); break;
            case ScalarType.Int64: From<long>(target, source, strides); break;
            case ScalarType.Int32: From<int>(target, source, strides); break;
            case ScalarType.Int16: From<short>(target, source, strides); break;
            case ScalarType.Int8: From<sbyte>(target, source, strides); break;
            default: From<byte>(target, source, strides); break;
        }
    }

    private static void From<TS>(TensorImpl target, TensorImpl source, long[] strides)
        where TS : unmanaged, System.Numerics.INumber<TS>
    {
        switch (target.Dtype)
        {
            case ScalarType.Float32: Run<float, TS, Convert<float, TS>>(target, source, strides); break;
            case ScalarType.Float64: Run<double, TS, Convert<double, TS>>(target, source, strides); break;
            case ScalarType.Int64: Run<long, TS, Convert<long, TS>>(target, source, strides); break;
            case ScalarType.Int32: Run<int, TS, Convert<int, TS>>(target, source, strides); break;
            case ScalarType.Int16: Run<short, TS, Convert<short, TS>>(target, source, strides); break;
            case ScalarType.Int8: Run<sbyte, TS, Convert<sbyte, TS>>(target, source, strides); break;
            case ScalarType.Byte: Run<byte, TS, Convert<byte, TS>>(target, source, strides); break;
            case ScalarType.Bool: Run<byte, TS, Truth<TS>>(target, source, strides); break;
            default: throw TorchError.NotHere($"dtype {target.Dtype}");
        }
    }

    private static void Run<TT, TS, TC>(TensorImpl target, TensorImpl source, long[] strides)
        where TT : unmanaged where TS : unmanaged where TC : struct, IConvert<TT, TS>
    {
        var row = new Row<TT, TS, TC> { Target = (TT*)target.Bytes, Source = (TS*)source.Bytes };
        RowLoop.Run(target.Sizes, target.Strides, strides, strides, ref row);
    }

    private interface IConvert<TT, TS>
    {
        TT Of(TS value);
    }

    private struct Same<T> : IConvert<T, T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly T Of(T value) => value;
    }

    private struct Convert<TT, TS> : IConvert<TT, TS>
        where TT : unmanaged, System.Numerics.INumber<TT> where TS : unmanaged, System.Numerics.INumber<TS>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TT Of(TS value) => TT.CreateTruncating(value);
    }

    private struct Truth<TS> : IConvert<byte, TS>
        where TS : unmanaged, System.Numerics.INumber<TS>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly byte Of(TS value) => value != TS.Zero ? (byte)1 : (byte)0;
    }

    private struct Row<TT, TS, TC> : IRow
        where TT : unmanaged where TS : unmanaged where TC : struct, IConvert<TT, TS>
    {
        internal TT* Target;
        internal TS* Source;

        public readonly void Run(long o0, long o1, long o2, long n, long s0, long s1, long s2)
        {
            var t = Target + o0;
            var s = Source + o1;
            var convert = default(TC);
            for (long i = 0; i < n; i++) t[i * s0] = convert.Of(s[i * s1]);
        }
    }
}
