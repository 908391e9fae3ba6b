namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>Attention of several heads: softmax(q kᵀ/√d + mask) v per head, projected before and after. Sequences are time × batch × features.</summary>
    public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor?>>
    {
        private readonly long heads;
        private readonly double dropout;
        private readonly bool hasZeros;

        internal MultiheadAttention(long embedded_dim, long num_heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long? kdim, long? vdim) : base(nameof(MultiheadAttention))
        {
            if (num_heads < 1 || embedded_dim % num_heads != 0) throw TorchError.New("embed_dim must be divisible by num_heads");
            (heads, this.dropout, hasZeros) = (num_heads, dropout, add_zero_attn);
            var output = nn.Linear(embedded_dim, embedded_dim, bias);
            if ((kdim ?? embedded_dim) == embedded_dim && (vdim ?? embedded_dim) == embedded_dim) Add("in_proj_weight", nn.init.xavier_uniform_, 3 * embedded_dim, embedded_dim);
            else
            {
                Add("q_proj_weight", nn.init.xavier_uniform_, embedded_dim, embedded_dim);
                Add("k_proj_weight", nn.init.xavier_uniform_, embedded_dim, kdim ?? embedded_dim);
                Add("v_proj_weight", nn.init.xavier_uniform_, embedded_dim, vdim ?? embedded_dim);
            }
            if (bias)
            {
                Add("in_proj_bias", (t, _) => nn.init.zeros_(t), 3 * embedded_dim);
                using (no_grad()) output.bias!.zero_();
            }
            if (add_bias_kv)
            {
                Add("bias_k", nn.init.xavier_normal_, 1, 1, embedded_dim);
                Add("bias_v", nn.init.xavier_normal_, 1, 1, embedded_dim);
            }
            register_module("out_proj", output);
        }

        private void Add(string name, Func<Tensor, double, Tensor> fill, params long[] shape)
        {
            var parameter = new Parameter(empty(shape));
            using (no_grad()) fill(parameter, 1);
            register_parameter(name, (Parameter)parameter.DetachFromDisposeScope());
        }

        public new Tuple<Tensor, Tensor?> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
            base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

        public override Tuple<Tensor, Tensor?> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
        {
            if (query.dim() != 3 || key.dim() != 3 || value.dim() != 3) throw TorchError.New("query, key and value must be time × batch × features");
            var own = named_parameters(false).ToDictionary(p => p.name, p => p.parameter);
            var output = (Linear)named_children().First().module;
            var size = output.in_features;
            var weights = own.TryGetValue("in_proj_weight", out var joined) ? joined.chunk(3, 0) : [own["q_proj_weight"], own["k_proj_weight"], own["v_proj_weight"]];
            var biases = own.TryGetValue("in_proj_bias", out var offsets) ? offsets.chunk(3, 0) : [];
            Tensor Projected(Tensor x, int part) => biases.Length == 0 ? nn.functional.linear(x, weights[part], null) : nn.functional.linear(x, weights[part], biases[part]);
            var (q, k, v) = (Projected(query, 0), Projected(key, 1), Projected(value, 2));
            var (batch, extra) = (query.Impl.Sizes[1], 0L);
            if (own.TryGetValue("bias_k", out var biasK))
            {
                (k, v, extra) = (cat([k, biasK.expand(1, batch, size)], 0), cat([v, own["bias_v"].expand(1, batch, size)], 0), extra + 1);
            }
            if (hasZeros) (k, v, extra) = (cat([k, zeros(1, batch, size, q.dtype)], 0), cat([v, zeros(1, batch, size, q.dtype)], 0), extra + 1);
            Tensor Heads(Tensor x) => x.reshape(x.Impl.Sizes[0], batch * heads, size / heads).transpose(0, 1);
            var scores = Heads(q).mul(1 / Math.Sqrt((double)size / heads)).bmm(Heads(k).transpose(1, 2));
            if (attn_mask is not null) scores = Masked(scores, Widened(attn_mask, extra));
            if (key_padding_mask is not null)
            {
                var (to, from) = (scores.Impl.Sizes[1], scores.Impl.Sizes[2]);
                scores = Masked(scores.reshape(batch, heads, to, from), Widened(key_padding_mask, extra).unsqueeze(1).unsqueeze(2)).reshape(batch * heads, to, from);
            }
            var attention = scores.softmax(-1);
            var kept = dropout > 0 && training ? nn.functional.dropout(attention, dropout, true) : attention;
            var y = output.call(kept.bmm(Heads(v)).transpose(0, 1).reshape(query.Impl.Sizes[0], batch, size));
            return new(y, need_weights ? attention.reshape(batch, heads, attention.Impl.Sizes[1], attention.Impl.Sizes[2]).mean([1L]) : null);
        }

        private static Tensor Masked(Tensor scores, Tensor mask) =>
            mask.dtype == ScalarType.Bool ? scores.masked_fill(mask, double.NegativeInfinity) : scores.add(mask);

        private static Tensor Widened(Tensor mask, long extra) => extra == 0 ? mask : cat([mask, zeros([.. mask.Impl.Sizes[..^1], extra], mask.dtype)], -1);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.MultiheadAttention MultiheadAttention(long embedded_dim, long num_heads, double dropout = 0, bool bias = true, bool add_bias_kv = false, bool add_zero_attn = false, long? kdim = null, long? vdim = null) =>
                new(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim, vdim);
        }
    }
}
