namespace TorchSharp;

/// <summary>A tensor kept for the backward pass, with the version it had when it was saved.</summary>
internal struct SavedTensor
{
    private TensorImpl? impl;
    private readonly int version;

    internal SavedTensor(torch.Tensor? tensor)
    {
        if (tensor is null) return;
        impl = tensor.Impl;
        impl.AddOwner();
        version = impl.Storage.Version;
    }

    internal readonly bool IsEmpty => impl == null;

    internal readonly TensorImpl Unpack()
    {
        var saved = impl ?? throw TorchError.New(
            "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). " +
            "Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). " +
            "Specify retain_graph=True if you need to backward through the graph a second time.");
        if (saved.Storage.Version != version)
            throw TorchError.New(
                "one of the variables needed for gradient computation has been modified by an inplace operation: " +
                $"[torch.{saved.Dtype}Tensor {Shape.Text(saved.Sizes)}] is at version {saved.Storage.Version}; expected version {version} instead.");
        return saved;
    }

    /// <summary>A new handle on the saved value.</summary>
    internal readonly torch.Tensor Open()
    {
        var saved = Unpack();
        saved.AddOwner();
        return new torch.Tensor(saved);
    }

    internal void Release()
    {
        var saved = impl;
        impl = null;
        saved?.Release();
    }
}
