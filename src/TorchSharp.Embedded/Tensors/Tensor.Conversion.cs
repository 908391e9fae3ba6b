using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            if (type == Impl.Dtype && !copy) return this;
            var result = new Tensor(Copying.Fresh(Impl, type));
            if (Recorded && Dtypes.IsFloating(type)) result.With(new CastNode(this));
            if (disposeAfter) Dispose();
            return result;
        }

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            Device.Require(device);
            return to_type(type, copy, disposeAfter, non_blocking);
        }

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            Device.Require(device);
            return to_type(Impl.Dtype, copy, disposeAfter, non_blocking);
        }

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to_type(other.dtype);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor cpu() => this;

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor clone()
        {
            var result = new Tensor(Copying.Fresh(Impl, Impl.Dtype));
            return Recorded ? result.With(new ScaleNode(this, 1)) : result;
        }

        public Tensor contiguous() => Impl.IsContiguous ? alias() : clone();

        /// <summary>A new handle on the same value.</summary>
        public Tensor alias()
        {
            Impl.AddOwner();
            return new Tensor(Impl);
        }

        public Tensor detach()
        {
            var own = Impl;
            return new Tensor(own.View(own.Offset, own.Sizes, own.Strides));
        }

        public Tensor detach_()
        {
            var own = Impl;
            if (own.ViewBase != null) throw TorchError.New("Can't detach views in-place. Use detach() instead.");
            own.GradFn = null;
            own.OutputNr = 0;
            own.RequiresGradLeaf = false;
            return this;
        }

        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            var own = BeginInPlace(source.Recorded);
            if (!Shape.Same(Shape.Broadcast(own.Sizes, source.Impl.Sizes), own.Sizes))
                throw TorchError.New($"The expanded size of the tensor {Shape.Text(own.Sizes)} must match the existing size {Shape.Text(source.Impl.Sizes)}");
            Node? node = null;
            if (GradMode.Enabled && (Recorded || source.Recorded))
                node = new FormulaNode([this, source], [], new CopyShape(source.Impl.Sizes).Backward);
            var overlapping = ReferenceEquals(own.Storage, source.Impl.Storage);
            var values = overlapping ? Copying.Fresh(source.Impl, source.Impl.Dtype) : null;
            Copying.Into(own, values ?? source.Impl);
            values?.Release();
            return EndInPlace(node);
        }

        private sealed record CopyShape(long[] Sizes)
        {
            internal void Backward(FormulaNode node, Engine engine, Tensor grad)
            {
                if (node.Needs(0)) engine.Send(0, zeros_like(grad));
                if (node.Needs(1)) engine.Send(1, Broadcasting.SumTo(grad, Sizes));
            }
        }
    }
}
