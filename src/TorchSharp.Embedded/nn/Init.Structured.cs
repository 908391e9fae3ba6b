using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            /// <summary>Normal numbers cut off at <paramref name="a"/> and <paramref name="b"/>, by inverting the distribution function.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null) => Quietly(tensor, t =>
            {
                double Below(double x) => (1 + Special.Erf((x - mean) / (std * Math.Sqrt(2)))) / 2;
                using var scope = NewDisposeScope();
                t.uniform_(2 * Below(a) - 1, 2 * Below(b) - 1, generator);
                var x = t.to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
                for (var i = 0; i < x.Length; i++) x[i] = Math.Clamp(InverseErf.Of(x[i]) * std * Math.Sqrt(2) + mean, a, b);
                t.copy_(Generation.FromArray(x, t.Impl.Sizes, null, null, false, null));
            });

            /// <summary>Normal numbers with the given share of each column, chosen at random, set to zero.</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                if (tensor.Impl.Dim != 2) throw new ArgumentException("Only tensors with 2 dimensions are supported");
                return Quietly(tensor, t =>
                {
                    using var scope = NewDisposeScope();
                    var none = (int)Math.Ceiling(sparsity * t.Impl.Sizes[0]);
                    t.normal_(0, std);
                    for (long column = 0; column < t.Impl.Sizes[1]; column++)
                        t.select(1, column).index_fill_(0, randperm(t.Impl.Sizes[0]).narrow(0, 0, none), 0);
                });
            }

            /// <summary>Orthonormal rows or columns, whichever are fewer, times <paramref name="gain"/>; dimensions after the first count as columns.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                if (tensor.Impl.Dim < 2) throw new ArgumentException("Only tensors with 2 or more dimensions are supported");
                if (tensor.Impl.Numel == 0) return tensor;
                return Quietly(tensor, t =>
                {
                    using var scope = NewDisposeScope();
                    var rows = t.Impl.Sizes[0];
                    var drawn = empty(rows, t.Impl.Numel / rows, t.dtype).normal_(0, 1);
                    var wide = rows < drawn.shape[1];
                    var upright = wide ? drawn.t() : drawn;
                    var columns = upright.to_type(ScalarType.Float64).t().contiguous();
                    var q = columns.data<double>().ToArray();
                    Orthonormalize(q, (int)columns.shape[0], (int)columns.shape[1]);
                    for (var i = 0; i < q.Length; i++) q[i] *= gain;
                    var result = Generation.FromArray(q, columns.shape, null, null, false, null);
                    t.copy_((wide ? result : result.t()).reshape(t.Impl.Sizes));
                });
            }

            /// <summary>Each row loses its parts along the rows before it, twice against rounding: the Q of a QR decomposition whose R has a positive diagonal.</summary>
            private static void Orthonormalize(double[] q, int rows, int length)
            {
                for (var i = 0; i < rows; i++)
                {
                    var own = q.AsSpan(i * length, length);
                    for (var pass = 0; pass < 2; pass++)
                        for (var j = 0; j < i; j++) Remove(own, q.AsSpan(j * length, length));
                    var size = 0.0;
                    foreach (var v in own) size += v * v;
                    size = Math.Sqrt(size);
                    foreach (ref var v in own) v /= size;
                }
            }

            private static void Remove(Span<double> own, ReadOnlySpan<double> along)
            {
                var part = 0.0;
                for (var k = 0; k < own.Length; k++) part += own[k] * along[k];
                for (var k = 0; k < own.Length; k++) own[k] -= part * along[k];
            }

            /// <summary>Convolution weights that hand each channel through unchanged.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                var sizes = tensor.Impl.Sizes;
                if (sizes.Length is < 3 or > 5) throw new ArgumentException("Only tensors with 3, 4, or 5 dimensions are supported");
                return Quietly(tensor, t =>
                {
                    using var scope = NewDisposeScope();
                    t.zero_();
                    for (long channel = 0; channel < Math.Min(sizes[0], sizes[1]); channel++)
                    {
                        var filter = t.select(0, channel).select(0, channel);
                        foreach (var width in sizes[2..]) filter = filter.select(0, width / 2);
                        filter.fill_(1);
                    }
                });
            }
        }
    }
}
