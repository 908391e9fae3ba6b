using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A view with other sizes and strides; remembers what it is a view of.</summary>
        private Tensor ViewOf(long offset, long[] sizes, long[] strides)
        {
            var own = Impl;
            var impl = own.View(offset, sizes, strides);
            impl.ViewBase = own.ViewBase ?? own;
            impl.ViewKind = GradMode.Enabled ? own.ViewKind : ViewKind.WithoutGrad;
            impl.ViewVersion = own.Storage.Version;
            return new Tensor(impl);
        }

        public Tensor view(params long[] shape)
        {
            var own = Impl;
            var sizes = Shape.Infer(shape, own.Numel);
            var strides = Shape.ViewStrides(own.Sizes, own.Strides, sizes)
                ?? throw TorchError.New("view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.");
            var result = ViewOf(own.Offset, sizes, strides);
            if (!Recorded) return result;
            var before = own.Sizes;
            return result.With(new RearrangeNode(this, g => g.reshape(before)));
        }

        public Tensor view_as(Tensor other) => view(other.Impl.Sizes);

        public Tensor reshape(params long[] shape)
        {
            var own = Impl;
            var sizes = Shape.Infer(shape, own.Numel);
            return Shape.ViewStrides(own.Sizes, own.Strides, sizes) != null ? view(sizes) : clone().view(sizes);
        }

        public Tensor flatten(long start_dim = 0, long end_dim = -1)
        {
            var own = Impl;
            int from = Shape.Wrap(start_dim, own.Dim), to = Shape.Wrap(end_dim, own.Dim);
            if (from > to) throw TorchError.New("flatten() has invalid args: start_dim cannot come after end_dim");
            if (own.Dim == 0) return reshape(1);
            long middle = 1;
            for (var d = from; d <= to; d++) middle *= own.Sizes[d];
            return reshape([.. own.Sizes[..from], middle, .. own.Sizes[(to + 1)..]]);
        }

        public Tensor unflatten(long dim, params long[] sizes)
        {
            var own = Impl;
            var at = Shape.Wrap(dim, own.Dim);
            return reshape([.. own.Sizes[..at], .. Shape.Infer(sizes, own.Sizes[at]), .. own.Sizes[(at + 1)..]]);
        }

        public Tensor flatten(IList<string> dims, string out_dim) => throw TorchError.NotHere("named dimensions");

        public Tensor unflatten(string dim, params (string, long)[] sizes) => throw TorchError.NotHere("named dimensions");

        public Tensor squeeze(long? dim = null)
        {
            var own = Impl;
            if (dim is { } one)
            {
                var at = Shape.Wrap(one, own.Dim);
                if (own.Dim == 0 || own.Sizes[at] != 1) return view(own.Sizes);
                return view([.. own.Sizes[..at], .. own.Sizes[(at + 1)..]]);
            }
            return view(Array.FindAll(own.Sizes, s => s != 1));
        }

        public Tensor unsqueeze(long dim)
        {
            var own = Impl;
            var at = Shape.Wrap(dim, own.Dim + 1);
            var stride = at < own.Dim ? own.Sizes[at] * own.Strides[at] : 1;
            var result = ViewOf(own.Offset, [.. own.Sizes[..at], 1, .. own.Sizes[at..]], [.. own.Strides[..at], stride, .. own.Strides[at..]]);
            return Recorded ? result.With(new RearrangeNode(this, g => g.squeeze(at))) : result;
        }

        public Tensor transpose(long dim0, long dim1)
        {
            var own = Impl;
            int a = Shape.Wrap(dim0, own.Dim), b = Shape.Wrap(dim1, own.Dim);
            if (own.Dim == 0) return view(own.Sizes);
            var sizes = (long[])own.Sizes.Clone();
            var strides = (long[])own.Strides.Clone();
            (sizes[a], sizes[b]) = (sizes[b], sizes[a]);
            (strides[a], strides[b]) = (strides[b], strides[a]);
            var result = ViewOf(own.Offset, sizes, strides);
            return Recorded ? result.With(new RearrangeNode(this, g => g.transpose(a, b))) : result;
        }

        public Tensor t()
        {
            var dims = Impl.Dim;
            if (dims > 2) throw TorchError.New($"t() expects a tensor with <= 2 dimensions, but self is {dims}D");
            return dims < 2 ? view(Impl.Sizes) : transpose(0, 1);
        }

        public Tensor T
        {
            get
            {
                var order = new long[Impl.Dim];
                for (var d = 0; d < order.Length; d++) order[d] = order.Length - 1 - d;
                return permute(order);
            }
        }

        public Tensor mT => transpose(-2, -1);

        public Tensor permute(params long[] permutation)
        {
            var own = Impl;
            if (permutation.Length != own.Dim)
                throw TorchError.New($"permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = {own.Dim} is not equal to len(dims) = {permutation.Length}");
            var inverse = new long[own.Dim];
            var seen = new bool[own.Dim];
            var sizes = new long[own.Dim];
            var strides = new long[own.Dim];
            for (var d = 0; d < own.Dim; d++)
            {
                var from = Shape.Wrap(permutation[d], own.Dim);
                if (seen[from]) throw TorchError.New("permute(): duplicate dims are not allowed.");
                seen[from] = true;
                sizes[d] = own.Sizes[from];
                strides[d] = own.Strides[from];
                inverse[from] = d;
            }
            var result = ViewOf(own.Offset, sizes, strides);
            return Recorded ? result.With(new RearrangeNode(this, g => g.permute(inverse))) : result;
        }

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor expand(params long[] sizes)
        {
            var own = Impl;
            var lead = sizes.Length - own.Dim;
            if (lead < 0) throw TorchError.New($"expand({Shape.Text(sizes)}): the number of sizes provided ({sizes.Length}) must be greater or equal to the number of dimensions in the tensor ({own.Dim})");
            var target = (long[])sizes.Clone();
            for (var d = 0; d < target.Length; d++)
            {
                var have = d < lead ? 1 : own.Sizes[d - lead];
                if (target[d] == -1 && d >= lead) target[d] = have;
                if (have != target[d] && have != 1)
                    throw TorchError.New($"The expanded size of the tensor ({target[d]}) must match the existing size ({have}) at non-singleton dimension {d}.");
            }
            var result = ViewOf(own.Offset, target, Shape.ExpandedStrides(own.Sizes, own.Strides, target));
            if (!Recorded) return result;
            var before = own.Sizes;
            return result.With(new RearrangeNode(this, g => Broadcasting.SumTo(g, before)));
        }

        public Tensor expand(long[] sizes, bool isImplicit = false) => expand(sizes);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray());

        public Tensor expand_as(Tensor other) => expand(other.Impl.Sizes);

        public Tensor narrow(long dim, long start, long length)
        {
            var own = Impl;
            var at = Shape.Wrap(dim, own.Dim);
            if (own.Dim == 0) throw TorchError.New("narrow() cannot be applied to a 0-dim tensor.");
            if (start < 0) start += own.Sizes[at];
            if (start < 0 || length < 0 || start + length > own.Sizes[at])
                throw TorchError.New($"start ({start}) + length ({length}) exceeds dimension size ({own.Sizes[at]}).");
            return Sliced(at, start, length, 1);
        }

        public Tensor slice(long dim, long start, long finish, long step)
        {
            var own = Impl;
            var at = Shape.Wrap(dim, own.Dim);
            if (own.Dim == 0) throw TorchError.New("slice() cannot be applied to a 0-dim tensor.");
            if (step <= 0) throw TorchError.New("slice step must be positive");
            var n = own.Sizes[at];
            start = Math.Clamp(start < 0 ? start + n : start, 0, n);
            finish = Math.Clamp(finish < 0 ? finish + n : finish, start, n);
            return Sliced(at, start, (finish - start + step - 1) / step, step);
        }

        private Tensor Sliced(int at, long start, long length, long step)
        {
            var own = Impl;
            var sizes = (long[])own.Sizes.Clone();
            var strides = (long[])own.Strides.Clone();
            sizes[at] = length;
            strides[at] *= step;
            var result = ViewOf(own.Offset + start * own.Strides[at], sizes, strides);
            return Recorded ? result.With(new ViewNode(this, w => w.Sliced(at, start, length, step))) : result;
        }

        public Tensor select(long dim, long index)
        {
            var own = Impl;
            if (own.Dim == 0) throw TorchError.New("select() cannot be applied to a 0-dim tensor.");
            var at = Shape.Wrap(dim, own.Dim);
            var n = own.Sizes[at];
            if (index < -n || index >= n) throw TorchError.New($"select(): index {index} out of range for tensor of size {Shape.Text(own.Sizes)} at dimension {at}");
            if (index < 0) index += n;
            var result = ViewOf(own.Offset + index * own.Strides[at], [.. own.Sizes[..at], .. own.Sizes[(at + 1)..]], [.. own.Strides[..at], .. own.Strides[(at + 1)..]]);
            return Recorded ? result.With(new ViewNode(this, w => w.select(at, index))) : result;
        }

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1)
        {
            var own = Impl;
            int a = Shape.Wrap(dim1, own.Dim), b = Shape.Wrap(dim2, own.Dim);
            if (a == b) throw TorchError.New("diagonal dimensions cannot be identical");
            var length = Math.Max(0, offset >= 0 ? Math.Min(own.Sizes[a], own.Sizes[b] - offset) : Math.Min(own.Sizes[a] + offset, own.Sizes[b]));
            var start = length == 0 ? 0 : offset >= 0 ? offset * own.Strides[b] : -offset * own.Strides[a];
            var keep = Enumerable.Range(0, own.Dim).Where(d => d != a && d != b).ToArray();
            var result = ViewOf(own.Offset + start, [.. keep.Select(d => own.Sizes[d]), length], [.. keep.Select(d => own.Strides[d]), own.Strides[a] + own.Strides[b]]);
            return Recorded ? result.With(new ViewNode(this, w => w.diagonal(offset, a, b))) : result;
        }

        private static Tensor OneOfMany(Tensor view)
        {
            if (view.Impl.ViewKind == ViewKind.Ordinary) view.Impl.ViewKind = ViewKind.OneOfMany;
            return view;
        }

        public Tensor[] unbind(long dimension = 0)
        {
            var at = Shape.Wrap(dimension, Impl.Dim);
            var result = new Tensor[Impl.Sizes[at]];
            for (var i = 0; i < result.Length; i++) result[i] = OneOfMany(select(at, i));
            return result;
        }

        public Tensor[] chunk(long chunks, long dim = 0)
        {
            if (chunks <= 0) throw TorchError.New("chunk expects `chunks` to be greater than 0");
            var n = Impl.Sizes[Shape.Wrap(dim, Impl.Dim)];
            return split(Math.Max(1, (n + chunks - 1) / chunks), (int)dim);
        }

        public Tensor[] split(long size, int dim = 0)
        {
            var at = Shape.Wrap(dim, Impl.Dim);
            var n = Impl.Sizes[at];
            if (size <= 0) throw TorchError.New("split expects split_size be positive");
            var result = new List<Tensor>();
            for (long start = 0; start < Math.Max(n, 1); start += size) result.Add(OneOfMany(narrow(at, start, Math.Min(size, n - start))));
            return [.. result];
        }

        public Tensor[] split(long[] sizes, long dim = 0)
        {
            var at = Shape.Wrap(dim, Impl.Dim);
            if (sizes.Sum() != Impl.Sizes[at])
                throw TorchError.New($"split_with_sizes expects split_sizes to sum exactly to {Impl.Sizes[at]} (input tensor's size at dimension {at}), but got split_sizes={Shape.Text(sizes)}");
            var result = new Tensor[sizes.Length];
            long start = 0;
            for (var i = 0; i < sizes.Length; start += sizes[i++]) result[i] = OneOfMany(narrow(at, start, sizes[i]));
            return result;
        }

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);

        public Tensor[] split(params long[] sizes) => split(sizes, 0L);
    }
}
