using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        dtype ??= Dtypes.IsFloating(start.Type) || Dtypes.IsFloating(stop.Type) || Dtypes.IsFloating(step.Type) ? Generation.DefaultDtype : ScalarType.Int64;
        if (step.Number == 0) throw TorchError.New("step must be nonzero");
        if ((stop.Number - start.Number) * Math.Sign(step.Number) < 0) throw TorchError.New("upper bound and larger bound inconsistent with step sign");
        var n = (long)Math.Ceiling((stop.Number - start.Number) / step.Number);
        if (Dtypes.IsFloating(dtype.Value))
        {
            var values = new double[n];
            for (long i = 0; i < n; i++) values[i] = start.Number + i * step.Number;
            return Generation.FromArray(values, dtype, device, requires_grad, null);
        }
        var whole = new long[n];
        for (long i = 0; i < n; i++) whole[i] = start.Whole + i * step.Whole;
        return Generation.FromArray(whole, dtype, device, requires_grad, null);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var result = Generation.Zeros([rows, columns < 0 ? rows : columns], dtype, device, false, names);
        using (no_grad())
        using (var scope = NewDisposeScope()) result.diagonal().fill_(1);
        return requires_grad ? result.requires_grad_() : result;
    }

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        var result = Generation.Empty([n], dtype ?? ScalarType.Int64, device, requires_grad, null);
        Sampling.Permutation(result.Impl, generator);
        return result;
    }

    public static Tensor randperm(long n, Tensor @out, Generator? generator = null)
    {
        if (@out.Impl.Dim != 1 || @out.Impl.Numel != n) throw TorchError.NotHere("an out tensor of another size");
        Sampling.Permutation(@out.BeginInPlace(), generator);
        return @out.EndInPlace();
    }

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Generation.Zeros(input.Impl.Sizes, dtype ?? input.dtype, device, requires_grad, names);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Generation.Ones(input.Impl.Sizes, dtype ?? input.dtype, device, requires_grad, names);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Generation.Empty(input.Impl.Sizes, dtype ?? input.dtype, device, requires_grad, names);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Generation.Full(input.Impl.Sizes, value, dtype ?? input.dtype, device, requires_grad, names);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Generation.Rand(input.Impl.Sizes, dtype ?? input.dtype, device, requires_grad, null, null);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Generation.Randn(input.Impl.Sizes, dtype ?? input.dtype, device, requires_grad, null, null);
}
