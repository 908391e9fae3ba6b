using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private Tensor SumOver(bool[] mask, bool keepdim, ScalarType? type)
        {
            if (type is { } wanted && Recorded) return to_type(wanted).SumOver(mask, keepdim, null);
            var own = Impl;
            var dtype = type ?? (Dtypes.IsFloating(own.Dtype) ? own.Dtype : ScalarType.Int64);
            var compute = Dtypes.Compute(dtype);
            var x = Copying.Typed(own, compute);
            var sum = Reduction.Sum(x, mask, keepdim);
            x.Release();
            var result = new Tensor(sum);
            if (dtype != compute) result = result.to_type(dtype);
            return Recorded ? result.With(new SumNode(this, mask, keepdim, 1)) : result;
        }

        public Tensor sum(ScalarType? type = null) => SumOver(Reduction.Mask(Impl.Dim, []), false, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => SumOver(Reduction.Mask(Impl.Dim, dim), keepdim, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => sum(dim.AsSpan(), keepdim, type);

        private Tensor MeanOver(bool[] mask, bool keepdim, ScalarType? type)
        {
            var x = type is { } wanted ? to_type(wanted) : this;
            if (!Dtypes.IsFloating(x.Impl.Dtype))
                throw TorchError.New($"mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {x.Impl.Dtype}");
            long count = 1;
            for (var d = 0; d < mask.Length; d++)
                if (mask[d]) count *= Impl.Sizes[d];
            var sum = Reduction.Sum(x.Impl, mask, keepdim);
            Unary.InPlace(new DivScalarOp(count), sum);
            var result = new Tensor(sum);
            return x.Recorded ? result.With(new SumNode(x, mask, keepdim, 1.0 / count)) : result;
        }

        public Tensor mean() => MeanOver(Reduction.Mask(Impl.Dim, []), false, null);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => MeanOver(Reduction.Mask(Impl.Dim, dimensions), keepdim, type);

        private Tensor VarOver(ReadOnlySpan<long> dim, bool unbiased, bool keepdim, ScalarType? type)
        {
            var x = type is { } wanted ? to_type(wanted) : this;
            var mask = Reduction.Mask(Impl.Dim, dim);
            long count = 1;
            for (var d = 0; d < mask.Length; d++)
                if (mask[d]) count *= Impl.Sizes[d];
            var centred = x.sub(x.MeanOver(mask, true, null));
            return centred.mul(centred).SumOver(mask, keepdim, null).div((double)(count - (unbiased ? 1 : 0)));
        }

        public Tensor var(bool unbiased = true) => VarOver([], unbiased, false, null);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => VarOver([dim], unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => VarOver(dimensions, unbiased, keepdim, type);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => VarOver(dimensions, unbiased, keepdim, type);

        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => VarOver([dim.Item1, dim.Item2], unbiased, keepdim, type);

        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => VarOver([dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);

        public Tensor std(bool unbiased = true) => var(unbiased).Length();

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dim, unbiased, keepdim, type).Length();

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dimensions, unbiased, keepdim, type).Length();

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dimensions, unbiased, keepdim, type).Length();

        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dim, unbiased, keepdim, type).Length();

        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(dim, unbiased, keepdim, type).Length();

        private (Tensor values, Tensor indexes) Extremes(long? dim, bool keepdim, bool largest)
        {
            var own = Impl;
            if (own.Numel == 0) throw TorchError.New("max(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the 'dim' argument.");
            var mask = Reduction.Mask(own.Dim, dim is { } one ? [one] : []);
            var compute = Copying.Typed(own, Dtypes.Compute(own.Dtype));
            var rows = Reduction.Rows(compute, mask, out var n, out var m);
            var sizes = Reduction.ResultSizes(own.Sizes, mask, keepdim);
            var values = TensorImpl.Allocate(sizes, compute.Dtype);
            var places = TensorImpl.Allocate(sizes, ScalarType.Int64);
            Reduction.Extremes(rows, n, m, largest, values, places);
            rows.Release();
            compute.Release();
            var result = new Tensor(values);
            return (own.Dtype == result.dtype ? result : result.to_type(own.Dtype), new Tensor(places));
        }

        private (Tensor values, Tensor indexes) ExtremesOf(long dim, bool keepdim, bool largest)
        {
            var (values, indexes) = Extremes(dim, keepdim, largest);
            if (!Recorded) return (values, indexes);
            var at = Shape.Wrap(dim, Impl.Dim);
            var sizes = Impl.Sizes;
            values.With(new FormulaNode([this], [indexes], (node, engine, grad) =>
            {
                var places = node.Saved(0);
                var whole = Generation.Full(sizes, grad.dtype, 0);
                if (sizes.Length == 0) engine.Send(0, grad);
                else engine.Send(0, whole.scatter_(at, keepdim ? places : places.unsqueeze(at), keepdim ? grad : grad.unsqueeze(at)));
            }));
            return (values, indexes);
        }

        private Tensor ExtremeOfAll(bool largest)
        {
            var (values, indexes) = Extremes(null, false, largest);
            indexes.Dispose();
            return !Recorded ? values : values.With(new FormulaNode([this], [this, values], static (node, engine, grad) =>
            {
                var hit = node.Saved(0).eq(node.Saved(1)).to_type(grad.dtype);
                engine.Send(0, hit.mul(grad.div(hit.sum())));
            }));
        }

        public Tensor max() => ExtremeOfAll(true);

        public Tensor min() => ExtremeOfAll(false);

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min(Tensor other) => minimum(other);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => ExtremesOf(dim, keepdim, true);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => ExtremesOf(dim, keepdim, false);

        public Tensor argmax() => Places(null, false, true);

        public Tensor argmax(long dim, bool keepdim = false) => Places(dim, keepdim, true);

        public Tensor argmin() => Places(null, false, false);

        public Tensor argmin(long dim, bool keepdim = false) => Places(dim, keepdim, false);

        private Tensor Places(long? dim, bool keepdim, bool largest)
        {
            var (values, indexes) = Extremes(dim, keepdim, largest);
            values.Dispose();
            return indexes;
        }

        public Tensor all() => Truth(null, false, true);

        public Tensor all(long dim, bool keepdim = false) => Truth(dim, keepdim, true);

        public Tensor any() => Truth(null, false, false);

        public Tensor any(long dim, bool keepdim = false) => Truth(dim, keepdim, false);

        private Tensor Truth(long? dim, bool keepdim, bool every)
        {
            var bits = Copying.Fresh(Impl, ScalarType.Bool);
            if (bits.Numel == 0 && dim == null)
            {
                bits.Release();
                return tensor(every);
            }
            using var truth = new Tensor(bits);
            var (values, indexes) = truth.Extremes(dim, keepdim, !every);
            indexes.Dispose();
            return values;
        }

        /// <summary>The root of a sum of squares.</summary>
        private Tensor Length() => MapOfOutput(default(SqrtOp), default(LengthGradOfOutput));

        public Tensor norm(float p = 2f) => NormOver(p, [], false);

        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => NormOver(p, [dim], keepdim);

        private Tensor NormOver(float p, long[] dims, bool keepdim) => p switch
        {
            2 => square().sum(dims, keepdim).Length(),
            1 => abs().sum(dims, keepdim),
            0 => ne(0).to_type(Impl.Dtype).sum(dims, keepdim),
            float.PositiveInfinity => abs().amax(dims, keepdim),
            float.NegativeInfinity => abs().amin(dims, keepdim),
            _ => abs().pow(p).sum(dims, keepdim).pow(1 / p),
        };

        private Tensor ExtremeOver(long[] dims, bool keepdim, bool largest, Tensor? @out)
        {
            if (@out is not null) throw TorchError.NotHere("an out tensor");
            var own = Impl;
            var mask = Reduction.Mask(own.Dim, dims);
            if (own.Numel == 0) throw TorchError.New("amax(): Expected reduction over dimensions with at least one element");
            var compute = Copying.Typed(own, Dtypes.Compute(own.Dtype));
            var rows = Reduction.Rows(compute, mask, out var n, out var m);
            var kept = Reduction.ResultSizes(own.Sizes, mask, keepdim: true);
            var values = TensorImpl.Allocate(kept, compute.Dtype);
            var places = TensorImpl.Allocate(kept, ScalarType.Int64);
            Reduction.Extremes(rows, n, m, largest, values, places);
            rows.Release();
            compute.Release();
            places.Release();
            var result = new Tensor(values).to_type(own.Dtype);
            // Ties share the gradient evenly.
            if (Recorded) result.With(new FormulaNode([this], [this, result], (node, engine, grad) =>
            {
                var hit = node.Saved(0).eq(node.Saved(1)).to_type(grad.dtype);
                engine.Send(0, hit.mul(grad.div(hit.SumOver(mask, true, null))));
            }));
            return keepdim ? result : result.reshape(Reduction.ResultSizes(own.Sizes, mask, keepdim: false));
        }

        public Tensor amax(params long[] dims) => ExtremeOver(dims, false, true, null);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => ExtremeOver(dims, keepdim, true, @out);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => ExtremeOver(dims.ToArray(), keepdim, true, @out);

        public Tensor amin(params long[] dims) => ExtremeOver(dims, false, false, null);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => ExtremeOver(dims, keepdim, false, @out);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => ExtremeOver(dims.ToArray(), keepdim, false, @out);

        public Tensor prod(ScalarType? type = null) => reshape(-1).prod(0, false, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null)
        {
            var x = type is { } wanted ? to_type(wanted) : Dtypes.IsFloating(Impl.Dtype) ? this : to_type(ScalarType.Int64);
            if (x.Impl.Dim == 0) return x.clone();
            var at = Shape.Wrap(dim, x.Impl.Dim);
            var mask = Reduction.Mask(x.Impl.Dim, [at]);
            var result = new Tensor(Scans.Product(x.Impl, at, out var others));
            if (x.Recorded)
            {
                // The product of all others, so that a zero does no harm.
                using var rest = new Tensor(others);
                result.With(new FormulaNode([x], [rest], (node, engine, grad) => engine.Send(0, node.Saved(0).mul(grad))));
            }
            else others.Release();
            return keepdim ? result : result.reshape(Reduction.ResultSizes(x.Impl.Sizes, mask, keepdim: false));
        }

        public Tensor count_nonzero(long[]? dims = null)
        {
            using var hit = ne(0);
            return dims == null ? hit.sum() : hit.sum(dims);
        }
    }
}
