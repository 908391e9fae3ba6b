using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private Tensor Compare<TOp>(Tensor other) where TOp : struct, ICompare => new(Comparison.Map(default(TOp), Impl, other.Impl));

        private Tensor Compare<TOp>(Scalar other) where TOp : struct, ICompare
        {
            using var value = Generation.Full(Shape.Scalar, Dtypes.IsFloating(other.Type) ? ScalarType.Float64 : ScalarType.Int64, 0);
            Generation.Fill(value.Impl, other.Number, other.Whole);
            return new Tensor(Comparison.Map(default(TOp), Impl, value.Impl));
        }

        private Tensor CompareReversed<TOp>(Scalar other) where TOp : struct, ICompare
        {
            using var value = Generation.Full(Shape.Scalar, Dtypes.IsFloating(other.Type) ? ScalarType.Float64 : ScalarType.Int64, 0);
            Generation.Fill(value.Impl, other.Number, other.Whole);
            return new Tensor(Comparison.Map(default(TOp), value.Impl, Impl));
        }

        public Tensor eq(Tensor target) => Compare<EqualTest>(target);

        public Tensor eq(Scalar target) => Compare<EqualTest>(target);

        public Tensor ne(Tensor target) => Compare<UnequalTest>(target);

        public Tensor ne(Scalar target) => Compare<UnequalTest>(target);

        public Tensor lt(Tensor target) => Compare<LessTest>(target);

        public Tensor lt(Scalar target) => Compare<LessTest>(target);

        public Tensor le(Tensor target) => Compare<LessOrEqualTest>(target);

        public Tensor le(Scalar target) => Compare<LessOrEqualTest>(target);

        public Tensor gt(Tensor target) => target.Compare<LessTest>(this);

        public Tensor gt(Scalar target) => CompareReversed<LessTest>(target);

        public Tensor ge(Tensor target) => target.Compare<LessOrEqualTest>(this);

        public Tensor ge(Scalar target) => CompareReversed<LessOrEqualTest>(target);

        public Tensor logical_and(Tensor other) => Compare<AndTest>(other);

        public Tensor logical_or(Tensor other) => Compare<OrTest>(other);

        public Tensor logical_xor(Tensor other) => Compare<XorTest>(other);

        public Tensor logical_not() => Compare<EqualTest>((Scalar)0);

        public Tensor isnan() => Compare<UnequalTest>(this);

        public Tensor isfinite()
        {
            using var size = new Tensor(Unary.Map(default(AbsOp), Impl));
            return size.CompareReversed<UnequalTest>(double.PositiveInfinity).logical_and(eq(this));
        }

        public Tensor isinf()
        {
            using var size = new Tensor(Unary.Map(default(AbsOp), Impl));
            return size.Compare<EqualTest>(double.PositiveInfinity);
        }

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            using var scope = NewDisposeScope();
            using var off = no_grad();
            Tensor a = to_type(ScalarType.Float64), b = target.to_type(ScalarType.Float64);
            var near = a.sub(b).abs().le(b.abs().mul(rtol).add(atol)).logical_or(a.eq(b));
            if (equal_nan) near = near.logical_or(a.isnan().logical_and(b.isnan()));
            return near.all().Only != 0;
        }

        public Tensor equal(Tensor target)
        {
            var same = Shape.Same(Impl.Sizes, target.Impl.Sizes) && SameValues(target);
            return tensor(same);
        }
    }
}
