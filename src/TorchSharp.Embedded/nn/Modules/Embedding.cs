namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>A table of vectors, looked up by number; standard normal at first, as PyTorch's.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long padding;
        private readonly double? longest;
        private readonly double order;
        private readonly bool byFrequency;
        private Parameter weight_ = null!;

        internal Embedding(Tensor table, bool trained, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse) : base(nameof(Embedding))
        {
            if (sparse) throw TorchError.NotHere("a sparse gradient (nn.Embedding with sparse: true)");
            var rows = table.shape[0];
            if (padding_idx < -rows || padding_idx >= rows) throw new ArgumentException($"padding_idx {padding_idx} must be within {rows} rows");
            padding = padding_idx is { } p ? (p + rows) % rows : -1;
            longest = max_norm;
            order = norm_type;
            byFrequency = scale_grad_by_freq;
            weight = new Parameter(table, trained);
        }

        internal static Tensor Fresh(long rows, long columns, long? padding_idx, Device? device, ScalarType? dtype)
        {
            using var off = no_grad();
            using var scope = NewDisposeScope();
            var table = empty(rows, columns, dtype, device).normal_(0, 1);
            if (padding_idx is { } p && p >= -rows && p < rows) table.select(0, p).zero_();
            return table.MoveToOuterDisposeScope();
        }

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

        public override Tensor forward(Tensor input)
        {
            if (longest is { } most) Shorten(input, most);
            return EmbeddingNode.Forward(weight_, input, padding, byFrequency);
        }

        /// <summary>Scales the rows that are looked up, and are longer than allowed, in place.</summary>
        private void Shorten(Tensor input, double most)
        {
            using var off = no_grad();
            using var scope = NewDisposeScope();
            foreach (var row in input.to_type(ScalarType.Int64).reshape(-1).data<long>().ToArray().Distinct())
            {
                var vector = weight_.select(0, row);
                var length = vector.norm((float)order).ToDouble();
                if (length > most) vector.mul_(most / (length + 1e-7));
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new(Modules.Embedding.Fresh(num_embeddings, embedding_dims, padding_idx, device, dtype), true, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);

            public static Modules.Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                Device.Require(device);
                var table = embeddings.detach().to_type(dtype ?? embeddings.dtype);
                return new(table, !freeze, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
            }
        }
    }
}
