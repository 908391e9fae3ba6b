namespace TorchSharp.Modules;

using static torch;

/// <summary>Normalisation by the batch in training, by the running statistics (where they are kept) in evaluation.</summary>
public abstract class BatchNorm : NormBase
{
    public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var share = momentum ?? 0;
        if (training && track_running_stats && num_batches_tracked is { } seen)
        {
            using var off = no_grad();
            seen.add_(1);
            if (momentum is null) share = 1.0 / seen.item<long>();
        }
        var byBatch = training || (running_mean is null && running_var is null);
        var keep = !training || track_running_stats;
        return nn.functional.batch_norm(input, keep ? running_mean : null, keep ? running_var : null, affine ? weight : null, bias, byBatch, share, eps);
    }

    private protected static void Expect(Tensor input, string dimensions, params int[] allowed)
    {
        if (!allowed.Contains(input.Impl.Dim))
            throw new ArgumentException($"expected {dimensions} input, but got {input.Impl.Dim}D input.");
    }
}
