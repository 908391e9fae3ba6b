using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <summary>[batch, channels, height, width] to [batch, channels·taps, positions].</summary>
            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null)
            {
                var x = input.Impl;
                if (x.Dim == 3) return unfold(input.unsqueeze(0), kernel_size, dilation, padding, stride).squeeze(0);
                if (x.Dim != 4) throw TorchError.New($"Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: {Shape.Text(x.Sizes)}");
                long[] kernel = Each(kernel_size), step = Each(stride ?? (1, 1)), around = Each(padding ?? (0, 0)), apart = Each(dilation ?? (1, 1));
                if (Array.Exists(kernel, k => k <= 0)) throw TorchError.New($"kernel size should be greater than zero, but got kernel_height: {kernel[0]} kernel_width: {kernel[1]}");
                if (Array.Exists(apart, k => k <= 0)) throw TorchError.New($"dilation should be greater than zero, but got dilation_height: {apart[0]} dilation_width: {apart[1]}");
                if (Array.Exists(around, k => k < 0)) throw TorchError.New($"padding should be non-negative, but got pad_height: {around[0]} pad_width: {around[1]}");
                if (Array.Exists(step, k => k <= 0)) throw TorchError.New($"stride should be greater than zero, but got stride_height: {step[0]} stride_width: {step[1]}");
                if (x.Dtype is not (ScalarType.Float32 or ScalarType.Float64)) throw TorchError.New($"\"im2col\" not implemented for '{x.Dtype}'");
                for (var d = 0; d < 2; d++)
                    if (x.Sizes[d + 2] + 2 * around[d] < apart[d] * (kernel[d] - 1) + 1)
                        throw TorchError.New($"Given input with spatial size ({x.Sizes[2]}, {x.Sizes[3]}), kernel_size=({kernel[0]}, {kernel[1]}), dilation=({apart[0]}, {apart[1]}), padding=({around[0]}, {around[1]}): the array of sliding blocks is empty, but its components must be at least one.");
                return UnfoldNode.Forward(new ConvolutionShape(x.Sizes[0], 1, x.Sizes[1], 1, x.Sizes[2..], kernel, step, around, around, apart), input);
            }
        }
    }
}
