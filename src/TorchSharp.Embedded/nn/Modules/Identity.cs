namespace TorchSharp.Modules
{
    using static torch;

    public sealed class Identity : ParameterLessModule<Tensor, Tensor>
    {
        internal Identity() : base("Identity")
        {
        }

        public override Tensor forward(Tensor tensor) => tensor.alias();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Identity Identity() => new();
        }
    }
}
