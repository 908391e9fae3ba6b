namespace TorchSharp;

using static torch;

/// <summary>The place of a custom function in the graph.</summary>
internal sealed class CustomNode : Node
{
    private readonly string name;
    private readonly autograd.AutogradContext context;
    private readonly Func<autograd.AutogradContext, List<Tensor>, List<Tensor>> backward;
    private readonly bool[] isTensor;
    private readonly long[][] inputSizes;
    private readonly int outputs;
    private readonly (long[] Sizes, ScalarType Dtype)[] shapes;
    private bool freed;

    private CustomNode(string name, autograd.AutogradContext context, Func<autograd.AutogradContext, List<Tensor>, List<Tensor>> backward, object[] vars, List<Tensor> results)
    {
        this.name = name;
        this.context = context;
        this.backward = backward;
        isTensor = Array.ConvertAll(vars, v => v is Tensor);
        inputSizes = Array.ConvertAll(vars, v => v is Tensor t ? t.Impl.Sizes : []);
        outputs = results.Count;
        shapes = [.. results.Select(r => (r.Impl.Sizes, r.Impl.Dtype))];
        Connect([.. vars.Select(v => v as Tensor)]);
    }

    internal override int Outputs => outputs;

    internal static List<Tensor> Apply(string name, Func<autograd.AutogradContext, object[], List<Tensor>> forward,
        Func<autograd.AutogradContext, List<Tensor>, List<Tensor>> backward, object[] vars)
    {
        var recorded = GradMode.Enabled && Array.Exists(vars, v => v is Tensor t && t.Impl.RequiresGrad);
        var context = new autograd.AutogradContext();
        List<Tensor> results;
        var before = GradMode.SwitchOff();
        try
        {
            results = forward(context, vars);
        }
        finally
        {
            GradMode.Restore(before);
        }
        if (!recorded) return results;
        for (var i = 0; i < results.Count; i++)
        {
            // A forward that hands back its input must not put the input itself into the graph again.
            if (vars.Any(v => ReferenceEquals(v, results[i])) && !context.Dirty.Contains(results[i], ReferenceEqualityComparer.Instance))
                results[i] = results[i].detach();
        }
        var node = new CustomNode(name, context, backward, vars, results);
        foreach (var dirty in context.Dirty)
        {
            if (dirty.Impl.RequiresGradLeaf) throw TorchError.New("a leaf Variable that requires grad is being used in an in-place operation.");
            dirty.Impl.Storage.Version++;
        }
        for (var i = 0; i < results.Count; i++)
        {
            if (context.NonDifferentiable.Contains(results[i], ReferenceEqualityComparer.Instance) || !Dtypes.IsFloating(results[i].dtype)) continue;
            var own = results[i].Impl;
            // A view that forward made, unrecorded, is an output like any other.
            if (!context.Dirty.Contains(results[i], ReferenceEqualityComparer.Instance)) own.ViewBase = null;
            own.Rebase(node, i);
        }
        context.Seal();
        return results;
    }

    internal override void Run(Engine engine)
    {
        if (freed) default(SavedTensor).Unpack();
        var grads = new List<Tensor>(outputs);
        for (var i = 0; i < outputs; i++)
        {
            if (Pending![i] != null) grads.Add(Gradient(i));
            else grads.Add(context.MaterializeGrads ? Generation.Full(shapes[i].Sizes, shapes[i].Dtype, 0) : null!);
        }
        var results = backward(context, grads);
        if (results.Count != isTensor.Length)
            throw TorchError.New($"function {name} returned an incorrect number of gradients (expected {isTensor.Length}, got {results.Count})");
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i] is not { } grad) continue;
            if (!isTensor[i]) throw TorchError.New($"function {name} returned a gradient different from None at position {i + 1}, but the corresponding forward input was not a Variable");
            if (!Needs(i)) continue;
            // An alias: what the function returned stays its own, and is never taken over as a gradient slot.
            engine.Send(i, Fitted(grad, i).alias());
        }
    }

    // As PyTorch: a gradient that was broadcast is summed back, any other shape is an error.
    private Tensor Fitted(Tensor grad, int i)
    {
        var (given, wanted) = (grad.Impl.Sizes, inputSizes[i]);
        if (given.AsSpan().SequenceEqual(wanted)) return grad;
        var expands = wanted.Length <= given.Length;
        for (var k = 1; expands && k <= wanted.Length; k++) expands = wanted[^k] == given[^k] || wanted[^k] == 1;
        return expands
            ? Broadcasting.SumTo(grad, wanted)
            : throw TorchError.New($"Function {name} returned an invalid gradient at index {i} - got [{string.Join(", ", given)}] but expected shape compatible with [{string.Join(", ", wanted)}]");
    }

    internal override void Free()
    {
        freed = true;
        context.Free();
    }
}
