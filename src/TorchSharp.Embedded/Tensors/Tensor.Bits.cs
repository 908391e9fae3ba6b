using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bitwise_and(Tensor other) => Bits(other, default(BitAndOp));

        public Tensor bitwise_or(Tensor other) => Bits(other, default(BitOrOp));

        public Tensor bitwise_xor(Tensor other) => Bits(other, default(BitXorOp));

        public Tensor bitwise_not()
        {
            if (Impl.Dtype == ScalarType.Bool) return logical_not();
            if (Dtypes.IsFloating(Impl.Dtype)) throw TorchError.New("\"bitwise_not_cpu\" not implemented for floating point");
            return add(1).neg();
        }

        public static Tensor operator ~(Tensor left) => left.bitwise_not();

        public static Tensor operator -(Tensor tensor) => tensor.neg();

        private Tensor Bits<TOp>(Tensor other, TOp op) where TOp : struct, IMap2
        {
            var dtype = Dtypes.Promote(Impl, other.Impl);
            if (Dtypes.IsFloating(dtype)) throw TorchError.New("\"bitwise_and_cpu\" not implemented for floating point");
            return new Tensor(Binary.Map(op, Impl, other.Impl, dtype));
        }

        private Tensor ReversedSub(Scalar left) => Promoted(left).MapScaled(new RsubScalarOp(left.Number), -1);

        private Tensor ReversedDiv(Scalar left)
        {
            var x = Dtypes.IsFloating(Impl.Dtype) ? this : to_type(Generation.DefaultDtype);
            var result = x.MapFloating(new RdivScalarOp(left.Number));
            return x.Recorded ? result.With(new MapNode<RdivGrad>(new RdivGrad(left.Number), x, x)) : result;
        }
    }
}
