namespace TorchSharp;

using static torch;

/// <summary>Where a gradient goes: output <see cref="Nr"/> of a node, or a leaf.</summary>
internal readonly struct Edge(Node? node, int nr, TensorImpl? leaf, ScalarType dtype)
{
    internal readonly Node? Node = node;
    internal readonly int Nr = nr;
    internal readonly TensorImpl? Leaf = leaf;
    /// <summary>The element type of the gradient that is expected there.</summary>
    internal readonly ScalarType Dtype = dtype;

    internal bool IsOpen => Node != null || Leaf != null;

    internal static Edge To(TensorImpl? impl)
    {
        if (impl == null) return default;
        impl.Follow();
        if (impl.GradFn == null) return impl.RequiresGradLeaf ? new Edge(null, 0, impl, impl.Dtype) : default;
        return new Edge(impl.GradFn, impl.OutputNr, null, impl.Dtype);
    }
}

/// <summary>
/// One recorded operation. Its depth is one more than that of everything it reads, so that running nodes by
/// falling depth visits each after all of its consumers.
/// </summary>
internal abstract class Node
{
    internal Edge[] Edges = [];
    internal int Depth;
    /// <summary>The gradients that have arrived, one per output; owned by the running engine.</summary>
    internal TensorImpl?[]? Pending;
    internal virtual int Outputs => 1;
    /// <summary>Outputs that asked to keep their gradient.</summary>
    internal List<WeakReference<TensorImpl>>? Watchers;

    internal void Connect(params ReadOnlySpan<Tensor?> inputs)
    {
        Edges = new Edge[inputs.Length];
        for (var i = 0; i < inputs.Length; i++) Connect(i, Edge.To(inputs[i]?.Impl));
    }

    internal void Connect(params ReadOnlySpan<Edge> edges)
    {
        Edges = new Edge[edges.Length];
        for (var i = 0; i < edges.Length; i++) Connect(i, edges[i]);
    }

    private void Connect(int i, in Edge edge)
    {
        Edges[i] = edge;
        if (edge.Node is { } node && node.Depth >= Depth) Depth = node.Depth + 1;
    }

    /// <summary>Whether input <paramref name="i"/> wants a gradient at all.</summary>
    protected internal bool Needs(int i) => Edges[i].IsOpen;

    internal abstract void Run(Engine engine);

    /// <summary>Lets go of what was saved; called when the graph is not retained.</summary>
    internal abstract void Free();

    internal Tensor Gradient(int output)
    {
        var impl = Pending![output]!;
        impl.AddOwner();
        return new Tensor(impl);
    }
}

/// <summary>A node with one output.</summary>
internal abstract class UnaryOutputNode : Node
{
    internal sealed override void Run(Engine engine) => Backward(engine, Gradient(0));

    protected abstract void Backward(Engine engine, Tensor grad);
}
