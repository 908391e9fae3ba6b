using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>
/// The column matrix of <see cref="Columns"/> in blocks, fast. A group of channels is first copied into an image with
/// its padding, so that every tap reads inside; then output positions fall into runs along the last dimension, and a
/// row of the matrix is these runs, copied (or added back) from the image shifted by the tap.
/// Copies and additions go by eights and may touch up to seven floats past a run: runs are written in rising order,
/// additions past the end add zero, and the buffers have slack.
/// </summary>
internal sealed unsafe class PackedColumns
{
    [ThreadStatic] private static PackedColumns? own;

    private readonly Scratch image = new(), taps = new(), runs = new();
    private ConvolutionShape s = null!;
    private float* pixels;
    private long* tap;
    private Run* run;
    private int count;
    private long first, last;
    private bool flat;

    /// <summary>Output positions that lie side by side, and where their first one reads.</summary>
    private struct Run
    {
        internal long Source;
        internal int Target;
        internal int Length;
    }

    /// <summary>This thread's instance, set up for a shape.</summary>
    internal static PackedColumns For(ConvolutionShape shape)
    {
        var columns = own ??= new PackedColumns();
        columns.Set(shape);
        return columns;
    }

    private void Set(ConvolutionShape shape)
    {
        s = shape;
        first = last = 0;
        var length = ((s.Output[0] - 1) * s.Padded[1] + s.Output[1] - 1) * s.Padded[2] + s.Output[2];
        flat = Array.TrueForAll(s.Stride, v => v == 1) && length <= 1.6 * s.OutputSpace;
        Positions = flat ? length : s.OutputSpace;
        pixels = image.Floats(s.PaddedImage);
        tap = (long*)taps.Floats(2 * s.Taps);
        long k = 0;
        for (long c = 0; c < s.Channels; c++)
            for (long d = 0; d < s.Kernel[0]; d++)
                for (long h = 0; h < s.Kernel[1]; h++)
                    for (long w = 0; w < s.Kernel[2]; w++)
                        tap[k++] = ((c * s.Padded[0] + d * s.Dilation[0]) * s.Padded[1] + h * s.Dilation[1]) * s.Padded[2] + w * s.Dilation[2];
    }

    /// <summary>The padded image of one group of one sample.</summary>
    internal void Load(float* x)
    {
        var padding = false;
        for (var d = 0; d < 3; d++) padding |= s.Before[d] > 0 || s.Padded[d] > s.Input[d];
        if (padding) Clear();
        Transfer(x, load: true);
    }

    internal void Clear() => new Span<float>(pixels, checked((int)s.PaddedImage)).Clear();

    /// <summary>The image without its padding.</summary>
    internal void Store(float* x)
    {
        var whole = true;
        for (var d = 0; d < 3; d++) whole &= s.Padded[d] - s.Before[d] >= s.Input[d];
        if (!whole) new Span<float>(x, checked((int)(s.Channels * s.InputSpace))).Clear();
        Transfer(x, load: false);
    }

    private void Transfer(float* x, bool load)
    {
        var depth = Math.Min(s.Padded[0] - s.Before[0], s.Input[0]);
        var height = Math.Min(s.Padded[1] - s.Before[1], s.Input[1]);
        var width = Math.Min(s.Padded[2] - s.Before[2], s.Input[2]);
        if (width <= 0) return;
        var bytes = width * sizeof(float);
        for (long c = 0; c < s.Channels; c++)
            for (long d = 0; d < depth; d++)
                for (long h = 0; h < height; h++)
                {
                    var plain = x + ((c * s.Input[0] + d) * s.Input[1] + h) * s.Input[2];
                    var padded = pixels + ((c * s.Padded[0] + d + s.Before[0]) * s.Padded[1] + h + s.Before[1]) * s.Padded[2] + s.Before[2];
                    if (load) Buffer.MemoryCopy(plain, padded, bytes, bytes);
                    else Buffer.MemoryCopy(padded, plain, bytes, bytes);
                }
    }

