namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A view of all windows of <paramref name="size"/> along a dimension, <paramref name="step"/> apart; the window is the new last dimension.</summary>
        public Tensor unfold(long dimension, long size, long step)
        {
            var own = Impl;
            var at = Shape.Wrap(dimension, own.Dim);
            var n = own.Dim == 0 ? 1 : own.Sizes[at];
            if (size < 0) throw TorchError.New($"size is {size} but must be >= 0");
            if (size > n) throw TorchError.New($"maximum size for tensor at dimension {at} is {n} but size is {size}");
            if (step <= 0) throw TorchError.New($"step is {step} but must be > 0");
            long[] sizes, strides;
            if (own.Dim == 0) (sizes, strides) = ([size], [1]);
            else
            {
                (sizes, strides) = ([.. own.Sizes, size], [.. own.Strides, own.Strides[at]]);
                sizes[at] = (n - size) / step + 1;
                strides[at] *= step;
            }
            var result = ViewOf(own.Offset, sizes, strides);
            return Recorded ? result.With(new WindowsNode(this, at, size, step)) : result;
        }
    }
}
