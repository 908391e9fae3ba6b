namespace TorchSharp.Kernels;

/// <summary>
/// The sizes of one convolution. Space always has three dimensions here (one- and two-dimensional ones are led by
/// ones), so that one kernel serves conv1d, conv2d and conv3d.
/// </summary>
internal sealed class ConvolutionShape
{
    internal readonly long Batch;
    internal readonly long Groups;
    /// <summary>Channels of the input and of the output that one group sees.</summary>
    internal readonly long Channels, Filters;
    internal readonly long[] Input, Kernel, Stride, Dilation, Output;
    /// <summary>Zeros before the first element of each dimension.</summary>
    internal readonly long[] Before;
    /// <summary>The part of the padded input that the kernel touches.</summary>
    internal readonly long[] Padded;

    internal ConvolutionShape(long batch, long groups, long channels, long filters, long[] input, long[] kernel, long[] stride, long[] before, long[] after, long[] dilation)
    {
        Batch = batch;
        Groups = groups;
        Channels = channels / groups;
        Filters = filters / groups;
        Input = Space(input, 1);
        Kernel = Space(kernel, 1);
        Stride = Space(stride, 1);
        Dilation = Space(dilation, 1);
        Before = Space(before, 0);
        var end = Space(after, 0);
        Output = new long[3];
        Padded = new long[3];
        for (var d = 0; d < 3; d++)
        {
            var reach = Dilation[d] * (Kernel[d] - 1) + 1;
            Output[d] = Math.Max(0, Input[d] + Before[d] + end[d] - reach) / Stride[d] + 1;
            Padded[d] = (Output[d] - 1) * Stride[d] + reach;
        }
    }

    /// <summary>Elements of one input channel, of one output channel, and weights of one filter.</summary>
    internal long InputSpace => Shape.Numel(Input);

    internal long OutputSpace => Shape.Numel(Output);

    internal long Taps => Channels * Shape.Numel(Kernel);

    /// <summary>Elements of one group of the padded input.</summary>
    internal long PaddedImage => Channels * Shape.Numel(Padded);

    internal double Work => (double)Batch * Groups * Filters * Taps * OutputSpace;

    private static long[] Space(long[] sizes, long lead) => sizes.Length == 3 ? sizes : [.. Enumerable.Repeat(lead, 3 - sizes.Length), .. sizes];
}