    /// <summary>
    /// How many positions the gradient of the input goes over. With steps of one they lie in the image's own rows, so that
    /// a row of the column matrix is one long run; between the rows of the output are gaps, where the gradient counts as zero.
    /// </summary>
    internal long Positions { get; private set; }

    /// <summary>Chooses [from, to) of <see cref="Positions"/>.</summary>
    internal void SelectPositions(long from, long to)
    {
        if (!flat)
        {
            Select(from, to);
            return;
        }
        (first, last) = (from, to);
        run = (Run*)runs.Floats(sizeof(Run) / sizeof(float));
        *run = new Run { Source = from, Target = 0, Length = (int)(to - from) };
        count = 1;
    }

    /// <summary>The gradients of one output channel at the chosen positions.</summary>
    internal void Spread(float* gradient, float* target)
    {
        if (!flat)
        {
            new ReadOnlySpan<float>(gradient + first, (int)(last - first)).CopyTo(new Span<float>(target, (int)(last - first)));
            return;
        }
        new Span<float>(target, (int)(last - first)).Clear();
        for (long d = 0; d < s.Output[0]; d++)
            for (long h = 0; h < s.Output[1]; h++, gradient += s.Output[2])
            {
                var start = (d * s.Padded[1] + h) * s.Padded[2];
                long from = Math.Max(start, first), to = Math.Min(start + s.Output[2], last);
                for (var i = from; i < to; i++) target[i - first] = gradient[i - start];
            }
    }

    /// <summary>Chooses the output positions [from, to) for what follows.</summary>
    internal void Select(long from, long to)
    {
        if (from == first && to == last) return;
        (first, last) = (from, to);
        run = (Run*)runs.Floats((to - from) * (sizeof(Run) / sizeof(float)));
        count = 0;
        for (var p = from; p < to;)
        {
            long w = p % s.Output[2], h = p / s.Output[2] % s.Output[1], d = p / (s.Output[2] * s.Output[1]);
            var n = Math.Min(s.Output[2] - w, to - p);
            var source = (d * s.Stride[0] * s.Padded[1] + h * s.Stride[1]) * s.Padded[2] + w * s.Stride[2];
            run[count++] = new Run { Source = source, Target = (int)(p - from), Length = (int)n };
            p += n;
        }
    }

    /// <summary>Rows [k0, k1) of the chosen columns, <paramref name="pitch"/> apart, zero from the last column to <paramref name="full"/> and past the last tap.</summary>
    internal void Fill(long k0, long k1, float* target, long pitch, long full)
    {
        var width = last - first;
        for (var k = k0; k < k1; k++, target += pitch)
        {
            if (k >= s.Taps)
            {
                new Span<float>(target, (int)full).Clear();
                continue;
            }
            var from = pixels + tap[k];
            for (var r = 0; r < count; r++) Copy(from + run[r].Source, target + run[r].Target, run[r].Length, s.Stride[2]);
            if (width < full) new Span<float>(target + width, (int)(full - width)).Clear();
        }
    }

    /// <summary>Adds rows [k0, k1) of the chosen columns back to the image.</summary>
    internal void Add(long k0, long k1, float* source, long pitch)
    {
        for (var k = k0; k < k1; k++, source += pitch)
        {
            var to = pixels + tap[k];
            for (var r = 0; r < count; r++) Add(to + run[r].Source, source + run[r].Target, run[r].Length, s.Stride[2]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* from, float* to, long n, long step)
    {
        if (step == 1)
            for (long i = 0; i < n; i += 8) Vector256.Load(from + i).Store(to + i);
        else
            for (long i = 0; i < n; i++) to[i] = from[i * step];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* to, float* from, long n, long step)
    {
        if (step != 1)
        {
            for (long i = 0; i < n; i++) to[i * step] += from[i];
            return;
        }
        long k = 0;
        for (; k + 8 <= n; k += 8) (Vector256.Load(to + k) + Vector256.Load(from + k)).Store(to + k);
        if (k == n) return;
        var inside = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)(n - k))).AsSingle();
        (Vector256.Load(to + k) + (Vector256.Load(from + k) & inside)).Store(to + k);
    }
}
