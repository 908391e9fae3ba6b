using TorchSharp.Kernels;

namespace TorchSharp;

using static Modules.GELU;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_() : x.relu();

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? x.sigmoid_() : x.sigmoid();

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? x.tanh_() : x.tanh();

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? x.silu_() : x.silu();

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? input.leaky_relu_(negative_slope) : input.leaky_relu(negative_slope);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                Elu(x, alpha, 1, 1, inplace);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) => Elu(x, alpha, 1, 1 / alpha, inplace);

            public static Tensor selu(Tensor x, bool inplace = false) => Elu(x, 1.6732632423543772, 1.0507009873554805, 1, inplace);

            private static Tensor Elu(Tensor x, double alpha, double scale, double rate, bool inplace) => inplace
                ? x.InPlaceOfInput(new EluOp(alpha, scale, rate), new EluGrad(alpha, scale, rate))
                : x.MapOfInput(new EluOp(alpha, scale, rate), new EluGrad(alpha, scale, rate));

            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) => inplace
                ? x.InPlaceOfInput(new ClampOp(min_val, max_val), new HardtanhGrad(min_val, max_val))
                : x.MapOfInput(new ClampOp(min_val, max_val), new HardtanhGrad(min_val, max_val));

            public static Tensor relu6(Tensor x, bool inplace = false) => hardtanh(x, 0, 6, inplace);

            /// <summary>x above zero, weight·x below; one weight, or one for each channel (dimension 1).</summary>
            public static Tensor prelu(Tensor input, Tensor weight)
            {
                if (weight.Impl.Numel == 1) return input.relu().sub(input.neg().relu().mul(weight.reshape(Shape.Scalar)));
                if (input.Impl.Dim < 2 || weight.Impl.Numel != input.Impl.Sizes[1])
                    throw TorchError.New($"prelu: {weight.Impl.Numel} weights for an input of shape {Shape.Text(input.Impl.Sizes)}");
                var shape = new long[input.Impl.Dim];
                Array.Fill(shape, 1L);
                shape[1] = -1;
                return input.relu().sub(input.neg().relu().mul(weight.view(shape)));
            }

            public static Tensor gelu(Tensor x) => x.MapOfInput(default(GeluOp), default(GeluGrad));

            public static Tensor gelu(Tensor x, bool inplace) => inplace ? x.InPlaceOfInput(default(GeluOp), default(GeluGrad)) : gelu(x);

            public static Tensor gelu(Tensor x, Approximate approximate, bool inplace = false)
            {
                if (approximate == Approximate.none) return gelu(x, inplace);
                return inplace ? x.InPlaceOfInput(default(GeluTanhOp), default(GeluTanhGrad)) : x.MapOfInput(default(GeluTanhOp), default(GeluTanhGrad));
            }

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                x.MapOfInput(new SoftplusOp(beta, threshold), new SoftplusGrad(beta, threshold));

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (p is < 0 or > 1) throw TorchError.New($"dropout probability has to be between 0 and 1, but got {p}");
                if (!training || p == 0) return input;
                if (p == 1) return inplace ? input.mul_(0) : input.mul(0);
                var mask = empty_like(input);
                Sampling.Bernoulli(mask.Impl, 1 - p, null);
                Unary.InPlace(new DivScalarOp(1 - p), mask.Impl);
                return inplace ? input.mul_(mask) : input.mul(mask);
            }

            /// <summary>X·Wᵀ + b over the last dimension.</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null)
            {
                var x = input.Impl;
                if (x.Dim != 2)
                {
                    if (x.Dim == 0 || x.Sizes[^1] != weights.Impl.Sizes[^1])
                        throw TorchError.New($"linear: input {Shape.Text(x.Sizes)} and weight {Shape.Text(weights.Impl.Sizes)} do not fit");
                    return linear(input.reshape(-1, x.Sizes[^1]), weights, bias).reshape([.. x.Sizes[..^1], weights.Impl.Sizes[0]]);
                }
                var result = new Tensor(Transposing.Multiply(x, false, weights.Impl, true, bias?.Impl));
                var recorded = GradMode.Enabled && (x.RequiresGrad || weights.Impl.RequiresGrad || (bias is not null && bias.Impl.RequiresGrad));
                return recorded ? result.With(new LinearNode(input, weights, bias)) : result;
            }

            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                using var off = no_grad();
                var classes = num_classes >= 0 ? num_classes : x.max().item<long>() + 1;
                return Generation.Full([.. x.Impl.Sizes, classes], ScalarType.Int64, 0).scatter_(-1, x.unsqueeze(-1), Generation.Full([.. x.Impl.Sizes, 1], ScalarType.Int64, 1));
            }
        }
    }
}
