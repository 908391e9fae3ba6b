namespace TorchSharp.Modules
{
    using static torch;

    public sealed class ELU : ParameterLessModule<Tensor, Tensor>
    {
        internal ELU(double alpha, bool inplace) : base("ELU")
        {
            this.alpha = alpha;
            this.inplace = inplace;
        }

        public double alpha { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor tensor) => nn.functional.elu(tensor, alpha, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ELU ELU(double alpha = 1, bool inplace = false) => new(alpha, inplace);
        }
    }
}
