namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Channels of [batch, channels, space…] to mean 0 and variance 1; in training by the batch itself, which moves the running statistics.</summary>
            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5)
            {
                var x = input.Impl;
                if (x.Dim < 2) throw TorchError.New($"batch_norm: expected input of at least 2 dimensions, but got {Shape.Text(x.Sizes)}");
                if (x.Dtype is not (ScalarType.Float32 or ScalarType.Float64)) throw TorchError.New($"\"batch_norm\" not implemented for '{x.Dtype}'");
                var channels = x.Sizes[1];
                if (training && x.Numel == channels) throw TorchError.New($"Expected more than 1 value per channel when training, got input size {Shape.Text(x.Sizes)}");
                if (!training && running_mean is null) throw TorchError.New("running_mean must be defined in evaluation mode");
                if (!training && running_var is null) throw TorchError.New("running_var must be defined in evaluation mode");
                foreach (var (part, what) in new[] { (running_mean, "running_mean"), (running_var, "running_var"), (weight, "weight"), (bias, "bias") })
                {
                    if (part is null) continue;
                    if (part.Impl.Numel != channels || part.Impl.Dim != 1) throw TorchError.New($"{what} should contain {channels} elements not {part.Impl.Numel}");
                    if (part.dtype != x.Dtype) throw TorchError.New($"mixed dtype (CPU): expect {what} to have scalar type of {x.Dtype}, but got {part.dtype}");
                }
                return BatchNormNode.Forward(input, running_mean, running_var, weight, bias, training, momentum, eps);
            }

            /// <summary>Each block of the last dimensions to mean 0 and variance 1.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5)
            {
                var x = input.Impl;
                if (normalized_shape.Length == 0) throw TorchError.New("Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []");
                foreach (var (part, what) in new[] { (weight, "weight"), (bias, "bias") })
                {
                    if (part is null) continue;
                    if (!Shape.Same(part.Impl.Sizes, normalized_shape)) throw TorchError.New($"Expected {what} to be of same shape as normalized_shape, but got {what} of shape {Shape.Text(part.Impl.Sizes)} and normalized_shape = {Shape.Text(normalized_shape)}");
                    if (part.dtype != x.Dtype) throw TorchError.New($"mixed dtype (CPU): expect {what} to have scalar type of {x.Dtype}, but got {part.dtype}");
                }
                if (x.Dim < normalized_shape.Length || !Shape.Same(x.Sizes[^normalized_shape.Length..], normalized_shape))
                    throw TorchError.New($"Given normalized_shape={Shape.Text(normalized_shape)}, expected input with shape [*, {string.Join(", ", normalized_shape)}], but got input of size{Shape.Text(x.Sizes)}");
                if (x.Dtype is not (ScalarType.Float32 or ScalarType.Float64)) throw TorchError.New($"\"LayerNormKernelImpl\" not implemented for '{x.Dtype}'");
                return LayerNormNode.Forward(input, (long[])normalized_shape.Clone(), weight, bias, eps);
            }
        }
    }
}
