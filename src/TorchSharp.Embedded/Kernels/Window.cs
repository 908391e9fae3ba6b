namespace TorchSharp.Kernels;

/// <summary>The positions that a pooling window visits in one dimension: output i reads From[i], From[i] + Step, … below To[i].</summary>
internal sealed class Window
{
    internal readonly long[] From, To;
    internal readonly long Step;
    internal readonly long Input;
    /// <summary>How many positions count in an average, those in the padding included.</summary>
    internal readonly long[] Counted;

    private Window(long input, long output, long step)
    {
        Input = input;
        Step = step;
        From = new long[output];
        To = new long[output];
        Counted = new long[output];
    }

    internal long Output => From.Length;

    /// <summary>A window of fixed size that moves in equal steps over the padded input; padding itself is not visited.</summary>
    internal static Window Sliding(long input, long kernel, long stride, long padding, long dilation, bool ceil)
    {
        var free = input + 2 * padding - dilation * (kernel - 1) - 1 + (ceil ? stride - 1 : 0);
        var output = (free >= 0 ? free / stride : -((stride - 1 - free) / stride)) + 1;
        // A last window that would start in the padding behind the input is dropped.
        if (ceil && (output - 1) * stride >= input + padding) output--;
        var result = new Window(input, Math.Max(0, output), dilation);
        for (long i = 0; i < output; i++)
        {
            var start = i * stride - padding;
            var end = start + (kernel - 1) * dilation + 1;
            result.Counted[i] = Math.Min(end, input + padding) - start;
            while (start < 0) start += dilation;
            result.From[i] = start;
            result.To[i] = Math.Min(end, input);
        }
        return result;
    }

    /// <summary>The window of output i of n covers [⌊i·input/n⌋, ⌈(i+1)·input/n⌉).</summary>
    internal static Window Adaptive(long input, long output)
    {
        var result = new Window(input, output, 1);
        for (long i = 0; i < output; i++)
        {
            result.From[i] = i * input / output;
            result.To[i] = ((i + 1) * input + output - 1) / output;
            result.Counted[i] = result.To[i] - result.From[i];
        }
        return result;
    }

    /// <summary>One value for all dimensions, or one each.</summary>
    internal static long[] Spread(long[]? values, int dims, long missing, string what)
    {
        var result = new long[dims];
        if (values is not { Length: > 0 }) Array.Fill(result, missing);
        else if (values.Length == 1) Array.Fill(result, values[0]);
        else if (values.Length == dims) values.CopyTo(result, 0);
        else throw TorchError.New($"expected {what} to be a single integer value or a list of {dims} values to match the dimensions, but got {what}={Shape.Text(values)}");
        return result;
    }
}
