using System.Runtime.CompilerServices;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public TensorAccessor<T> data<T>() where T : struct
        {
            if (Dtypes.Of(typeof(T)) != Impl.Dtype)
                throw new ArgumentException($"{typeof(T).Name} is not compatible with {Impl.Dtype}");
            return new TensorAccessor<T>(this);
        }

        /// <summary>
        /// The raw bytes of a contiguous tensor; writing into them changes the tensor. A strided one has no span of its elements:
        /// the package throws the same exception, so code that runs here runs there (call <c>contiguous()</c> first).
        /// </summary>
        public Span<byte> bytes
        {
            get
            {
                var own = Impl;
                if (!own.IsContiguous) throw new NotImplementedException("Bytes() called on non-contiguous tensor.");
                var size = Dtypes.Size(own.Dtype);
                return own.Storage.Span(own.Offset * size, own.Numel * size);
            }
            set
            {
                var own = Impl;
                if (!own.IsContiguous) throw new NotImplementedException("SetBytes() called on non-contiguous tensor.");
                if (value.Length != own.Numel * Dtypes.Size(own.Dtype)) throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(bytes);
                own.Storage.Version++;
            }
        }

        public T item<T>() where T : struct
        {
            var own = Impl;
            if (own.Numel != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            if (Dtypes.Of(typeof(T)) is var asked && asked != own.Dtype) throw new ArgumentException($"{asked} is not compatible with {own.Dtype}");
            var value = Read<T>(own, 0);
            GC.KeepAlive(this);
            return value;
        }

        public Scalar ToScalar()
        {
            var own = Impl;
            if (own.Numel != 1) throw TorchError.New($"a Tensor with {Impl.Numel} elements cannot be converted to Scalar");
            return own.Dtype switch
            {
                ScalarType.Float32 => new Scalar(Number(0), ScalarType.Float32),
                ScalarType.Float64 => new Scalar(Number(0), ScalarType.Float64),
                ScalarType.Bool => new Scalar(Number(0) != 0),
                _ => new Scalar((long)Read<long>(own, 0), own.Dtype),
            };
        }

        /// <summary>The only element of this tensor as a double.</summary>
        internal double Only
        {
            get
            {
                if (Impl.Numel != 1) throw TorchError.New($"a Tensor with {Impl.Numel} elements cannot be converted to Scalar");
                return Number(0);
            }
        }

        private double Number(long offset) => ReadDouble(Impl, offset);

        internal static unsafe double ReadDouble(TensorImpl own, long at) => own.Dtype switch
        {
            ScalarType.Float32 => own.F32[at],
            ScalarType.Float64 => own.F64[at],
            ScalarType.Int64 => own.I64[at],
            ScalarType.Int32 => ((int*)own.Bytes)[at],
            ScalarType.Int16 => ((short*)own.Bytes)[at],
            ScalarType.Int8 => ((sbyte*)own.Bytes)[at],
            _ => own.Bytes[at],
        };

        private static unsafe T Read<T>(TensorImpl own, long at) where T : struct
        {
            if (typeof(T) == typeof(Scalar)) throw new ArgumentException("item<T> needs a primitive type");
            if (Dtypes.Of(typeof(T)) == own.Dtype) return Unsafe.Read<T>(own.Bytes + at * Dtypes.Size(own.Dtype));
            if (own.Dtype == ScalarType.Int64)
            {
                var value = own.I64[at];
                return Convert<T>(value, value);
            }
            var number = ReadDouble(own, at);
            return Convert<T>(number, (long)number);
        }

        private static T Convert<T>(double value, long whole) where T : struct
        {
            if (typeof(T) == typeof(float)) return (T)(object)(float)value;
            if (typeof(T) == typeof(double)) return (T)(object)value;
            if (typeof(T) == typeof(long)) return (T)(object)whole;
            if (typeof(T) == typeof(int)) return (T)(object)(int)whole;
            if (typeof(T) == typeof(short)) return (T)(object)(short)whole;
            if (typeof(T) == typeof(byte)) return (T)(object)(byte)whole;
            if (typeof(T) == typeof(sbyte)) return (T)(object)(sbyte)whole;
            return (T)(object)(value != 0);
        }

        private bool SameValues(Tensor other)
        {
            using var scope = NewDisposeScope();
            return eq(other).all().Only != 0;
        }
    }
}
