using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static Tensor Map2<TOp>(TOp op, Tensor a, Tensor b, bool floating = false) where TOp : struct, IMap2
        {
            var dtype = Dtypes.Promote(a.Impl, b.Impl);
            if (floating && !Dtypes.IsFloating(dtype)) dtype = Generation.DefaultDtype;
            return new Tensor(Binary.Map(op, a.Impl, b.Impl, dtype));
        }

        private static bool Recording(Tensor a, Tensor b) => GradMode.Enabled && (a.Impl.RequiresGrad || b.Impl.RequiresGrad);

        /// <summary>The value of a scalar operand, in a type that this tensor can hold together with it.</summary>
        private Tensor Promoted(Scalar scalar)
        {
            var dtype = Dtypes.PromoteScalar(Impl.Dtype, scalar.Type);
            return dtype == Impl.Dtype ? this : to_type(dtype);
        }

        /// <summary>This tensor, if it can hold the result together with the scalar in place.</summary>
        private Tensor Fitting(Scalar scalar) => !Dtypes.IsFloating(scalar.Type) || Dtypes.IsFloating(Impl.Dtype) ? this
            : throw TorchError.New($"result type {Generation.DefaultDtype} can't be cast to the desired output type {Impl.Dtype}");

        private Tensor CheckedTarget(Tensor other, Node? node, Action<TensorImpl> change)
        {
            var own = Impl;
            if (!Shape.Same(Shape.Broadcast(own.Sizes, other.Impl.Sizes), own.Sizes))
                throw TorchError.New($"output with shape {Shape.Text(own.Sizes)} doesn't match the broadcast shape {Shape.Text(Shape.Broadcast(own.Sizes, other.Impl.Sizes))}");
            var dtype = Dtypes.Promote(own, other.Impl);
            if (dtype != own.Dtype && Dtypes.IsFloating(dtype) && !Dtypes.IsFloating(own.Dtype))
                throw TorchError.New($"result type {dtype} can't be cast to the desired output type {own.Dtype}");
            change(own);
            return EndInPlace(node);
        }

        private Tensor InPlace2<TOp>(TOp op, Tensor other, Node? node) where TOp : struct, IMap2 =>
            CheckedTarget(other, node, own =>
            {
                var typed = Copying.Typed(other.Impl, own.Dtype);
                Binary.Into(op, own, own, typed);
                typed.Release();
            });

        public Tensor add(Tensor target)
        {
            var result = Map2(default(AddOp), this, target);
            return Recording(this, target) ? result.With(new AddNode(this, target, 1)) : result;
        }

        public Tensor add(Tensor target, Scalar alpha)
        {
            var result = Map2(new AddScaledOp(alpha.Number), this, target);
            return Recording(this, target) ? result.With(new AddNode(this, target, alpha.Number)) : result;
        }

        public Tensor add(Scalar scalar) => Promoted(scalar).MapScaled(new AddScalarOp(scalar.Number), 1);

        public Tensor add(Scalar scalar, Scalar alpha) => Promoted(scalar).MapScaled(new AddScalarOp(scalar.Number * alpha.Number), 1);

        public Tensor add_(Tensor target) => add_(target, 1);

        public Tensor add_(Tensor target, Scalar alpha)
        {
            BeginInPlace(target.Recorded);
            var node = Recording(this, target) ? new AddNode(this, target, alpha.Number) : null;
            return alpha.Number == 1 ? InPlace2(default(AddOp), target, node) : InPlace2(new AddScaledOp(alpha.Number), target, node);
        }

        public Tensor add_(Scalar scalar) => Fitting(scalar).InPlaceScaled(new AddScalarOp(scalar.Number), 1);

        public Tensor add_(Scalar scalar, Scalar alpha) => Fitting(scalar).InPlaceScaled(new AddScalarOp(scalar.Number * alpha.Number), 1);

        public Tensor sub(Tensor target)
        {
            var result = Map2(default(SubOp), this, target);
            return Recording(this, target) ? result.With(new AddNode(this, target, -1)) : result;
        }

        public Tensor sub(Scalar target) => Promoted(target).MapScaled(new AddScalarOp(-target.Number), 1);

        public Tensor sub_(Tensor target)
        {
            BeginInPlace(target.Recorded);
            return InPlace2(default(SubOp), target, Recording(this, target) ? new AddNode(this, target, -1) : null);
        }

        public Tensor sub_(Scalar target) => Fitting(target).InPlaceScaled(new AddScalarOp(-target.Number), 1);

        public Tensor mul(Tensor target)
        {
            var result = Map2(default(MulOp), this, target);
            return Recording(this, target) ? result.With(new MulNode(this, target)) : result;
        }

        public Tensor mul(Scalar target) => Promoted(target).MapScaled(new MulScalarOp(target.Number), target.Number);

        public Tensor mul_(Tensor target)
        {
            BeginInPlace(target.Recorded);
            if (!Recording(this, target)) return InPlace2(default(MulOp), target, null);
            return InPlace2(default(MulOp), target, new MulNode(target.Recorded ? Before() : this, target));
        }

        /// <summary>The value that an in-place change is about to overwrite, in its place in the graph.</summary>
        private Tensor Before() => clone();

        public Tensor mul_(Scalar target) => Fitting(target).InPlaceScaled(new MulScalarOp(target.Number), target.Number);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            if (rounding_mode == RoundingMode.floor) return Flat(target, Map2(default(DivFloorOp), this, target));
            if (rounding_mode == RoundingMode.trunc) return Flat(target, Map2(default(DivTruncOp), this, target));
            var result = Map2(default(DivOp), this, target, floating: true);
            return Recording(this, target) ? result.With(new FormulaNode([this, target], [this, target], DivBackward)) : result;
        }

        private static void DivBackward(FormulaNode node, Engine engine, Tensor grad)
        {
            Tensor a = node.Saved(0), b = node.Saved(1);
            if (node.Needs(0)) engine.Send(0, Broadcasting.SumTo(grad.div(b), a.Impl.Sizes));
            if (node.Needs(1)) engine.Send(1, Broadcasting.SumTo(grad.neg().mul(a).div(b.mul(b)), b.Impl.Sizes));
        }

        private Tensor Flat(Tensor target, Tensor result)
        {
            if (!Recording(this, target)) return result;
            long[] first = Impl.Sizes, second = target.Impl.Sizes;
            return result.With(new FormulaNode([this, target], [], (node, engine, grad) =>
            {
                if (node.Needs(0)) engine.Send(0, Generation.Full(first, grad.dtype, 0));
                if (node.Needs(1)) engine.Send(1, Generation.Full(second, grad.dtype, 0));
            }));
        }

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            if (rounding_mode != RoundingMode.None) return div(Generation.Full([], target, null, null, false, null), rounding_mode);
            var x = Dtypes.IsFloating(Impl.Dtype) ? this : to_type(Generation.DefaultDtype);
            return x.MapScaled(new DivScalarOp(target.Number), 1 / target.Number);
        }

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            BeginInPlace(target.Recorded);
            if (rounding_mode == RoundingMode.floor) return InPlace2(default(DivFloorOp), target, Forgetting());
            if (rounding_mode == RoundingMode.trunc) return InPlace2(default(DivTruncOp), target, Forgetting());
            if (!Dtypes.IsFloating(Impl.Dtype)) throw TorchError.New($"result type {Generation.DefaultDtype} can't be cast to the desired output type {Impl.Dtype}");
            if (!Recording(this, target)) return InPlace2(default(DivOp), target, null);
            var before = Before();
            return InPlace2(default(DivOp), target, new FormulaNode([before, target], [before, target], DivBackward));
        }

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            if (rounding_mode == RoundingMode.None && Dtypes.IsFloating(Impl.Dtype)) return InPlaceScaled(new DivScalarOp(target.Number), 1 / target.Number);
            return div_(Generation.Full([], target, null, null, false, null), rounding_mode);
        }

        public Tensor pow(Tensor exponent)
        {
            var result = Map2(default(PowOp), this, exponent);
            return Recording(this, exponent) ? result.With(new FormulaNode([this, exponent], [this, exponent, result], PowBackward)) : result;
        }

        private static void PowBackward(FormulaNode node, Engine engine, Tensor grad)
        {
            Tensor a = node.Saved(0), b = node.Saved(1), result = node.Saved(2);
            // x⁰ does not depend on x, and 0ʸ does not depend on y > 0, though the formulas say 0·∞ there.
            if (node.Needs(0)) engine.Send(0, Broadcasting.SumTo(grad.mul(b.mul(a.pow(b.sub(1))).masked_fill(b.eq(0), 0)), a.Impl.Sizes));
            if (node.Needs(1)) engine.Send(1, Broadcasting.SumTo(grad.mul(result.mul(a.log()).masked_fill(a.eq(0).logical_and(b.ge(0)), 0)), b.Impl.Sizes));
        }

        public Tensor pow_(Tensor exponent)
        {
            BeginInPlace(exponent.Recorded);
            if (!Recording(this, exponent)) return InPlace2(default(PowOp), exponent, null);
            var before = Before();
            Tensor result;
            using (no_grad()) result = before.pow(exponent);
            return InPlace2(default(PowOp), exponent, new FormulaNode([before, exponent], [before, exponent, result], PowBackward));
        }

        public Tensor remainder(Tensor target) => Rest(target, Map2(default(RemainderOp), this, target), RoundingMode.floor);

        public Tensor remainder(Scalar scalar) => remainder(Generation.Full([], scalar, null, null, false, null));

        public Tensor fmod(Tensor target) => Rest(target, Map2(default(FmodOp), this, target), RoundingMode.trunc);

        public Tensor fmod(Scalar scalar) => fmod(Generation.Full([], scalar, null, null, false, null));

        /// <summary>a − b·n with the whole number n: slope 1 in a, −n in b.</summary>
        private Tensor Rest(Tensor target, Tensor result, RoundingMode rounding) => !Recording(this, target) ? result :
            result.With(new FormulaNode([this, target], [this, target], (node, engine, grad) =>
            {
                Tensor a = node.Saved(0), b = node.Saved(1);
                if (node.Needs(0)) engine.Send(0, Broadcasting.SumTo(grad, a.Impl.Sizes));
                if (node.Needs(1)) engine.Send(1, Broadcasting.SumTo(grad.mul(a.div(b, rounding)).neg(), b.Impl.Sizes));
            }));

        public Tensor maximum(Tensor other) => Extremum(other, Map2(default(MaximumOp), this, other));

        public Tensor minimum(Tensor other) => Extremum(other, Map2(default(MinimumOp), this, other));

        private Tensor Extremum(Tensor other, Tensor result) => !Recording(this, other) ? result :
            result.With(new FormulaNode([this, other], [this, other, result], static (node, engine, grad) =>
            {
                Tensor a = node.Saved(0), b = node.Saved(1), chosen = node.Saved(2).detach();
                var tie = a.eq(b).to_type(grad.dtype).mul(0.5);
                if (node.Needs(0)) engine.Send(0, Broadcasting.SumTo(grad.mul(a.eq(chosen).to_type(grad.dtype).sub(tie)), a.Impl.Sizes));
                if (node.Needs(1)) engine.Send(1, Broadcasting.SumTo(grad.mul(b.eq(chosen).to_type(grad.dtype).sub(tie)), b.Impl.Sizes));
            }));

        public Tensor clamp(Tensor? min = null, Tensor? max = null)
        {
            if (min is null && max is null) throw TorchError.New("torch.clamp: At least one of 'min' or 'max' must not be None");
            if (max is null) return Bounded(min!, true);
            return min is null ? Bounded(max, false) : Bounded(min, true).Bounded(max, false);
        }

        /// <summary>One bound; where the value touches it, the gradient stays with the value.</summary>
        private Tensor Bounded(Tensor bound, bool below)
        {
            var result = below ? Map2(default(MaximumOp), this, bound) : Map2(default(MinimumOp), this, bound);
            return !Recording(this, bound) ? result : result.With(new FormulaNode([this, bound], [this, bound], (node, engine, grad) =>
            {
                Tensor x = node.Saved(0), edge = node.Saved(1);
                var inside = below ? x.ge(edge) : x.le(edge);
                if (node.Needs(0)) engine.Send(0, Broadcasting.SumTo(grad.mul(inside), x.Impl.Sizes));
                if (node.Needs(1)) engine.Send(1, Broadcasting.SumTo(grad.mul(inside.logical_not()), edge.Impl.Sizes));
            }));
        }

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => copy_((Recorded ? Before() : this).clamp(min, max));

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => add(tensor1.mul(tensor2), value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => add_(tensor1.mul(tensor2), value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => add(tensor1.div(tensor2));

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => add(tensor1.div(tensor2), value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => add_(tensor1.div(tensor2));

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => add_(tensor1.div(tensor2), value);

        public Tensor lerp(Tensor end, Tensor weight) => add(end.sub(this).mul(weight));

        public Tensor lerp_(Tensor end, Tensor weight) => add_(end.sub(this).mul(weight));
    }

    public enum RoundingMode
    {
        None = 0,
        trunc = 1,
        floor = 2,
    }
}
