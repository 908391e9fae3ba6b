namespace TorchSharp;

using static torch;

/// <summary>One backward pass: runs the nodes that gradients reach, deepest first, on the calling thread.</summary>
internal sealed class Engine
{
    // A binary heap by depth; ties in the order of arrival, so that sums are formed in a fixed order.
    private readonly PriorityQueue<Node, long> queue = new();
    private readonly bool retain;
    private readonly Dictionary<TensorImpl, TensorImpl?>? captures;
    private readonly bool captureOnly;
    private long arrivals;
    private Node? current;

    private Engine(bool retain, Dictionary<TensorImpl, TensorImpl?>? captures, bool captureOnly)
    {
        this.retain = retain;
        this.captures = captures;
        this.captureOnly = captureOnly;
    }

    internal static void Backward(IList<Tensor> roots, IList<Tensor?>? grads, bool retain, IList<Tensor>? inputs)
    {
        if (inputs == null)
        {
            new Engine(retain, null, false).Start(roots, grads);
            return;
        }
        var captures = new Dictionary<TensorImpl, TensorImpl?>(ReferenceEqualityComparer.Instance);
        foreach (var t in inputs) captures[t.Impl] = null;
        new Engine(retain, captures, true).Start(roots, grads);
        foreach (var (impl, grad) in captures)
        {
            if (grad == null) continue;
            AccumulateInto(impl, grad);
            grad.Release();
        }
    }

    /// <summary>Gradients of the roots with respect to <paramref name="inputs"/>, leaving every .grad alone.</summary>
    internal static List<Tensor?> Grad(IList<Tensor> roots, IList<Tensor> inputs, IList<Tensor?>? grads, bool retain)
    {
        var captures = new Dictionary<TensorImpl, TensorImpl?>(ReferenceEqualityComparer.Instance);
        foreach (var t in inputs) captures[t.Impl] = null;
        new Engine(retain, captures, true).Start(roots, grads);
        var result = new List<Tensor?>();
        foreach (var t in inputs)
        {
            var grad = captures[t.Impl];
            grad?.AddOwner();
            result.Add(grad == null ? null : new Tensor(grad));
        }
        foreach (var grad in captures.Values) grad?.Release();
        return result;
    }

    private void Start(IList<Tensor> roots, IList<Tensor?>? grads)
    {
        var before = GradMode.SwitchOff();
        var scope = NewDisposeScope();
        try
        {
            for (var i = 0; i < roots.Count; i++) Seed(roots[i], grads != null && i < grads.Count ? grads[i] : null);
            Drain();
        }
        finally
        {
            foreach (var (node, _) in queue.UnorderedItems) Clear(node);
            if (current?.Pending != null) Clear(current);
            scope.Dispose();
            GradMode.Restore(before);
        }
    }

    private void Seed(Tensor root, Tensor? grad)
    {
        var impl = root.Impl;
        if (!impl.RequiresGrad)
            throw TorchError.New("element 0 of tensors does not require grad and does not have a grad_fn");
        if (grad is null)
        {
            if (impl.Numel != 1) throw TorchError.New("grad can be implicitly created only for scalar outputs");
            grad = Generation.Full(impl.Sizes, impl.Dtype, 1.0);
        }
        else if (!Shape.Same(grad.Impl.Sizes, impl.Sizes))
            throw TorchError.New($"Mismatch in shape: grad_output[0] has a shape of {Shape.Text(grad.Impl.Sizes)} and output[0] has a shape of {Shape.Text(impl.Sizes)}.");
        // An alias: the caller's own tensor must never become a gradient slot.
        grad.Impl.AddOwner();
        Deliver(Edge.To(impl), new Tensor(grad.Impl));
    }

    private void Drain()
    {
        while (queue.TryDequeue(out var node, out _))
        {
            current = node;
            CaptureOutputs(node);
            node.Run(this);
            Clear(node);
            if (!retain) node.Free();
            current = null;
        }
    }

    /// <summary>Hands <paramref name="grad"/> to input <paramref name="i"/> of the node that is running.</summary>
    internal void Send(int i, Tensor? grad)
    {
        if (grad is null) return;
        ref readonly var edge = ref current!.Edges[i];
        if (edge.IsOpen) Deliver(edge, grad);
    }

    private void Deliver(in Edge edge, Tensor grad)
    {
        if (grad.Impl.Dtype != edge.Dtype) grad = grad.to_type(edge.Dtype);
        if (edge.Leaf != null)
        {
            if (captures != null && captures.TryGetValue(edge.Leaf, out var held)) captures[edge.Leaf] = Add(held, grad);
            else if (!captureOnly) AccumulateInto(edge.Leaf, grad.Impl);
            return;
        }
        var node = edge.Node!;
        if (node.Pending == null)
        {
            node.Pending = new TensorImpl?[node.Outputs];
            queue.Enqueue(node, ((long)(int.MaxValue - node.Depth) << 32) | (arrivals++ & 0xffffffff));
        }
        ref var slot = ref node.Pending[edge.Nr];
        slot = Add(slot, grad);
    }

    /// <summary>The sum, owned by the caller; takes over <paramref name="held"/>.</summary>
    private static TensorImpl Add(TensorImpl? held, Tensor grad)
    {
        if (held == null)
        {
            grad.Impl.AddOwner();
            return grad.Impl;
        }
        held.AddOwner();
        var sum = new Tensor(held).add(grad).Impl;
        sum.AddOwner();
        held.Release();
        return sum;
    }

    private void CaptureOutputs(Node node)
    {
        if (node is { Watchers: { } watchers })
        {
            foreach (var weak in watchers)
            {
                if (!weak.TryGetTarget(out var impl) || !impl.IsAlive || !ReferenceEquals(impl.GradFn, node)) continue;
                var grad = node.Pending![impl.OutputNr];
                if (grad != null && impl.RetainGrad && !captureOnly) AccumulateInto(impl, grad);
            }
        }
        if (captures == null) return;
        foreach (var impl in captures.Keys.ToArray())
        {
            if (!ReferenceEquals(impl.GradFn, node)) continue;
            var grad = node.Pending![impl.OutputNr];
            grad?.AddOwner();
            captures[impl] = grad;
        }
    }

    private static void Clear(Node node)
    {
        var pending = node.Pending;
        node.Pending = null;
        if (pending == null) return;
        foreach (var p in pending) p?.Release();
    }

    /// <summary>Adds to the gradient slot of a leaf. The first gradient is taken over when nobody else can see it.</summary>
    internal static void AccumulateInto(TensorImpl leaf, TensorImpl grad)
    {
        if (!leaf.IsAlive) return;
        var unseen = grad.Owners == 1 && grad.Storage.Owners == 1 && grad.IsContiguous && grad.Dtype == leaf.Dtype && grad.GradFn == null;
        if (leaf.Grad == null)
        {
            if (unseen)
            {
                grad.AddOwner();
                leaf.Grad = grad;
            }
            else leaf.Grad = Kernels.Copying.Fresh(grad, leaf.Dtype);
            return;
        }
        if (!unseen || !leaf.Grad.Became(grad)) Kernels.Copying.AddInto(leaf.Grad, grad);
    }
}
