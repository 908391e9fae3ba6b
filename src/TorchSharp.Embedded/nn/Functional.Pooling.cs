using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode).output;

            public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                MaxPool(input, 1, [kernel_size], One(stride), One(padding), One(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                max_pool2d_with_indices(input, kernel_size, strides, padding, dilation, ceil_mode).output;

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                MaxPool(input, 2, [kernel_size], One(stride), One(padding), One(dilation), ceil_mode).Values;

            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                MaxPool(input, 2, Each(kernel_size), Each(stride), Each(padding), Each(dilation), ceil_mode).Values;

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                MaxPool(input, 2, kernel_size, strides, padding, dilation, ceil_mode);

            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                max_pool3d_with_indices(input, kernel_size, strides, padding, dilation, ceil_mode).output;

            public static (Tensor output, Tensor indices) max_pool3d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                MaxPool(input, 3, kernel_size, strides, padding, dilation, ceil_mode);

            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
                MeanPool(input, 1, [kernel_size], One(stride), One(padding), ceil_mode, count_include_pad, null);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                MeanPool(input, 2, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                MeanPool(input, 2, [kernel_size], One(stride), [padding], ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                MeanPool(input, 2, Each(kernel_size), Each(stride), Each(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool3d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                MeanPool(input, 3, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => AdaptiveMean(input, 1, [output_size]);

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => AdaptiveMean(input, 2, output_size);

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => AdaptiveMean(input, 2, [output_size]);

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => AdaptiveMean(input, 2, Each(output_size));

            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => AdaptiveMean(input, 3, output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, long output_size) => AdaptiveMean(input, 3, [output_size]);

            public static Tensor adaptive_avg_pool3d(Tensor input, (long, long, long) output_size) => AdaptiveMean(input, 3, Each(output_size));

            public static Tensor adaptive_max_pool1d(Tensor input, long output_size) => adaptive_max_pool1d_with_indices(input, output_size).Values;

            public static (Tensor Values, Tensor Indices) adaptive_max_pool1d_with_indices(Tensor input, long output_size) => AdaptiveMax(input, 1, [output_size]);

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) => adaptive_max_pool2d_with_indices(input, output_size).Values;

            public static (Tensor Values, Tensor Indices) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) => AdaptiveMax(input, 2, output_size);

            private static (Tensor Values, Tensor Places) MaxPool(Tensor input, int dims, long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceil)
            {
                CheckPooled(input, dims, $"max_pool{dims}d");
                return MaxPoolNode.Forward(input, dims, Sliding(input, dims, kernel, stride, padding, dilation, ceil));
            }

            private static Tensor MeanPool(Tensor input, int dims, long[] kernel, long[]? stride, long[]? padding, bool ceil, bool countPadding, long? divisor)
            {
                CheckPooled(input, dims, $"avg_pool{dims}d");
                if (divisor == 0) throw TorchError.New("divisor must be not zero");
                return MeanPoolNode.Forward(input, dims, Sliding(input, dims, kernel, stride, padding, null, ceil), countPadding, divisor);
            }

            private static Tensor AdaptiveMean(Tensor input, int dims, long[] outputs)
            {
                CheckPooled(input, dims, $"adaptive_avg_pool{dims}d");
                return MeanPoolNode.Forward(input, dims, Adaptive(input, dims, outputs, $"adaptive_avg_pool{dims}d"), false, null);
            }

            private static (Tensor Values, Tensor Places) AdaptiveMax(Tensor input, int dims, long[] outputs)
            {
                CheckPooled(input, dims, $"adaptive_max_pool{dims}d");
                return MaxPoolNode.Forward(input, dims, Adaptive(input, dims, outputs, $"adaptive_max_pool{dims}d"));
            }

            private static void CheckPooled(Tensor input, int dims, string what)
            {
                var x = input.Impl;
                if (x.Dim != dims + 1 && x.Dim != dims + 2) throw TorchError.New($"{what}(): Expected {dims + 1}D or {dims + 2}D tensor, but got {Shape.Text(x.Sizes)}");
                for (var d = x.Dim - dims - 1; d < x.Dim; d++)
                    if (x.Sizes[d] == 0) throw TorchError.New($"{what}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes {Shape.Text(x.Sizes)} with dimension {d} being empty");
                if (x.Dtype is not (ScalarType.Float32 or ScalarType.Float64)) throw TorchError.New($"\"{what}\" not implemented for '{x.Dtype}'");
            }

            /// <summary>One window per dimension, led by windows of one where there are fewer than three.</summary>
            private static Window[] Sliding(Tensor input, int dims, long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceil)
            {
                var sizes = input.Impl.Sizes[^dims..];
                kernel = Window.Spread(kernel, dims, 1, "kernel_size");
                stride = stride is { Length: > 0 } ? Window.Spread(stride, dims, 1, "stride") : kernel;
                padding = Window.Spread(padding, dims, 0, "padding");
                dilation = Window.Spread(dilation, dims, 1, "dilation");
                var result = Unit();
                for (var d = 0; d < dims; d++)
                {
                    if (kernel[d] <= 0) throw TorchError.New($"kernel size should be greater than zero, but got {Shape.Text(kernel)}");
                    if (stride[d] <= 0) throw TorchError.New($"stride should be greater than zero, but got {Shape.Text(stride)}");
                    if (dilation[d] <= 0) throw TorchError.New($"dilation should be greater than zero, but got {Shape.Text(dilation)}");
                    if (padding[d] < 0) throw TorchError.New($"pad must be non-negative, but got pad: {padding[d]}");
                    if (padding[d] > kernel[d] / 2) throw TorchError.New($"pad should be at most half of kernel size, but got pad={padding[d]} and kernel_size={kernel[d]}");
                    var window = result[3 - dims + d] = Window.Sliding(sizes[d], kernel[d], stride[d], padding[d], dilation[d], ceil);
                    if (window.Output < 1)
                        throw TorchError.New($"Given input size {Shape.Text(sizes)} and kernel size {Shape.Text(kernel)}, the output size of dimension {d} is too small: {window.Output}");
                }
                return result;
            }

            private static Window[] Adaptive(Tensor input, int dims, long[] outputs, string what)
            {
                outputs = Window.Spread(outputs, dims, 1, "output_size");
                if (Array.Exists(outputs, n => n < 0)) throw TorchError.New($"{what}: elements of output_size must be greater than or equal to 0 but received {Shape.Text(outputs)}");
                var result = Unit();
                for (var d = 0; d < dims; d++) result[3 - dims + d] = Window.Adaptive(input.Impl.Sizes[input.Impl.Dim - dims + d], outputs[d]);
                return result;
            }

            private static Window[] Unit()
            {
                var one = Window.Adaptive(1, 1);
                return [one, one, one];
            }
        }
    }
}
