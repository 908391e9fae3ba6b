using System.Numerics;

namespace TorchSharp.Kernels;

/// <summary>Normalisation of every channel of [batch, channels, space]; channels are independent and go to the threads.</summary>
internal static unsafe class BatchNormalization
{
    private const long ThreadedWork = 1 << 16;

    private static void Channels(long batch, long channels, long space, Action<long> body) =>
        Threads.For(channels, 1, Math.Max(1, batch * channels * space / ThreadedWork), (from, to) =>
        {
            for (var c = from; c < to; c++) body(c);
        });

    /// <summary>Mean and (biased) variance of every channel.</summary>
    internal static void Statistics<T>(T* x, long batch, long channels, long space, double[] mean, double[] variance) where T : unmanaged, INumber<T> =>
        Channels(batch, channels, space, c =>
        {
            double sum = 0, squares = 0;
            for (long n = 0; n < batch; n++) sum += Moments.Sum(x + (n * channels + c) * space, space);
            mean[c] = sum / (batch * space);
            for (long n = 0; n < batch; n++) squares += Moments.Squares(x + (n * channels + c) * space, space, mean[c]);
            variance[c] = squares / (batch * space);
        });

    /// <summary>y = (x − mean)·scale·weight + bias.</summary>
    internal static void Forward<T>(T* x, long batch, long channels, long space, double[] mean, double[] scale, T* weight, T* bias, T* y) where T : unmanaged, INumber<T> =>
        Channels(batch, channels, space, c =>
        {
            var factor = scale[c] * (weight == null ? 1 : double.CreateTruncating(weight[c]));
            var shift = bias == null ? 0 : double.CreateTruncating(bias[c]);
            for (long n = 0; n < batch; n++)
            {
                var at = (n * channels + c) * space;
                Moments.Combine(y + at, space, factor, x + at, mean[c], 0, x + at, 0, shift);
            }
        });

    /// <summary>
    /// With x̂ = (x − mean)·scale and ⟨·⟩ over batch and space: dw = Σ dy·x̂, db = Σ dy, and
    /// dx = w·scale·(dy − ⟨dy⟩ − x̂·⟨dy·x̂⟩), without the two means where the statistics were constants.
    /// </summary>
    internal static void Backward<T>(T* x, T* dy, long batch, long channels, long space, double[] mean, double[] scale, T* weight, bool constant, T* dx, T* dw, T* db) where T : unmanaged, INumber<T> =>
        Channels(batch, channels, space, c =>
        {
            double sum = 0, product = 0;
            for (long n = 0; n < batch; n++)
            {
                var at = (n * channels + c) * space;
                sum += Moments.Sum(dy + at, space);
                product += Moments.Products(dy + at, 0, x + at, mean[c], space);
            }
            product *= scale[c];
            if (dw != null) dw[c] = T.CreateTruncating(product);
            if (db != null) db[c] = T.CreateTruncating(sum);
            if (dx == null) return;
            var factor = scale[c] * (weight == null ? 1 : double.CreateTruncating(weight[c]));
            double count = batch * space;
            for (long n = 0; n < batch; n++)
            {
                var at = (n * channels + c) * space;
                if (constant) Moments.Combine(dx + at, space, factor, dy + at, 0, 0, x + at, 0, 0);
                else Moments.Combine(dx + at, space, factor, dy + at, sum / count, -factor * scale[c] * product / count, x + at, mean[c], 0);
            }
        });
}
