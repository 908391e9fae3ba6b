namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module owns and an optimizer changes. Takes the value over from <c>data</c>.</summary>
    public class Parameter : torch.Tensor
    {
        public Parameter(torch.Tensor data, bool requires_grad = true) : this(data, data.Scope, requires_grad)
        {
        }

        private Parameter(torch.Tensor data, DisposeScope? scope, bool requires_grad) : base(data.Give())
        {
            Impl.GradFn = null;
            Impl.ViewBase = null;
            if (Impl.RequiresGradLeaf != requires_grad) requires_grad_(requires_grad);
            if (!ReferenceEquals(Scope, scope)) MoveToOtherDisposeScope(scope);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
