using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>Where the kernels of a convolution in one, two or three dimensions look: what a tile reads, place after place.</summary>
/// <param name="Kernel">Size of the kernel per dimension.</param>
/// <param name="Stride">Steps between places.</param>
/// <param name="Before">Zeros before the input.</param>
/// <param name="After">Zeros after it.</param>
/// <param name="Dilation">Steps within the kernel.</param>
internal sealed record ConvolutionWindow(long[] Kernel, long[] Stride, long[] Before, long[] After, long[] Dilation)
{
    /// <summary>That of a digital layer.</summary>
    /// <exception cref="ArgumentException">Padding by anything but zeros.</exception>
    internal static ConvolutionWindow Of(Convolution layer)
    {
        if (layer.padding_mode != PaddingModes.Zeros) throw new ArgumentException($"analog convolutions pad with zeros; layer '{layer.GetName()}' pads by '{layer.padding_mode}'", nameof(layer));
        var dimensions = layer.kernel_size.Length;
        long[] Whole(long[] values) => values.Length == dimensions ? values : [.. Enumerable.Repeat(values[0], dimensions)];
        var (stride, dilation) = (Whole(layer.stride), Whole(layer.dilation));
        if (layer.padding_type == Padding.Same)
        {
            // The odd zero comes after, as in PyTorch.
            long[] total = [.. layer.kernel_size.Select((k, i) => dilation[i] * (k - 1))];
            return new(layer.kernel_size, stride, [.. total.Select(t => t / 2)], [.. total.Select(t => t - t / 2)], dilation);
        }
        var padding = layer.padding is null ? new long[dimensions] : Whole(layer.padding);
        return new(layer.kernel_size, stride, padding, padding, dilation);
    }

    /// <summary>Places per dimension for an input of this size.</summary>
    /// <exception cref="ArgumentException">The kernel is larger than the input with its zeros.</exception>
    internal long[] Places(ReadOnlySpan<long> size)
    {
        var places = new long[Kernel.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var reach = Dilation[i] * (Kernel[i] - 1) + 1;
            var padded = size[i] + Before[i] + After[i];
            if (reach > padded) throw new ArgumentException(FormattableString.Invariant($"the kernel reaches over {reach} of an input of {padded} with its zeros"), nameof(size));
            places[i] = (padded - reach) / Stride[i] + 1;
        }
        return places;
    }

    /// <summary>What lies under the kernel at every place: (batch·places) × (channels·kernel), kernels row by row as the weights are.</summary>
    /// <param name="input">batch × channels × size.</param>
    /// <param name="places">Result of <see cref="Places"/>.</param>
    internal Tensor Patches(Tensor input, long[] places)
    {
        var x = input;
        long[] split = [input.shape[0], input.shape[1]];
        for (var i = 0; i < places.Length; i++)
        {
            x = Padded(x, 2 + i, Before[i], After[i]);
            var index = new long[places[i] * Kernel[i]];
            for (var k = 0; k < index.Length; k++) index[k] = k / Kernel[i] * Stride[i] + k % Kernel[i] * Dilation[i];
            x = x.index_select(2 + i, tensor(index, [index.Length]).to(x.device));
            split = [.. split, places[i], Kernel[i]];
        }
        // batch, places…, channels, kernel…
        long[] order = [0, .. Enumerable.Range(0, places.Length).Select(i => 2L + 2 * i), 1, .. Enumerable.Range(0, places.Length).Select(i => 3L + 2 * i)];
        return x.reshape(split).permute(order).reshape(-1, input.shape[1] * Kernel.Aggregate(1L, (a, b) => a * b));
    }

    private static Tensor Padded(Tensor x, int dimension, long before, long after)
    {
        if (before == 0 && after == 0) return x;
        Tensor Zeros(long count) => zeros([.. x.shape[..dimension], count, .. x.shape[(dimension + 1)..]], x.dtype, x.device);
        return cat([Zeros(before), x, Zeros(after)], dimension);
    }
}
