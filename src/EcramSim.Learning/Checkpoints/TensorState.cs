using EcramSim.Insertion.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Checkpoints;

/// <summary>The values of a tensor, on whatever device it lies.</summary>
internal sealed class TensorState(string name, Tensor tensor) : IStateful
{
    /// <inheritdoc/>
    public void Exchange(StateExchange state)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        switch (tensor.dtype)
        {
            case ScalarType.Float32:
                Exchange<float>(state, values => torch.tensor(values, tensor.shape));
                break;
            case ScalarType.Float64:
                Exchange<double>(state, values => torch.tensor(values, tensor.shape));
                break;
            case ScalarType.Int64:
                Exchange<long>(state, values => torch.tensor(values, tensor.shape));
                break;
            case ScalarType.Bool:
                Exchange<bool>(state, values => torch.tensor(values, tensor.shape));
                break;
            default:
                throw new NotSupportedException($"tensor '{name}' is of type {tensor.dtype}; Float32, Float64, Int64 and Bool can be kept");
        }
    }

    private void Exchange<T>(StateExchange state, Func<T[], Tensor> make) where T : unmanaged
    {
        T[] values;
        using (var accessor = tensor.detach().cpu().contiguous().data<T>()) values = accessor.ToArray();
        state.Values("values", values.AsSpan());
        if (state.IsRestoring) tensor.copy_(make(values));
    }
}
