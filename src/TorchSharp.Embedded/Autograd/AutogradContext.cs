namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a custom function keeps between its forward and its backward.</summary>
        public class AutogradContext : IDisposable
        {
            private SavedTensor[] saved = [];
            private readonly Dictionary<string, object> data = [];

            internal AutogradContext()
            {
            }

            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> Dirty { get; private set; } = [];

            internal List<Tensor> NonDifferentiable { get; private set; } = [];

            internal List<Tensor> ToSave { get; private set; } = [];

            public void save_for_backward(List<Tensor> tensors) => ToSave = [.. tensors];

            /// <summary>Keeps the saved tensors, outputs included, once the outputs have their place in the graph.</summary>
            internal void Seal()
            {
                saved = [.. ToSave.Select(t => new SavedTensor(t))];
                ToSave = [];
            }

            public List<Tensor> get_saved_variables() => [.. saved.Select(s => s.IsEmpty ? null! : s.Open())];

            public void save_data(string key, object value) => data[key] = value;

            public object get_data(string key) => data[key];

            public void mark_dirty(List<Tensor> tensors) => Dirty = [.. tensors];

            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable = [.. tensors];

            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            internal void Free()
            {
                for (var i = 0; i < saved.Length; i++) saved[i].Release();
                saved = [];
                data.Clear();
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }
        }
    }
}
