namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>Item i is row i of each tensor. Holds the tensors under handles of its own, outside of every dispose scope.</summary>
    public class TensorDataset : utils.data.IterableDataset
    {
        private readonly Tensor[] tensors;

        internal TensorDataset(Tensor[] tensors)
        {
            if (tensors is null || tensors.Length == 0) throw new ArgumentNullException(nameof(tensors));
            if (Array.Exists(tensors, t => t.Impl.Dim == 0 || t.Impl.Sizes[0] != tensors[0].Impl.Sizes[0]))
                throw new ArgumentException($"all tensors must have the same size in their first dimension, but the shapes are {string.Join(", ", tensors.Select(t => Shape.Text(t.Impl.Sizes)))}", nameof(tensors));
            this.tensors = Array.ConvertAll(tensors, t => t.alias().DetachFromDisposeScope());
        }

        public override long Count => tensors[0].Impl.Sizes[0];

        public IList<Tensor> this[long index] => [.. tensors.Select(t => t.select(0, index))];

        public override IList<Tensor> GetTensor(long index) => this[index];

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                foreach (var t in tensors) t.Dispose();
            base.Dispose(disposing);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class data
            {
                public static Modules.TensorDataset TensorDataset(params Tensor[] tensors) => new(tensors);
            }
        }
    }
}
