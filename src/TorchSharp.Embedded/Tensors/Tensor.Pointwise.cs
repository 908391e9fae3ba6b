using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor neg() => MapScaled(default(NegOp), -1);

        public Tensor neg_() => InPlaceScaled(default(NegOp), -1);

        public Tensor abs()
        {
            var result = new Tensor(Unary.Map(default(AbsOp), Impl));
            return Recorded ? result.With(new MapNode<AbsGrad>(default, this, this)) : result;
        }

        public Tensor abs_() => InPlaceOfInput(default(AbsOp), default(AbsGrad));

        public Tensor sign() => MapFlat(default(SignOp));

        public Tensor sign_() => InPlaceScaled(default(SignOp), 0);

        public Tensor floor() => MapFlat(default(FloorOp));

        public Tensor floor_() => InPlaceScaled(default(FloorOp), 0);

        public Tensor ceil() => MapFlat(default(CeilOp));

        public Tensor ceil_() => InPlaceScaled(default(CeilOp), 0);

        public Tensor trunc() => MapFlat(default(TruncOp));

        public Tensor trunc_() => InPlaceScaled(default(TruncOp), 0);

        public Tensor round(long decimals = 0) => MapFlat(new RoundOp(Math.Pow(10, decimals)));

        public Tensor round_(long decimals = 0) => InPlaceScaled(new RoundOp(Math.Pow(10, decimals)), 0);

        public Tensor frac() => MapScaled(default(FracOp), 1);

        public Tensor frac_() => InPlaceScaled(default(FracOp), 1);

        public Tensor sqrt() => MapOfOutput(default(SqrtOp), default(SqrtGradOfOutput));

        public Tensor sqrt_() => InPlaceOfOutput(default(SqrtOp), default(SqrtGradOfOutput));

        public Tensor rsqrt() => MapOfOutput(default(RsqrtOp), default(RsqrtGradOfOutput));

        public Tensor rsqrt_() => InPlaceOfOutput(default(RsqrtOp), default(RsqrtGradOfOutput));

        public Tensor reciprocal() => MapOfOutput(default(ReciprocalOp), default(ReciprocalGradOfOutput));

        public Tensor reciprocal_() => InPlaceOfOutput(default(ReciprocalOp), default(ReciprocalGradOfOutput));

        public Tensor square()
        {
            var result = new Tensor(Unary.Map(default(SquareOp), Impl));
            return Recorded ? result.With(new MapNode<SquareGrad>(default, this, this)) : result;
        }

        public Tensor exp() => MapOfOutput(default(ExpOp), default(ExpGradOfOutput));

        public Tensor exp_() => InPlaceOfOutput(default(ExpOp), default(ExpGradOfOutput));

        public Tensor expm1() => MapOfOutput(default(Expm1Op), default(Expm1GradOfOutput));

        public Tensor expm1_() => InPlaceOfOutput(default(Expm1Op), default(Expm1GradOfOutput));

        public Tensor log() => MapOfInput(default(LogOp), default(LogGrad));

        public Tensor log_() => InPlaceOfInput(default(LogOp), default(LogGrad));

        public Tensor log2() => MapOfInput(default(Log2Op), new LogBaseGrad(0.6931471805599453));

        public Tensor log2_() => InPlaceOfInput(default(Log2Op), new LogBaseGrad(0.6931471805599453));

        public Tensor log10() => MapOfInput(default(Log10Op), new LogBaseGrad(2.302585092994046));

        public Tensor log10_() => InPlaceOfInput(default(Log10Op), new LogBaseGrad(2.302585092994046));

        public Tensor log1p() => MapOfInput(default(Log1pOp), default(Log1pGrad));

        public Tensor log1p_() => InPlaceOfInput(default(Log1pOp), default(Log1pGrad));

        public Tensor sin() => MapOfInput(default(SinOp), default(SinGrad));

        public Tensor sin_() => InPlaceOfInput(default(SinOp), default(SinGrad));

        public Tensor cos() => MapOfInput(default(CosOp), default(CosGrad));

        public Tensor cos_() => InPlaceOfInput(default(CosOp), default(CosGrad));

        public Tensor erf() => MapOfInput(default(ErfOp), default(ErfGrad));

        public Tensor erf_() => InPlaceOfInput(default(ErfOp), default(ErfGrad));

        public Tensor tanh() => MapOfOutput(default(TanhOp), default(TanhGradOfOutput));

        public Tensor tanh_() => InPlaceOfOutput(default(TanhOp), default(TanhGradOfOutput));

        public Tensor sigmoid() => MapOfOutput(default(SigmoidOp), default(SigmoidGradOfOutput));

        public Tensor sigmoid_() => InPlaceOfOutput(default(SigmoidOp), default(SigmoidGradOfOutput));

        public Tensor relu()
        {
            var result = new Tensor(Unary.Map(default(ReluOp), Impl));
            return Recorded ? result.With(new MapNode<ReluGradOfOutput>(default, this, result)) : result;
        }

        public Tensor relu_() => InPlaceOfOutput(default(ReluOp), default(ReluGradOfOutput));

        public Tensor leaky_relu(Scalar negative_slope) =>
            MapOfInput(new LeakyReluOp(negative_slope.Number), new LeakyReluGrad(negative_slope.Number));

        public Tensor leaky_relu_(Scalar negative_slope) =>
            InPlaceOfInput(new LeakyReluOp(negative_slope.Number), new LeakyReluGrad(negative_slope.Number));

        public Tensor silu() => MapOfInput(default(SiluOp), default(SiluGrad));

        public Tensor silu_() => InPlaceOfInput(default(SiluOp), default(SiluGrad));

        public Tensor pow(Scalar exponent)
        {
            if (!Dtypes.IsFloating(Impl.Dtype) && Dtypes.IsIntegral(exponent.Type)) return new Tensor(Unary.Map(new PowScalarOp(exponent.Number), Impl));
            return MapOfInput(new PowScalarOp(exponent.Number), new PowScalarGrad(exponent.Number));
        }

        public Tensor pow_(Scalar exponent) => InPlaceOfInput(new PowScalarOp(exponent.Number), new PowScalarGrad(exponent.Number));

        public Tensor clamp(Scalar? min = null, Scalar? max = null)
        {
            var (low, high) = Bounds(min, max);
            var result = new Tensor(Unary.Map(new ClampOp(low, high), Impl));
            return Recorded ? result.With(new MapNode<ClampGrad>(new ClampGrad(low, high), this, this)) : result;
        }

        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
        {
            var (low, high) = Bounds(min, max);
            return InPlaceOfInput(new ClampOp(low, high), new ClampGrad(low, high));
        }

        public Tensor clamp_min(Scalar min) => clamp(min);

        public Tensor clamp_min_(Scalar min) => clamp_(min);

        public Tensor clamp_max(Scalar max) => clamp(null, max);

        public Tensor clamp_max_(Scalar max) => clamp_(null, max);

        private static (double, double) Bounds(Scalar? min, Scalar? max)
        {
            if (min is null && max is null) throw TorchError.New("torch.clamp: At least one of 'min' or 'max' must not be None");
            return (min?.Number ?? double.NegativeInfinity, max?.Number ?? double.PositiveInfinity);
        }

        public Tensor fill_(Scalar value)
        {
            var own = BeginInPlace();
            var node = Forgetting();
            Generation.Fill(own, value.Number, value.Whole);
            return EndInPlace(node);
        }

        /// <summary>Zeros in place. As in the package it has no derivative (<see cref="fill_(Scalar)"/> has one).</summary>
        public Tensor zero_()
        {
            if (Recorded) throw TorchError.New("aten::zeros(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.");
            var own = BeginInPlace();
            Generation.Clear(own);
            return EndInPlace(null);
        }
    }
}
