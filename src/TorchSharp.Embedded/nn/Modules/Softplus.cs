namespace TorchSharp.Modules
{
    using static torch;

    public sealed class Softplus : ParameterLessModule<Tensor, Tensor>
    {
        internal Softplus(double beta, double threshold) : base("Softplus")
        {
            this.beta = beta;
            this.threshold = threshold;
        }

        public double beta { get; set; }

        public double threshold { get; set; }

        public override Tensor forward(Tensor tensor) => nn.functional.softplus(tensor, beta, threshold);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Softplus Softplus(double beta = 1, double threshold = 20) => new(beta, threshold);
        }
    }
}
