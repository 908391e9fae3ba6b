using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor gather(long dim, Tensor index)
        {
            var at = Shape.Wrap(dim, Impl.Dim);
            var result = new Tensor(TensorImpl.Allocate(index.Impl.Sizes, Impl.Dtype));
            Picking.Move(Picking.Mode.Gather, result.Impl, Impl, at, index.Impl);
            if (!Recorded) return result;
            var sizes = Impl.Sizes;
            return result.With(new FormulaNode([this], [index], (node, engine, grad) =>
                engine.Send(0, Generation.Full(sizes, grad.dtype, 0).scatter_add_(at, node.Saved(0), grad))));
        }

        public Tensor scatter(long dim, Tensor index, Tensor src) => clone().scatter_(dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            var own = BeginInPlace(src.Recorded);
            var at = Shape.Wrap(dim, own.Dim);
            Node? node = Recording(this, src) ? new FormulaNode([this, src], [index], (n, engine, grad) =>
            {
                var places = n.Saved(0);
                if (n.Needs(0)) engine.Send(0, grad.clone().scatter_(at, places, Generation.Full(places.Impl.Sizes, grad.dtype, 0)));
                if (n.Needs(1)) engine.Send(1, grad.gather(at, places));
            }) : null;
            var typed = Copying.Typed(src.Impl, own.Dtype);
            Picking.Move(Picking.Mode.Scatter, typed, own, at, index.Impl);
            typed.Release();
            return EndInPlace(node);
        }

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => clone().scatter_add_(dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src)
        {
            var own = BeginInPlace(src.Recorded);
            var at = Shape.Wrap(dim, own.Dim);
            Node? node = Recording(this, src) ? new FormulaNode([this, src], [index], (n, engine, grad) =>
            {
                if (n.Needs(0)) engine.Send(0, grad);
                if (n.Needs(1)) engine.Send(1, grad.gather(at, n.Saved(0)));
            }) : null;
            var typed = Copying.Typed(src.Impl, own.Dtype);
            Picking.Move(Picking.Mode.ScatterAdd, typed, own, at, index.Impl);
            typed.Release();
            return EndInPlace(node);
        }

        public Tensor index_select(long dim, Tensor index)
        {
            if (index.Impl.Dim > 1) throw TorchError.New("index_select(): Index is supposed to be a vector");
            if (Impl.Dim == 0) return reshape(1).index_select(0, index).reshape(Shape.Scalar);
            var at = Shape.Wrap(dim, Impl.Dim);
            var sizes = (long[])Impl.Sizes.Clone();
            sizes[at] = index.Impl.Numel;
            var ready = Copying.Ready(Impl, Impl.Dtype);
            var result = new Tensor(TensorImpl.Allocate(sizes, Impl.Dtype));
            Picking.Slices(Picking.Mode.Gather, result.Impl, ready, at, index.Impl);
            ready.Release();
            if (!Recorded) return result;
            var before = Impl.Sizes;
            return result.With(new FormulaNode([this], [index], (node, engine, grad) =>
                engine.Send(0, Generation.Full(before, grad.dtype, 0).index_add_(at, node.Saved(0), grad, 1))));
        }

        /// <summary>Whole slices of <paramref name="source"/>, copied or added to the places that the index names.</summary>
        private Tensor PutSlices(Picking.Mode mode, long dim, Tensor index, Tensor source)
        {
            var own = BeginInPlace(source.Recorded);
            if (index.Impl.Dim > 1) throw TorchError.New("index_copy_(): Index should have dimension 1 or 0");
            if (own.Dim == 0) throw TorchError.NotHere("writing slices into a tensor without dimensions");
            var at = Shape.Wrap(dim, own.Dim);
            var sizes = (long[])own.Sizes.Clone();
            sizes[at] = index.Impl.Numel;
            if (!Shape.Same(sizes, source.Impl.Sizes))
                throw TorchError.New($"index_copy_(): the source has shape {Shape.Text(source.Impl.Sizes)}, the {index.Impl.Numel} slices {Shape.Text(sizes)}");
            if (source.Impl.Dtype != own.Dtype) throw TorchError.New($"index_copy_(): self and source expected to have the same dtype, but got (self) {own.Dtype} and (source) {source.Impl.Dtype}");
            var add = mode == Picking.Mode.ScatterAdd;
            Node? node = Recording(this, source) ? new FormulaNode([this, source], [index], (n, engine, grad) =>
            {
                var places = n.Saved(0);
                if (n.Needs(0)) engine.Send(0, add ? grad : grad.clone().index_fill_(at, places, 0));
                if (n.Needs(1)) engine.Send(1, grad.index_select(at, places));
            }) : null;
            var values = Copying.Ready(source.Impl, own.Dtype);
            var target = Copying.Ready(own, own.Dtype);
            Picking.Slices(mode, values, target, at, index.Impl);
            if (!ReferenceEquals(target, own)) Copying.Into(own, target);
            target.Release();
            values.Release();
            return EndInPlace(node);
        }

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => PutSlices(Picking.Mode.Scatter, dim, index, source);

        public Tensor index_copy(long dim, Tensor index, Tensor source) => clone().index_copy_(dim, index, source);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            PutSlices(Picking.Mode.ScatterAdd, dim, index, alpha.Number == 1 ? source : source.mul(alpha));

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => clone().index_add_(dim, index, source, alpha);

        public Tensor index_fill_(long dim, Tensor index, Scalar value)
        {
            var sizes = (long[])Impl.Sizes.Clone();
            sizes[Shape.Wrap(dim, Impl.Dim)] = index.Impl.Numel;
            return index_copy_(dim, index, Generation.Full(Shape.Scalar, value, Impl.Dtype, null, false, null).expand(sizes));
        }

        public Tensor index_fill(long dim, Tensor index, Scalar value) => clone().index_fill_(dim, index, value);

        public Tensor take(Tensor index) => reshape(-1).gather(0, index.reshape(-1)).reshape(index.Impl.Sizes);

        public Tensor where(Tensor condition, Tensor y) => torch.where(condition, this, y);

        public Tensor masked_fill(Tensor mask, Scalar value) => clone().masked_fill_(mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            BeginInPlace();
            var old = Recorded ? new FormulaNode([this], [mask], static (n, engine, grad) => engine.Send(0, grad.masked_fill(n.Saved(0), 0))) : null;
            var own = Impl;
            using var filled = Generation.Full([], value, own.Dtype, null, false, null);
            var chosen = Selection.Where(mask.Impl, filled.Impl, own, own.Sizes);
            Copying.Into(own, chosen);
            chosen.Release();
            return EndInPlace(old);
        }

        public Tensor masked_select(Tensor mask)
        {
            var sizes = Shape.Broadcast(Impl.Sizes, mask.Impl.Sizes);
            var places = mask.expand(sizes).reshape(-1).nonzero().squeeze(1);
            return expand(sizes).reshape(-1).gather(0, places);
        }

        public Tensor nonzero()
        {
            var bits = Copying.Fresh(Impl, ScalarType.Bool);
            using var truth = new Tensor(bits);
            var flat = truth.data<bool>().ToArray();
            var found = new List<long>();
            for (long i = 0; i < flat.LongLength; i++)
            {
                if (!flat[i]) continue;
                var rest = i;
                var first = found.Count;
                for (var d = Impl.Dim - 1; d >= 0; d--)
                {
                    found.Insert(first, rest % Impl.Sizes[d]);
                    rest /= Impl.Sizes[d];
                }
            }
            var rows = Impl.Dim == 0 ? flat.Count(f => f) : found.Count / Impl.Dim;
            return Generation.FromArray(found.ToArray(), [rows, Impl.Dim], null, null, false, null);
        }

        public Tensor repeat(params long[] sizes)
        {
            var lead = sizes.Length - Impl.Dim;
            if (lead < 0) throw TorchError.New("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
            var inner = new long[2 * sizes.Length];
            var wide = new long[2 * sizes.Length];
            var final = new long[sizes.Length];
            for (var d = 0; d < sizes.Length; d++)
            {
                var n = d < lead ? 1 : Impl.Sizes[d - lead];
                inner[2 * d] = 1;
                inner[2 * d + 1] = n;
                wide[2 * d] = sizes[d];
                wide[2 * d + 1] = n;
                final[d] = sizes[d] * n;
            }
            return reshape(inner).expand(wide).reshape(final);
        }

        public Tensor flip(params long[] dims)
        {
            var x = this;
            foreach (var d in dims)
            {
                var n = x.size((int)d);
                x = x.index_select(d, arange(n - 1, -1, -1));
            }
            return x;
        }

        public Tensor cumsum(long dim, ScalarType? type = null)
        {
            var x = type is { } wanted ? to_type(wanted) : Dtypes.IsFloating(Impl.Dtype) ? this : to_type(ScalarType.Int64);
            var at = Shape.Wrap(dim, Impl.Dim);
            var result = new Tensor(Scans.Sum(x.Impl, at, false));
            return x.Recorded ? result.With(new FormulaNode([x], [], (node, engine, grad) => engine.Send(0, new Tensor(Scans.Sum(grad.Impl, at, true))))) : result;
        }

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false)
        {
            var at = Shape.Wrap(dim, Impl.Dim);
            var order = Scans.Order(Impl, at, descending);
            var indices = new Tensor(order);
            return (gather(at, indices), indices);
        }

        public Tensor argsort(long dim = -1, bool descending = false) => new(Scans.Order(Impl, Shape.Wrap(dim, Impl.Dim), descending));

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true)
        {
            var (values, indices) = sort(dim, largest);
            return (values.narrow(dim, 0, k), indices.narrow(dim, 0, k));
        }
    }
}
