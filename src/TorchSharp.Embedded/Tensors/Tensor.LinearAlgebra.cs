using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor mm(Tensor target)
        {
            if (Impl.Dim != 2) throw TorchError.New("self must be a matrix");
            if (target.Impl.Dim != 2) throw TorchError.New("mat2 must be a matrix");
            var result = new Tensor(Products.Multiply(Impl, target.Impl));
            return Recording(this, target) ? result.With(new ProductNode(this, target)) : result;
        }

        public Tensor matmul(Tensor target)
        {
            int a = Impl.Dim, b = target.Impl.Dim;
            if (a == 0 || b == 0) throw TorchError.New($"both arguments to matmul need to be at least 1D, but they are {a}D and {b}D");
            if (a == 1 && b == 1) return dot(target);
            if (a == 2 && b == 2) return mm(target);
            if (a == 2 && b == 1) return mm(target.unsqueeze(1)).squeeze(1);
            if (a == 1 && b == 2) return unsqueeze(0).mm(target).squeeze(0);
            if (b == 2 || b == 1)
            {
                var matrix = b == 2 ? target : target.unsqueeze(1);
                var flat = reshape(-1, Impl.Sizes[^1]).mm(matrix);
                return b == 2 ? flat.reshape([.. Impl.Sizes[..^1], matrix.Impl.Sizes[1]]) : flat.reshape(Impl.Sizes[..^1]);
            }
            return Batched(target);
        }

        private Tensor Batched(Tensor target)
        {
            var left = Impl.Dim == 1 ? unsqueeze(0) : this;
            var lead = Shape.Broadcast(left.Impl.Sizes[..^2], target.Impl.Sizes[..^2]);
            var x = left.expand([.. lead, .. left.Impl.Sizes[^2..]]).reshape([-1, .. left.Impl.Sizes[^2..]]);
            var y = target.expand([.. lead, .. target.Impl.Sizes[^2..]]).reshape([-1, .. target.Impl.Sizes[^2..]]);
            var result = x.bmm(y).reshape([.. lead, left.Impl.Sizes[^2], target.Impl.Sizes[^1]]);
            return Impl.Dim == 1 ? result.squeeze(-2) : result;
        }

        public Tensor bmm(Tensor batch2)
        {
            if (Impl.Dim != 3 || batch2.Impl.Dim != 3 || Impl.Sizes[0] != batch2.Impl.Sizes[0] || Impl.Sizes[2] != batch2.Impl.Sizes[1])
                throw TorchError.New($"bmm: shapes {Shape.Text(Impl.Sizes)} and {Shape.Text(batch2.Impl.Sizes)} do not fit");
            var result = new Tensor(Products.Batched(Impl, batch2.Impl));
            return !Recording(this, batch2) ? result : result.With(new FormulaNode([this, batch2], [this, batch2], static (node, engine, grad) =>
            {
                if (node.Needs(0)) engine.Send(0, grad.bmm(node.Saved(1).transpose(1, 2)));
                if (node.Needs(1)) engine.Send(1, node.Saved(0).transpose(1, 2).bmm(grad));
            }));
        }

        /// <summary>
        /// beta·<paramref name="batch2"/> + alpha·(this × <paramref name="batch1"/>): the package passes its operands in this order,
        /// whatever its parameters are called.
        /// </summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => batch2.Combined(bmm(batch1), beta, alpha);

        /// <summary>beta·this + alpha·product; with beta 0 this is not even read, so that it may hold NaN.</summary>
        private Tensor Combined(Tensor product, float beta, float alpha)
        {
            if (alpha != 1) product = product.mul(alpha);
            if (!Shape.Same(Shape.Broadcast(Impl.Sizes, product.Impl.Sizes), product.Impl.Sizes)) expand(product.Impl.Sizes);
            if (beta == 0) return product;
            return product.add(beta == 1 ? this : mul(beta));
        }

        public Tensor mv(Tensor target)
        {
            if (Impl.Dim != 2 || target.Impl.Dim != 1) throw TorchError.New($"vector + matrix @ vector expected, got {Impl.Dim}D, {target.Impl.Dim}D");
            return matmul(target);
        }

        public Tensor dot(Tensor target)
        {
            if (Impl.Dim != 1 || target.Impl.Dim != 1) throw TorchError.New($"1D tensors expected, but got {Impl.Dim}D and {target.Impl.Dim}D tensors");
            if (Impl.Numel != target.Impl.Numel) throw TorchError.New($"inconsistent tensor size, expected tensor [{Impl.Numel}] and src [{target.Impl.Numel}] to have the same number of elements");
            return mul(target).sum();
        }

        public Tensor outer(Tensor vec2) => unsqueeze(1).mul(vec2.unsqueeze(0));

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Combined(mat1.mm(mat2), beta, alpha);

        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1)
        {
            var product = mat1.mm(mat2);
            if (beta == 0) fill_(0);
            else if (beta != 1) mul_(beta);
            return alpha == 1 ? add_(product) : add_(product, alpha);
        }

        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => mul(beta).add(vec1.outer(vec2).mul(alpha));

        public Tensor addr_(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => mul_(beta).add_(vec1.outer(vec2), alpha);
    }
}
