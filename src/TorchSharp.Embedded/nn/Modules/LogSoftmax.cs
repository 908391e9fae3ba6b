namespace TorchSharp.Modules
{
    using static torch;

    public sealed class LogSoftmax : ParameterLessModule<Tensor, Tensor>
    {
        internal LogSoftmax(long dim) : base("LogSoftmax")
        {
            this.dim = dim;
        }

        public long dim { get; set; }

        public override Tensor forward(Tensor tensor) => tensor.log_softmax(dim);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LogSoftmax LogSoftmax(long dim) => new(dim);
        }
    }
}
