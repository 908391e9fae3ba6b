namespace TorchSharp.Modules
{
    using static torch;

    public sealed class GELU : ParameterLessModule<Tensor, Tensor>
    {
        internal GELU(Approximate approximate, bool inplace) : base("GELU")
        {
            this.approximate = approximate;
            this.inplace = inplace;
        }

        public Approximate approximate { get; set; }

        public bool inplace { get; set; }

        public enum Approximate
        {
            none = 0,
            tanh = 1,
        }

        public override Tensor forward(Tensor tensor) => nn.functional.gelu(tensor, approximate, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.GELU GELU() => new(Modules.GELU.Approximate.none, false);

            public static Modules.GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);

            public static Modules.GELU GELU(Modules.GELU.Approximate approximate, bool inplace = false) => new(approximate, inplace);
        }
    }
}
