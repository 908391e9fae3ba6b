using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Convolution(input, weight, bias, 1, One(stride), One(padding), null, One(dilation), groups);

            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null, long groups = 1) =>
                Convolution(input, weight, bias, 1, One(stride), null, padding, One(dilation), groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Convolution(input, weight, bias, 2, strides, padding, null, dilation, groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Convolution(input, weight, bias, 2, strides, null, padding, dilation, groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Convolution(input, weight, bias, 3, strides, padding, null, dilation, groups);

            public static Tensor conv3d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Convolution(input, weight, bias, 3, strides, null, padding, dilation, groups);

            private static long[]? One(long? value) => value is { } v ? [v] : null;

            /// <summary>The checks and messages of PyTorch; <paramref name="same"/> takes the place of <paramref name="padding"/> where it is given.</summary>
            internal static Tensor Convolution(Tensor input, Tensor weight, Tensor? bias, int dims, long[]? strides, long[]? padding, Padding? same, long[]? dilation, long groups)
            {
                var x = input.Impl;
                if (x.Dim != dims + 1 && x.Dim != dims + 2)
                    throw TorchError.New($"Expected {dims + 1}D (unbatched) or {dims + 2}D (batched) input to conv{dims}d, but got input of size: {Shape.Text(x.Sizes)}");
                if (x.Dim == dims + 1) return Convolution(input.unsqueeze(0), weight, bias, dims, strides, padding, same, dilation, groups).squeeze(0);

                var w = weight.Impl.Sizes;
                if (w.Length != dims + 2) throw TorchError.New($"Expected {dims + 2}-dimensional weight for conv{dims}d, but got weight of size {Shape.Text(w)}");
                strides = Window.Spread(strides, dims, 1, "stride");
                dilation = Window.Spread(dilation, dims, 1, "dilation");
                padding = Window.Spread(padding, dims, 0, "padding");
                if (Array.Exists(padding, v => v < 0)) throw TorchError.New("negative padding is not supported");
                if (Array.Exists(strides, v => v <= 0)) throw TorchError.New("non-positive stride is not supported");
                if (Array.Exists(dilation, v => v <= 0)) throw TorchError.New("non-positive dilation is not supported");
                if (groups <= 0) throw TorchError.New("non-positive groups is not supported");
                if (w[0] < groups) throw TorchError.New($"Given groups={groups}, expected weight to be at least {groups} at dimension 0, but got weight of size {Shape.Text(w)} instead");
                if (w[0] % groups != 0) throw TorchError.New($"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, but got weight of size {Shape.Text(w)} instead");
                if (x.Sizes[1] != w[1] * groups)
                    throw TorchError.New($"Given groups={groups}, weight of size {Shape.Text(w)}, expected input{Shape.Text(x.Sizes)} to have {w[1] * groups} channels, but got {x.Sizes[1]} channels instead");
                if (bias is not null && (bias.Impl.Dim != 1 || bias.Impl.Sizes[0] != w[0]))
                    throw TorchError.New($"Given weight of size {Shape.Text(w)}, expected bias to be 1-dimensional with {w[0]} elements, but got bias of size {Shape.Text(bias.Impl.Sizes)} instead");
                if (x.Dtype != weight.dtype) throw TorchError.New($"Input type ({x.Dtype}) and weight type ({weight.dtype}) should be the same");
                if (bias is not null && x.Dtype != bias.dtype) throw TorchError.New($"Input type ({x.Dtype}) and bias type ({bias.dtype}) should be the same");
                if (x.Dtype is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64)) throw TorchError.NotHere($"conv{dims}d of {x.Dtype}");

                long[] space = x.Sizes[2..], kernel = w[2..], after = padding;
                if (same == Padding.Same)
                {
                    if (Array.Exists(strides, v => v != 1)) throw TorchError.New("padding='same' is not supported for strided convolutions");
                    for (var d = 0; d < dims; d++) padding[d] = dilation[d] * (kernel[d] - 1) / 2;
                    after = new long[dims];
                    for (var d = 0; d < dims; d++) after[d] = dilation[d] * (kernel[d] - 1) - padding[d];
                }
                var padded = new long[dims];
                for (var d = 0; d < dims; d++) padded[d] = space[d] + padding[d] + after[d];
                for (var d = 0; d < dims; d++)
                    if (padded[d] < dilation[d] * (kernel[d] - 1) + 1)
                        throw TorchError.New($"Calculated padded input size per channel: ({string.Join(" x ", padded)}). Kernel size: ({string.Join(" x ", kernel.Select((k, i) => dilation[i] * (k - 1) + 1))}). Kernel size can't be greater than actual input size");
                var shape = new ConvolutionShape(x.Sizes[0], groups, x.Sizes[1], w[0], space, kernel, strides, padding, after, dilation);
                return ConvolutionNode.Forward(shape, [x.Sizes[0], w[0], .. shape.Output[(3 - dims)..]], input, weight, bias);
            }
        }
    }
}
