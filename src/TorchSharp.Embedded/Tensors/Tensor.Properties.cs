namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long[] shape => (long[])Impl.Sizes.Clone();

        public long[] size() => shape;

        public long size(int dim) => Impl.Sizes[Shape.Wrap(dim, Impl.Dim)];

        public long ndim => Impl.Dim;

        public long dim() => Impl.Dim;

        public long Dimensions => Impl.Dim;

        public long numel() => Impl.Numel;

        public long NumberOfElements => Impl.Numel;

        public long ElementSize => Dtypes.Size(Impl.Dtype);

        public long element_size() => Dtypes.Size(Impl.Dtype);

        public ScalarType dtype => Impl.Dtype;

        public Device device => CPU;

        public DeviceType device_type => DeviceType.CPU;

        public int device_index => -1;

        public bool is_contiguous() => Impl.IsContiguous;

        public long[] stride() => (long[])Impl.Strides.Clone();

        public long stride(int dim) => Impl.Strides[Shape.Wrap(dim, Impl.Dim)];

        public long storage_offset() => Impl.Offset;

        public bool is_floating_point() => Dtypes.IsFloating(Impl.Dtype);

        public bool is_integral() => Dtypes.IsIntegral(Impl.Dtype);

        public bool is_complex() => false;

        public bool is_cpu() => true;

        public bool is_cuda => false;

        public string[]? names => null;

        public bool is_leaf => !Impl.RequiresGrad || Impl.GradFn == null;

        public bool requires_grad
        {
            get => Impl.RequiresGrad;
            set => requires_grad_(value);
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            var own = Impl;
            if (requires_grad && !Dtypes.IsFloating(own.Dtype))
                throw TorchError.New("only Tensors of floating point dtype can require gradients");
            if (own.GradFn != null)
            {
                if (!requires_grad)
                    throw TorchError.New("you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().");
                return this;
            }
            own.RequiresGradLeaf = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public Tensor? grad
        {
            get
            {
                var held = Impl.Grad;
                if (held == null) return null;
                held.AddOwner();
                return new Tensor(held);
            }
            set
            {
                var own = Impl;
                TensorImpl? next = null;
                if (value is not null)
                {
                    next = value.Impl;
                    if (!Shape.Same(next.Sizes, own.Sizes))
                        throw TorchError.New($"assigned grad has data of a different size: {Shape.Text(next.Sizes)}, expected {Shape.Text(own.Sizes)}");
                    next.AddOwner();
                }
                var before = own.Grad;
                own.Grad = next;
                before?.Release();
            }
        }

        public void retain_grad()
        {
            var own = Impl;
            if (!own.RequiresGrad) throw TorchError.New("can't retain_grad on Tensor that has requires_grad=False");
            if (own.GradFn == null || own.RetainGrad) return;
            own.RetainGrad = true;
            (own.GradFn.Watchers ??= []).Add(new WeakReference<TensorImpl>(own));
        }

        public void backward() => autograd.backward(this);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);
    }
}
