using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        internal bool Recorded => GradMode.Enabled && Impl.RequiresGrad;

        internal Tensor With(Node node)
        {
            Impl.GradFn = node;
            return this;
        }

        /// <summary>Refuses what PyTorch refuses before an in-place change.</summary>
        internal TensorImpl BeginInPlace(bool otherRecorded = false)
        {
            var own = Impl;
            if (own.Repeats)
                throw TorchError.New("unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.");
            if (!GradMode.Enabled) return own;
            if (own.RequiresGradLeaf) throw TorchError.New("a leaf Variable that requires grad is being used in an in-place operation.");
            if (own.ViewBase is not { } origin) return own;
            if (origin.RequiresGradLeaf) throw TorchError.New("a view of a leaf Variable that requires grad is being used in an in-place operation.");
            if (own.ViewKind == ViewKind.Ordinary || !(otherRecorded || origin.RequiresGrad)) return own;
            throw TorchError.New(own.ViewKind == ViewKind.WithoutGrad
                ? "A view was created in no_grad mode and is being modified inplace with grad mode enabled."
                : "A view is being modified inplace that is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.");
        }

        /// <summary>Records an in-place change; <paramref name="node"/> was connected before the value changed.</summary>
        internal Tensor EndInPlace(Node? node = null)
        {
            var own = Impl;
            own.Storage.Version++;
            if (node != null) own.Rebase(node);
            return this;
        }

        /// <summary>For an in-place change whose result does not depend on the old value.</summary>
        private ScaleNode? Forgetting() => Recorded ? new ScaleNode(this, 0) : null;

        private Tensor MapFloating<TOp>(TOp op) where TOp : struct, IMap1 => new(Unary.MapFloating(op, Impl));

        /// <summary>A function whose derivative is written in its input.</summary>
        internal Tensor MapOfInput<TOp, TGrad>(TOp op, TGrad grad) where TOp : struct, IMap1 where TGrad : struct, IMap2
        {
            var result = MapFloating(op);
            return Recorded ? result.With(new MapNode<TGrad>(grad, this, this)) : result;
        }

        /// <summary>A function whose derivative is written in its output.</summary>
        internal Tensor MapOfOutput<TOp, TGrad>(TOp op, TGrad grad) where TOp : struct, IMap1 where TGrad : struct, IMap2
        {
            var result = MapFloating(op);
            return Recorded ? result.With(new MapNode<TGrad>(grad, this, result)) : result;
        }

        /// <summary>A function that is constant between jumps: its gradient is zero.</summary>
        internal Tensor MapFlat<TOp>(TOp op) where TOp : struct, IMap1
        {
            var result = new Tensor(Unary.Map(op, Impl));
            return Recorded ? result.With(new ScaleNode(this, 0)) : result;
        }

        internal Tensor InPlace<TOp>(TOp op) where TOp : struct, IMap1
        {
            var own = BeginInPlace();
            if (Recorded) throw TorchError.NotHere("this in-place operation under autograd");
            Unary.InPlace(op, own);
            return EndInPlace();
        }

        internal Tensor InPlaceOfInput<TOp, TGrad>(TOp op, TGrad grad) where TOp : struct, IMap1 where TGrad : struct, IMap2
        {
            var own = BeginInPlace();
            MapNode<TGrad>? node = null;
            if (Recorded)
            {
                // The derivative needs the old value, which is about to be overwritten.
                using var before = new Tensor(Copying.Fresh(own, own.Dtype));
                node = new MapNode<TGrad>(grad, this, before);
            }
            Unary.InPlace(op, own);
            return EndInPlace(node);
        }

        internal Tensor InPlaceOfOutput<TOp, TGrad>(TOp op, TGrad grad) where TOp : struct, IMap1 where TGrad : struct, IMap2
        {
            var own = BeginInPlace();
            var recorded = Recorded;
            Unary.InPlace(op, own);
            EndInPlace();
            if (!recorded) return this;
            own.Rebase(new MapNode<TGrad>(grad, this, this));
            return this;
        }

        internal Tensor InPlaceScaled<TOp>(TOp op, double factor) where TOp : struct, IMap1
        {
            var own = BeginInPlace();
            var node = Recorded ? new ScaleNode(this, factor) : null;
            Unary.InPlace(op, own);
            return EndInPlace(node);
        }

        internal Tensor MapScaled<TOp>(TOp op, double factor) where TOp : struct, IMap1
        {
            var result = new Tensor(Unary.Map(op, Impl));
            return Recorded ? result.With(new ScaleNode(this, factor)) : result;
        }
    }
}
