namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            if (create_graph) throw TorchError.NotHere("create_graph (gradients of gradients)");
            Engine.Backward(tensors, grad_tensors!, retain_graph ?? false, inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            if (create_graph) throw TorchError.NotHere("create_graph (gradients of gradients)");
            var result = Engine.Grad(outputs, inputs, grad_outputs!, retain_graph);
            if (!allow_unused && result.Contains(null!))
                throw TorchError.New("One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.");
            return result!;
        }
    }
}
