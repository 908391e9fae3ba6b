namespace TorchSharp;

using static torch;

/// <summary>Element sizes and the promotion rules of mixed types.</summary>
internal static class Dtypes
{
    internal static int Size(ScalarType dtype) => dtype switch
    {
        ScalarType.Float32 or ScalarType.Int32 => 4,
        ScalarType.Int64 or ScalarType.Float64 => 8,
        ScalarType.Bool or ScalarType.Byte or ScalarType.Int8 => 1,
        ScalarType.Int16 => 2,
        _ => throw TorchError.NotHere($"dtype {dtype}"),
    };

    internal static bool IsFloating(ScalarType dtype) => dtype is ScalarType.Float32 or ScalarType.Float64;

    internal static bool IsIntegral(ScalarType dtype) => !IsFloating(dtype) && dtype != ScalarType.Bool;

    /// <summary>The three types in which kernels compute: float, double, long.</summary>
    internal static ScalarType Compute(ScalarType dtype) => dtype switch
    {
        ScalarType.Float32 or ScalarType.Float64 => dtype,
        _ => ScalarType.Int64,
    };

    internal static ScalarType Of(Type type) =>
        type == typeof(float) ? ScalarType.Float32 :
        type == typeof(long) ? ScalarType.Int64 :
        type == typeof(double) ? ScalarType.Float64 :
        type == typeof(int) ? ScalarType.Int32 :
        type == typeof(bool) ? ScalarType.Bool :
        type == typeof(byte) ? ScalarType.Byte :
        type == typeof(sbyte) ? ScalarType.Int8 :
        type == typeof(short) ? ScalarType.Int16 :
        throw TorchError.NotHere($"element type {type.Name}");

    private static int Category(ScalarType dtype) => IsFloating(dtype) || dtype == ScalarType.Float16 ? 2 : dtype == ScalarType.Bool ? 0 : 1;

    internal static ScalarType Promote(ScalarType a, ScalarType b)
    {
        if (a == b) return a;
        var (ca, cb) = (Category(a), Category(b));
        if (ca != cb) return ca > cb ? a : b;
        if (ca == 2) return ScalarType.Float64;
        // Byte meets a signed type: the next wider signed one holds both.
        if (a == ScalarType.Byte && b == ScalarType.Int8 || a == ScalarType.Int8 && b == ScalarType.Byte) return ScalarType.Int16;
        return Size(a) >= Size(b) && a != ScalarType.Byte ? a : b == ScalarType.Byte ? a : b;
    }

    /// <summary>Result type of two tensors: a tensor without dimensions only decides when its category is higher.</summary>
    internal static ScalarType Promote(TensorImpl a, TensorImpl b)
    {
        if (a.Dtype == b.Dtype) return a.Dtype;
        if (a.Dim == 0 == (b.Dim == 0)) return Promote(a.Dtype, b.Dtype);
        return a.Dim == 0 ? PromoteWeak(b.Dtype, a.Dtype) : PromoteWeak(a.Dtype, b.Dtype);
    }

    private static ScalarType PromoteWeak(ScalarType strong, ScalarType weak) => Category(weak) > Category(strong) ? weak : strong;

    internal static ScalarType PromoteScalar(ScalarType tensor, ScalarType scalar)
    {
        var (ct, cs) = (Category(tensor), Category(scalar));
        if (cs <= ct) return tensor;
        return cs == 2 ? Generation.DefaultDtype : scalar == ScalarType.Bool ? ScalarType.Bool : ScalarType.Int64;
    }
}
