namespace TorchSharp;

using static torch;

/// <summary>Padding that repeats the input itself, along the last dimensions.</summary>
internal static class PaddedInput
{
    /// <summary>
    /// <paramref name="amounts"/> holds (before, after) of the last dimension, then of the one before it, and so on.
    /// </summary>
    internal static Tensor Around(Tensor input, long[] amounts, PaddingModes mode)
    {
        for (var i = 0; i < amounts.Length / 2; i++)
        {
            long before = amounts[2 * i], after = amounts[2 * i + 1];
            if (before == 0 && after == 0) continue;
            var dim = input.Impl.Dim - 1 - i;
            input = input.index_select(dim, Generation.FromArray(Sources(input.Impl.Sizes, dim, before, after, mode), null, null, false, null));
        }
        return input;
    }

    /// <summary>Where each element of the padded dimension comes from.</summary>
    private static long[] Sources(long[] sizes, int dim, long before, long after, PaddingModes mode)
    {
        var n = sizes[dim];
        var most = Math.Max(before, after);
        if (mode == PaddingModes.Reflect && most >= n)
            throw TorchError.New($"Padding size should be less than the corresponding input dimension, but got: padding ({before}, {after}) at dimension {dim} of input {Shape.Text(sizes)}");
        if (mode == PaddingModes.Circular && most > n)
            throw TorchError.New($"Padding value causes wrapping around more than once: padding ({before}, {after}) at dimension {dim} of input {Shape.Text(sizes)}");
        var result = new long[before + n + after];
        for (long i = 0; i < result.Length; i++)
        {
            var at = i - before;
            result[i] = mode switch
            {
                PaddingModes.Reflect => at < 0 ? -at : at >= n ? 2 * (n - 1) - at : at,
                PaddingModes.Circular => (at + n) % n,
                _ => Math.Clamp(at, 0, n - 1),
            };
        }
        return result;
    }
}
