namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>y = x·Wᵀ + b, initialised as PyTorch does: uniform within ±1/√in_features.</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        private const string Weight = "weight";
        private const string Bias = "bias";
        private Parameter weight_ = null!;
        private Parameter? bias_;

        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            in_features = weight.shape[1];
            out_features = weight.shape[0];
            this.weight = weight;
            this.bias = bias;
        }

        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
        {
            in_features = inputSize;
            out_features = outputSize;
            weight = new Parameter(empty(outputSize, inputSize, dtype, device));
            using (no_grad())
            {
                var bound = 1 / Math.Sqrt(inputSize);
                weight.uniform_(-bound, bound);
                if (!hasBias) return;
                bias = new Parameter(empty(outputSize, dtype, device));
                bias.uniform_(-bound, bound);
            }
        }

        public long in_features { get; set; }

        public long out_features { get; set; }

        public Parameter weight
        {
            get => weight_;
            set
            {
                if (ReferenceEquals(value, weight_)) return;
                weight_?.Dispose();
                weight_ = (Parameter)value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(Weight, value);
            }
        }

        public Parameter? bias
        {
            get => bias_;
            set
            {
                if (ReferenceEquals(value, bias_)) return;
                bias_?.Dispose();
                bias_ = (Parameter?)value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(Bias, value);
            }
        }

        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight_, bias_);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) => new(weight, bias);
        }
    }
}
