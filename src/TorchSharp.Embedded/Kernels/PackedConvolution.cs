using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>
/// Convolution in float as matrix products over blocks of the column matrix, split over threads by samples, groups
/// and (for the weights) taps. Every element is summed in one order, whatever the number of threads.
/// </summary>
internal static unsafe class PackedConvolution
{
    private const int MR = 6;
    /// <summary>Floats of one block of columns: stays in the second-level cache.</summary>
    private const long Block = 1 << 16;
    private const long TapBlock = 256;
    private const double ThreadedWork = 1 << 19;

    private static int NR => Panel<float>.Columns;

    [ThreadStatic] private static Scratch? columns, edges, spread, lanes;

    private static float* Space(ref Scratch? scratch, long floats) => (scratch ??= new Scratch()).Floats(floats);

    private static long RoundUp(long n, long to) => (n + to - 1) / to * to;

    private static long Pieces(ConvolutionShape s) => (long)Math.Max(1, s.Work / ThreadedWork);

    /// <summary>y = bias + W·columns(x).</summary>
    internal static void Forward(ConvolutionShape s, float* x, float* w, float* bias, float* y)
    {
        long taps = s.Taps, space = s.OutputSpace, filters = s.Filters, panels = RoundUp(filters, MR);
        // Weights of a group lie in blocks of taps; inside a block in panels of six filters.
        var storage = new TensorStorage(s.Groups * panels * taps * sizeof(float));
        var packed = (float*)storage.Data;
        for (long g = 0; g < s.Groups; g++)
            for (long k = 0; k < taps; k += TapBlock)
                Packing.Neighbours(new Matrix<float>(w + g * filters * taps + k, filters, Math.Min(TapBlock, taps - k), taps, 1), MR, packed + (g * taps + k) * panels);
        var width = Math.Min(space, Math.Max(NR, RoundUp(Block / Math.Min(taps, TapBlock) - NR + 1, NR)));
        var blocks = (space + width - 1) / width;
        Threads.For(s.Batch * s.Groups * blocks, 1, Pieces(s), (from, to) =>
        {
            var own = PackedColumns.For(s);
            // An odd number of cache lines a row: rows do not fall into the same sets of the cache.
            var pitch = (RoundUp(width, NR) / NR | 1) * NR;
            var buffer = Space(ref columns, Math.Min(taps, TapBlock) * pitch);
            long loaded = -1;
            for (var i = from; i < to; i++)
            {
                long part = i / blocks, g = part % s.Groups, p0 = i % blocks * width, p1 = Math.Min(space, p0 + width);
                if (part != loaded) own.Load(x + part * s.Channels * s.InputSpace);
                loaded = part;
                own.Select(p0, p1);
                var target = y + part * filters * space + p0;
                for (long f = 0; f < filters; f++)
                    new Span<float>(target + f * space, (int)(p1 - p0)).Fill(bias == null ? 0 : bias[g * filters + f]);
                for (long k = 0; k < taps; k += TapBlock)
                {
                    var depth = Math.Min(TapBlock, taps - k);
                    own.Fill(k, k + depth, buffer, pitch, RoundUp(p1 - p0, NR));
                    Product(packed + (g * taps + k) * panels, depth, buffer, pitch, new Matrix<float>(target, filters, p1 - p0, space, 1));
                }
            }
        });
        storage.Release();
    }

    /// <summary>C += A·B with A in panels of six rows and B in rows that are padded with zeros to full vectors.</summary>
    private static void Product(float* a, long depth, float* b, long pitch, Matrix<float> c)
    {
        var edge = stackalloc float[MR * NR];
        for (long j = 0; j < c.Columns; j += NR)
            for (long i = 0; i < c.Rows; i += MR)
            {
                long rows = Math.Min(MR, c.Rows - i), across = Math.Min(NR, c.Columns - j);
                var target = c.Data + i * c.Row + j;
                if (rows == MR && across == NR)
                {
                    Panel<float>.Six(a + i * depth, b + j, pitch, depth, target, c.Row, true);
                    continue;
                }
                Panel<float>.Six(a + i * depth, b + j, pitch, depth, edge, NR, false);
                for (long r = 0; r < rows; r++, target += c.Row)
                {
                    long q = 0;
                    for (; q + 8 <= across; q += 8) (Vector256.Load(target + q) + Vector256.Load(edge + r * NR + q)).Store(target + q);
                    for (; q < across; q++) target[q] += edge[r * NR + q];
                }
            }
    }

