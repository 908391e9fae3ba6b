namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>x above zero, a learnt slope times x below: one slope, or one for each channel.</summary>
    public sealed class PReLU : nn.Module<Tensor, Tensor>
    {
        private Parameter weight_ = null!;

        internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype) : base(nameof(PReLU))
        {
            this.num_parameters = num_parameters;
            this.init = init;
            weight = new Parameter(full(num_parameters, init, dtype ?? ScalarType.Float32, device));
        }

        public long num_parameters { get; }

        public double init { get; }

        public Parameter weight
        {
            get => weight_;
            set
            {
                if (ReferenceEquals(value, weight_)) return;
                weight_?.Dispose();
                weight_ = (Parameter)value.DetachFromDisposeScope();
                ConditionallyRegisterParameter(nameof(weight), value);
            }
        }

        public override Tensor forward(Tensor tensor) => nn.functional.prelu(tensor, weight);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null, ScalarType? dtype = null) => new(num_parameters, init, device, dtype);
        }
    }
}
