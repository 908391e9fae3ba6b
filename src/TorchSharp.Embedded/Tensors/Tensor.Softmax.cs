using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Along the last dimension directly; any other is moved there and back.</summary>
        internal Tensor SoftmaxAlong(long dim, bool log)
        {
            var own = Impl;
            if (!Dtypes.IsFloating(own.Dtype)) throw TorchError.New($"\"softmax_lastdim_kernel_impl\" not implemented for '{own.Dtype}'");
            var at = Shape.Wrap(dim, own.Dim);
            if (own.Dim > 0 && at != own.Dim - 1) return transpose(at, -1).SoftmaxAlong(-1, log).transpose(at, -1);
            var x = Copying.Ready(own, own.Dtype);
            var result = new Tensor(Kernels.Softmax.Forward(x, log));
            x.Release();
            return Recorded ? result.With(new SoftmaxNode(this, result, log)) : result;
        }

        public Tensor softmax(long dim, ScalarType? dtype = null) => (dtype is { } d ? to_type(d) : this).SoftmaxAlong(dim, false);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => (dtype is { } d ? to_type(d) : this).SoftmaxAlong(dim, true);
    }
}