    /// <summary>dx = columnsᵀ(Wᵀ·dy).</summary>
    internal static void InputGradient(ConvolutionShape s, float* dy, float* w, float* dx)
    {
        long taps = s.Taps, space = s.OutputSpace, filters = s.Filters, panels = RoundUp(taps, MR);
        var storage = new TensorStorage(s.Groups * panels * filters * sizeof(float));
        var packed = (float*)storage.Data;
        for (long g = 0; g < s.Groups; g++)
            Packing.Neighbours(new Matrix<float>(w + g * filters * taps, taps, filters, 1, taps), MR, packed + g * panels * filters);
        const long width = 160;
        const long rows = 48;
        Threads.For(s.Batch * s.Groups, 1, Pieces(s), (from, to) =>
        {
            var own = PackedColumns.For(s);
            var errors = Space(ref spread, filters * width);
            var right = Space(ref edges, filters * width);
            var product = Space(ref columns, rows * width);
            for (var part = from; part < to; part++)
            {
                own.Clear();
                for (long p0 = 0; p0 < own.Positions; p0 += width)
                {
                    var across = Math.Min(width, own.Positions - p0);
                    own.SelectPositions(p0, p0 + across);
                    for (long f = 0; f < filters; f++) own.Spread(dy + (part * filters + f) * space, errors + f * width);
                    Packing.Columns(new Matrix<float>(errors, filters, across, width, 1), right);
                    for (long k = 0; k < taps; k += rows)
                    {
                        var height = Math.Min(rows, taps - k);
                        for (long j = 0; j < across; j += NR)
                            for (long i = 0; i < height; i += MR)
                                Panel<float>.Six(packed + (part % s.Groups * panels + k + i) * filters, right + j * filters, NR, filters, product + i * width + j, width, false);
                        own.Add(k, k + height, product, width);
                    }
                }
                own.Store(dx + part * s.Channels * s.InputSpace);
            }
        });
        storage.Release();
    }

    /// <summary>dW = Σ over the batch of dy·columns(x)ᵀ: sums of products along both rows, in lanes, added up at the end.</summary>
    internal static void WeightGradient(ConvolutionShape s, float* x, float* dy, float* dw)
    {
        long taps = s.Taps, space = s.OutputSpace, filters = s.Filters;
        const long width = 512;
        var pitch = RoundUp(Math.Min(space, width), Dots.Lanes);
        // As many taps at a time as keep the sums in the cache, and enough parts for the threads.
        var chunk = Math.Max(MR, Math.Min(Block / 4 / filters / MR * MR, RoundUp((taps + Threads.Count - 1) / Threads.Count, MR)));
        var chunks = (taps + chunk - 1) / chunk;
        Threads.For(s.Groups * chunks, 1, Pieces(s), (from, to) =>
        {
            var own = PackedColumns.For(s);
            var even = RoundUp(filters, 2);
            var errors = Space(ref edges, even * pitch);
            var rows = Space(ref columns, MR * pitch);
            var sums = Space(ref lanes, even * chunk * Dots.Lanes);
            for (var i = from; i < to; i++)
            {
                long g = i / chunks, k0 = i % chunks * chunk, k1 = Math.Min(taps, k0 + chunk);
                new Span<float>(sums, (int)(even * chunk * Dots.Lanes)).Clear();
                for (long n = 0; n < s.Batch; n++)
                {
                    var part = n * s.Groups + g;
                    own.Load(x + part * s.Channels * s.InputSpace);
                    for (long p0 = 0; p0 < space; p0 += width)
                    {
                        var across = Math.Min(width, space - p0);
                        var whole = RoundUp(across, Dots.Lanes);
                        own.Select(p0, p0 + across);
                        for (long f = 0; f < even; f++)
                        {
                            var row = new Span<float>(errors + f * pitch, (int)whole);
                            if (f < filters) new ReadOnlySpan<float>(dy + (part * filters + f) * space + p0, (int)across).CopyTo(row);
                            row[(int)(f < filters ? across : 0)..].Clear();
                        }
                        for (var k = k0; k < k1; k += MR)
                        {
                            own.Fill(k, k + Dots.Rows, rows, whole, whole);
                            for (long f = 0; f < even; f += 2)
                                Dots.Add(errors + f * pitch, pitch, rows, whole, whole, sums + (f * chunk + k - k0) * Dots.Lanes, chunk * Dots.Lanes);
                        }
                    }
                }
                for (long f = 0; f < filters; f++)
                    for (var k = k0; k < k1; k++)
                        dw[(g * filters + f) * taps + k] = Dots.Sum(sums + (f * chunk + k - k0) * Dots.Lanes);
            }
        }, each: 1);
    }

    /// <summary>db = Σ over batch and space of dy.</summary>
    internal static void BiasGradient(ConvolutionShape s, float* dy, float* db)
    {
        var filters = s.Groups * s.Filters;
        for (long f = 0; f < filters; f++)
        {
            double sum = 0;
            for (long n = 0; n < s.Batch; n++) sum += Reduction.SumOf(dy + (n * filters + f) * s.OutputSpace, s.OutputSpace);
            db[f] = (float)sum;
        }
    }
}
