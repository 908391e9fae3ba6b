using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public enum Reduction
        {
            None = 0,
            Mean = 1,
            Sum = 2,
        }

        public static partial class functional
        {
            private static Tensor Reduced(Tensor loss, Reduction reduction) => reduction switch
            {
                Reduction.Mean => loss.mean(),
                Reduction.Sum => loss.sum(),
                _ => loss,
            };

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Reduced(input.sub(target).square(), reduction);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Reduced(input.sub(target).abs(), reduction);

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
            {
                if (beta < 0) throw TorchError.New("smooth_l1_loss does not support negative values for beta.");
                if (beta == 0) return l1_loss(input, target, reduction);
                var size = input.sub(target).abs();
                return Reduced(torch.where(size.lt(beta), size.square().mul(0.5 / beta), size.sub(0.5 * beta)), reduction);
            }

            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean)
            {
                var size = input.sub(target).abs();
                return Reduced(torch.where(size.lt(delta), size.square().mul(0.5), size.sub(0.5 * delta).mul(delta)), reduction);
            }

            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean)
            {
                if (!Shape.Same(input.Impl.Sizes, target.Impl.Sizes))
                    throw TorchError.New($"Using a target size ({Shape.Text(target.Impl.Sizes)}) that is different to the input size ({Shape.Text(input.Impl.Sizes)}) is deprecated. Please ensure they have the same size.");
                Tensor loss;
                // PyTorch bounds the logarithms at -100, and the slope's denominator x(1 - x) at 1e-12.
                using (no_grad()) loss = target.mul(input.log().clamp(-100)).add(target.neg().add(1).mul(input.neg().add(1).log().clamp(-100))).neg();
                if (input.Recorded || target.Recorded) loss.With(new FormulaNode([input, target], [input, target], static (node, engine, grad) =>
                {
                    Tensor x = node.Saved(0), t = node.Saved(1);
                    if (node.Needs(0)) engine.Send(0, grad.mul(x.sub(t)).div(x.mul(x.neg().add(1)).clamp(1e-12)));
                    if (node.Needs(1)) engine.Send(1, grad.mul(x.neg().add(1).log().clamp(-100).sub(x.log().clamp(-100))));
                }));
                return Reduced(weight is null ? loss : loss.mul(Constant(weight, nameof(binary_cross_entropy))), reduction);
            }

            /// <summary>PyTorch has no derivative by the weights of these losses.</summary>
            private static Tensor Constant(Tensor weight, string loss) => !weight.Recorded ? weight
                : throw TorchError.New($"The function '{loss}' is not differentiable with respect to argument 'weight'. This input cannot have requires_grad True.");

            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
            {
                var tail = softplus(input.neg(), 1, 1e9);
                var factor = pos_weights is null ? null : pos_weights.sub(1).mul(target).add(1);
                var loss = target.neg().add(1).mul(input).add(factor is null ? tail : tail.mul(factor));
                return Reduced(weight is null ? loss : loss.mul(Constant(weight, nameof(binary_cross_entropy_with_logits))), reduction);
            }

            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean)
            {
                var loss = log_target ? target.exp().mul(target.sub(input)) : torch.where(target.gt(0), target.mul(target.log().sub(input)), zeros_like(target));
                return Reduced(loss, reduction);
            }

            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                NllLoss(input, target, weight, -100, reduction);

            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0)
            {
                var dim = input.Impl.Dim == 1 ? 0 : 1;
                var logs = input.log_softmax(dim);
                if (Dtypes.IsFloating(target.dtype)) return SoftTargets(logs, target, weight, dim, reduction, label_smoothing);
                if (label_smoothing == 0) return NllLoss(logs, target, weight, ignore_index, reduction);
                // The smooth part counts every class by its weight; rows of the ignored class count nowhere.
                var classes = logs.Impl.Sizes[dim];
                var shape = new long[logs.Impl.Dim];
                Array.Fill(shape, 1L);
                shape[dim] = -1;
                var kept = target.ne(ignore_index);
                var smooth = (weight is null ? logs : logs.mul(weight.view(shape))).sum(dim).neg().mul(kept);
                if (reduction == Reduction.Mean)
                {
                    var counts = weight is null ? kept.sum() : weight.index_select(0, target.masked_select(kept)).sum();
                    smooth = smooth.sum().div(counts);
                }
                else if (reduction == Reduction.Sum) smooth = smooth.sum();
                return NllLoss(logs, target, weight, ignore_index, reduction).mul(1 - label_smoothing).add(smooth.mul(label_smoothing / classes));
            }

            private static Tensor SoftTargets(Tensor logs, Tensor target, Tensor? weight, int dim, Reduction reduction, double label_smoothing)
            {
                if (label_smoothing > 0) target = target.mul(1 - label_smoothing).add(label_smoothing / logs.Impl.Sizes[dim]);
                var loss = logs.mul(target);
                if (weight is not null)
                {
                    var shape = new long[logs.Impl.Dim];
                    Array.Fill(shape, 1L);
                    shape[dim] = -1;
                    loss = loss.mul(weight.view(shape));
                }
                loss = loss.sum(dim).neg();
                return reduction == Reduction.Mean ? loss.sum().div((double)Math.Max(1, loss.Impl.Numel)) : Reduced(loss, reduction);
            }

            private static Tensor NllLoss(Tensor input, Tensor target, Tensor? weight, long ignored, Reduction reduction)
            {
                if (target.dtype != ScalarType.Int64) throw TorchError.New($"expected scalar type Long but found {target.dtype}");
                if (input.Impl.Dim > 2)
                {
                    // Classes last: [N, C, d1, …] is a batch of N·d1·… rows.
                    var order = Enumerable.Range(0, input.Impl.Dim).Select(d => (long)d).Where(d => d != 1).Append(1).ToArray();
                    var flat = NllLoss(input.permute(order).reshape(-1, input.Impl.Sizes[1]), target.reshape(-1), weight, ignored, reduction);
                    return reduction == Reduction.None ? flat.reshape(target.Impl.Sizes) : flat;
                }
                if (input.Impl.Dim == 1) return NllLoss(input.unsqueeze(0), target.unsqueeze(0), weight, ignored, reduction).squeeze();
                if (target.Impl.Dim != 1 || target.Impl.Numel != input.Impl.Sizes[0])
                    throw TorchError.New($"Expected input batch_size ({input.Impl.Sizes[0]}) to match target batch_size ({target.Impl.Numel}).");
                return NllLossNode.Forward(input, target, weight, ignored, reduction);
            }
        }
    }
}
