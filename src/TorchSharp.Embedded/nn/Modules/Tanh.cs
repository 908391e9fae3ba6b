namespace TorchSharp.Modules
{
    using static torch;

    public sealed class Tanh : ParameterLessModule<Tensor, Tensor>
    {
        internal Tanh(bool inplace) : base("Tanh")
        {
            this.inplace = inplace;
        }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor tensor) => nn.functional.tanh(tensor, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Tanh Tanh() => new(false);

            public static Modules.Tanh Tanh(bool inplace = false) => new(inplace);
        }
    }
}
