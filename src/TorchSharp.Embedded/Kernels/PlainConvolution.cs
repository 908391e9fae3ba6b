using System.Numerics;

namespace TorchSharp.Kernels;

/// <summary>Convolution as its definition says, for double precision; the packed one in float is tested against it.</summary>
internal static unsafe class PlainConvolution
{
    /// <summary>y = bias + W·columns(x).</summary>
    internal static void Forward<T>(ConvolutionShape s, T* x, T* w, T* bias, T* y) where T : unmanaged, INumber<T>
    {
        Each(s, x, y, (i, g, input, output, columns) =>
        {
            Columns.Unfold((T*)input, s, (T*)columns);
            for (long f = 0; f < s.Filters; f++)
            {
                var row = (T*)output + f * s.OutputSpace;
                new Span<T>(row, (int)s.OutputSpace).Fill(bias == null ? T.Zero : bias[g * s.Filters + f]);
                for (long k = 0; k < s.Taps; k++)
                {
                    var factor = w[(g * s.Filters + f) * s.Taps + k];
                    for (long p = 0; p < s.OutputSpace; p++) row[p] += factor * ((T*)columns)[k * s.OutputSpace + p];
                }
            }
        });
    }

    /// <summary>dx = columnsᵀ(Wᵀ·dy).</summary>
    internal static void InputGradient<T>(ConvolutionShape s, T* dy, T* w, T* dx) where T : unmanaged, INumber<T>
    {
        new Span<T>(dx, checked((int)(s.Batch * s.Groups * s.Channels * s.InputSpace))).Clear();
        Each(s, dx, dy, (i, g, input, output, columns) =>
        {
            new Span<T>((T*)columns, (int)(s.Taps * s.OutputSpace)).Clear();
            for (long k = 0; k < s.Taps; k++)
                for (long f = 0; f < s.Filters; f++)
                {
                    var factor = w[(g * s.Filters + f) * s.Taps + k];
                    for (long p = 0; p < s.OutputSpace; p++) ((T*)columns)[k * s.OutputSpace + p] += factor * ((T*)output)[f * s.OutputSpace + p];
                }
            Columns.Fold((T*)input, s, (T*)columns);
        });
    }

    /// <summary>dW = Σ over the batch of dy·columns(x)ᵀ.</summary>
    internal static void WeightGradient<T>(ConvolutionShape s, T* x, T* dy, T* dw) where T : unmanaged, INumber<T>
    {
        new Span<T>(dw, checked((int)(s.Groups * s.Filters * s.Taps))).Clear();
        Each(s, x, dy, (i, g, input, output, columns) =>
        {
            Columns.Unfold((T*)input, s, (T*)columns);
            for (long f = 0; f < s.Filters; f++)
                for (long k = 0; k < s.Taps; k++)
                {
                    var sum = T.Zero;
                    for (long p = 0; p < s.OutputSpace; p++) sum += ((T*)output)[f * s.OutputSpace + p] * ((T*)columns)[k * s.OutputSpace + p];
                    dw[(g * s.Filters + f) * s.Taps + k] += sum;
                }
        });
    }

    private delegate void Part(long sample, long group, void* input, void* output, void* columns);

    private static void Each<T>(ConvolutionShape s, T* input, T* output, Part part) where T : unmanaged
    {
        var columns = new TensorStorage(s.Taps * s.OutputSpace * sizeof(T));
        for (long i = 0; i < s.Batch; i++)
            for (long g = 0; g < s.Groups; g++)
                part(i, g, input + (i * s.Groups + g) * s.Channels * s.InputSpace, output + (i * s.Groups + g) * s.Filters * s.OutputSpace, columns.Data);
        columns.Release();
    }
}
