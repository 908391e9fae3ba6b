using System.Numerics;

namespace TorchSharp.Kernels;

/// <summary>
/// The matrix whose product with the weights is a convolution, written out plainly: row (channel, tap), column
/// (output position), and its adjoint, which adds the rows back to where they came from.
/// </summary>
internal static unsafe class Columns
{
    internal static void Unfold<T>(T* image, ConvolutionShape s, T* columns) where T : unmanaged, INumber<T> => Walk(image, s, columns, fold: false);

    internal static void Fold<T>(T* image, ConvolutionShape s, T* columns) where T : unmanaged, INumber<T> => Walk(image, s, columns, fold: true);

    private static void Walk<T>(T* image, ConvolutionShape s, T* column, bool fold) where T : unmanaged, INumber<T>
    {
        for (long c = 0; c < s.Channels; c++, image += s.InputSpace)
            for (long kd = 0; kd < s.Kernel[0]; kd++)
                for (long kh = 0; kh < s.Kernel[1]; kh++)
                    for (long kw = 0; kw < s.Kernel[2]; kw++)
                        for (long od = 0; od < s.Output[0]; od++)
                        {
                            var d = od * s.Stride[0] + kd * s.Dilation[0] - s.Before[0];
                            for (long oh = 0; oh < s.Output[1]; oh++)
                            {
                                var h = oh * s.Stride[1] + kh * s.Dilation[1] - s.Before[1];
                                var inside = d >= 0 && d < s.Input[0] && h >= 0 && h < s.Input[1];
                                var row = image + (d * s.Input[1] + h) * s.Input[2];
                                for (long ow = 0; ow < s.Output[2]; ow++, column++)
                                {
                                    var w = ow * s.Stride[2] + kw * s.Dilation[2] - s.Before[2];
                                    var there = inside && w >= 0 && w < s.Input[2];
                                    if (!fold) *column = there ? row[w] : T.Zero;
                                    else if (there) row[w] += *column;
                                }
                            }
                        }
    }
}
