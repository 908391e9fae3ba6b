namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => At(indices).copy_(value);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => select(0, i1).copy_(value);
        }

        public Tensor this[long i1, long i2]
        {
            get => At([i1, i2]);
            set => At([i1, i2]).copy_(value);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => At([i1, i2, i3]);
            set => At([i1, i2, i3]).copy_(value);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At([i1, i2, i3, i4]);
            set => At([i1, i2, i3, i4]).copy_(value);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At([i1, i2, i3, i4, i5]);
            set => At([i1, i2, i3, i4, i5]).copy_(value);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => At([i1, i2, i3, i4, i5, i6]);
            set => At([i1, i2, i3, i4, i5, i6]).copy_(value);
        }

        private Tensor At(ReadOnlySpan<long> indices)
        {
            var x = this;
            foreach (var i in indices) x = x.select(0, i);
            return x;
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var x = Viewed(indices, out var places);
            return places == null ? x : x.Picked(places);
        }

        public Tensor index(params Tensor[] indices) => Picked(indices);

        /// <summary>Applies everything of an index expression that is a view; tensors are left for the second step.</summary>
        private Tensor Viewed(TensorIndex[] indices, out Tensor?[]? places)
        {
            var x = this;
            var used = indices.Sum(i => i.Sort is TensorIndex.Kind.None or TensorIndex.Kind.Ellipsis or TensorIndex.Kind.Bool ? 0
                : i is { Sort: TensorIndex.Kind.Tensor, Places: { } t } && t.dtype == ScalarType.Bool ? t.Impl.Dim : 1);
            if (used > Impl.Dim) throw TorchError.New($"too many indices for tensor of dimension {Impl.Dim}");
            var at = 0;
            var found = new SortedDictionary<int, Tensor>();
            foreach (var i in indices)
            {
                switch (i.Sort)
                {
                    case TensorIndex.Kind.None:
                        x = x.unsqueeze(at++);
                        break;
                    case TensorIndex.Kind.Bool:
                        x = x.unsqueeze(at);
                        if (i.Start == 0) x = x.narrow(at, 0, 0);
                        at++;
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        at += Impl.Dim - used;
                        break;
                    case TensorIndex.Kind.Single:
                        x = x.select(at, i.Start!.Value);
                        break;
                    case TensorIndex.Kind.Slice:
                        if (i.Start != null || i.Stop != null || i.Step is not (null or 1))
                            x = x.slice(at, i.Start ?? 0, i.Stop ?? long.MaxValue, i.Step ?? 1);
                        at++;
                        break;
                    default:
                        found[at] = i.Places!;
                        at += i.Places!.dtype == ScalarType.Bool ? i.Places.Impl.Dim : 1;
                        break;
                }
            }
            places = null;
            if (found.Count == 0) return ReferenceEquals(x, this) ? alias() : x;
            places = new Tensor?[found.Keys.Max() + 1];
            foreach (var (d, t) in found) places[d] = t;
            return x;
        }

        /// <summary>Boolean masks become index vectors, one per dimension they cover.</summary>
        private static List<(int Dim, Tensor Index)> Numbers(Tensor?[] places)
        {
            var result = new List<(int, Tensor)>();
            var dim = 0;
            foreach (var p in places)
            {
                if (p is null) dim++;
                else if (p.dtype == ScalarType.Bool)
                    foreach (var column in p.nonzero().unbind(1)) result.Add((dim++, column));
                else result.Add((dim++, p.to_type(ScalarType.Int64)));
            }
            return result;
        }

        /// <summary>
        /// Advanced indexing: the indexed dimensions are joined, the linear place is computed, and one gather brings the slices.
        /// Tensors at dimensions that are not neighbours: these dimensions come first, as in NumPy.
        /// </summary>
        private Tensor Picked(Tensor?[] places)
        {
            if (Gathered(places, out var moved) is { } order) return permute(order).Picked(moved);
            var (flat, linear, target, at) = Linear(places);
            var picked = flat.index_select(at, linear.reshape(-1));
            return picked.reshape([.. flat.Impl.Sizes[..at], .. target, .. flat.Impl.Sizes[(at + 1)..]]);
        }

        /// <summary>The order that brings indexed dimensions together at the front; null when they are neighbours already.</summary>
        private long[]? Gathered(Tensor?[] places, out Tensor?[] moved)
        {
            moved = places;
            var numbers = Numbers(places);
            if (numbers.Count == 0 || numbers[^1].Dim - numbers[0].Dim == numbers.Count - 1) return null;
            moved = [.. numbers.Select(n => n.Index)];
            var first = numbers.Select(n => (long)n.Dim).ToList();
            return [.. first, .. Enumerable.Range(0, Impl.Dim).Select(d => (long)d).Where(d => !first.Contains(d))];
        }

        private (Tensor Flat, Tensor Linear, long[] Target, int At) Linear(Tensor?[] places)
        {
            var numbers = Numbers(places);
            if (numbers.Count == 0) throw TorchError.New("index: no index tensor given");
            var at = numbers[0].Dim;
            if (at + numbers.Count > Impl.Dim) throw TorchError.New($"too many indices for tensor of dimension {Impl.Dim}");
            var target = numbers[0].Index.Impl.Sizes;
            foreach (var (_, index) in numbers) target = Shape.Broadcast(target, index.Impl.Sizes);
            Tensor? linear = null;
            long joined = 1;
            for (var i = 0; i < numbers.Count; i++)
            {
                var n = Impl.Sizes[at + i];
                joined *= n;
                var index = numbers[i].Index.expand(target);
                index = torch.where(index.lt(0), index.add(n), index);
                if (index.Impl.Numel > 0 && (index.lt(0).any().Only != 0 || index.ge(n).any().Only != 0))
                    throw TorchError.New($"index is out of bounds for dimension {at + i} with size {n}");
                linear = linear is null ? index : linear.mul(n).add(index);
            }
            var flat = reshape([.. Impl.Sizes[..at], joined, .. Impl.Sizes[(at + numbers.Count)..]]);
            return (flat, linear!, target, at);
        }

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var x = Viewed(indices, out var places);
            if (places != null) x.Put(value, places, accumulate);
            else if (accumulate) x.add_(value);
            else x.copy_(value);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            Put(value, indices, accumulate);
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices) =>
            index_put_(Generation.Full([], value, Impl.Dtype, null, false, null), indices);

        public Tensor index_put_(Scalar value, params Tensor[] indices) =>
            index_put_(Generation.Full([], value, Impl.Dtype, null, false, null), indices);

        private void Put(Tensor value, Tensor?[] places, bool accumulate)
        {
            BeginInPlace(value.Recorded);
            if (value.Impl.Dtype != Impl.Dtype)
                throw TorchError.New($"Index put requires the source and destination dtypes match, got {Impl.Dtype} for the destination and {value.Impl.Dtype} for the source.");
            if (Gathered(places, out var moved) is { } order)
            {
                permute(order).Put(value, moved, accumulate);
                return;
            }
            var (flat, linear, target, at) = Linear(places);
            var index = linear.reshape(-1);
            var values = value.expand([.. flat.Impl.Sizes[..at], .. target, .. flat.Impl.Sizes[(at + 1)..]])
                .reshape([.. flat.Impl.Sizes[..at], index.Impl.Numel, .. flat.Impl.Sizes[(at + 1)..]]);
            if (accumulate) flat.index_add_(at, index, values, 1);
            else flat.index_copy_(at, index, values);
            // Of a layout that cannot be joined, flat is a copy.
            if (!ReferenceEquals(flat.Impl.Storage, Impl.Storage)) copy_(flat.reshape(Impl.Sizes));
        }
    }
}
