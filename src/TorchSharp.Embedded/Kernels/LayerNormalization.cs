using System.Numerics;

namespace TorchSharp.Kernels;

/// <summary>Normalisation of rows, each by its own mean and variance; rows are independent and go to the threads.</summary>
internal static unsafe class LayerNormalization
{
    private const long ThreadedWork = 1 << 16;

    private static long Pieces(long rows, long n) => Math.Max(1, rows * n / ThreadedWork);

    /// <summary>y = (x − mean)/√(variance + eps)·weight + bias; mean and 1/√… of each row are kept for the backward.</summary>
    internal static void Forward<T>(T* x, long rows, long n, double eps, T* weight, T* bias, T* y, double* mean, double* scale) where T : unmanaged, INumber<T> =>
        Threads.For(rows, 1, Pieces(rows, n), (from, to) =>
        {
            for (var r = from; r < to; r++)
            {
                T* row = x + r * n, target = y + r * n;
                mean[r] = Moments.Sum(row, n) / n;
                scale[r] = 1 / Math.Sqrt(Moments.Squares(row, n, mean[r]) / n + eps);
                for (long i = 0; i < n; i++)
                {
                    var value = (double.CreateTruncating(row[i]) - mean[r]) * scale[r];
                    if (weight != null) value *= double.CreateTruncating(weight[i]);
                    if (bias != null) value += double.CreateTruncating(bias[i]);
                    target[i] = T.CreateTruncating(value);
                }
            }
        });

    /// <summary>With x̂ = (x − mean)·scale, g = dy·w and ⟨·⟩ over the row: dx = scale·(g − ⟨g⟩ − x̂·⟨g·x̂⟩).</summary>
    internal static void InputGradient<T>(T* x, T* dy, long rows, long n, T* weight, double* mean, double* scale, T* dx) where T : unmanaged, INumber<T> =>
        Threads.For(rows, 1, Pieces(rows, n), (from, to) =>
        {
            for (var r = from; r < to; r++)
            {
                T* row = x + r * n, grad = dy + r * n, target = dx + r * n;
                double sum = 0, product = 0;
                for (long i = 0; i < n; i++)
                {
                    var g = double.CreateTruncating(grad[i]) * (weight == null ? 1 : double.CreateTruncating(weight[i]));
                    sum += g;
                    product += g * (double.CreateTruncating(row[i]) - mean[r]);
                }
                sum /= n;
                product *= scale[r] * scale[r] / n;
                for (long i = 0; i < n; i++)
                {
                    var g = double.CreateTruncating(grad[i]) * (weight == null ? 1 : double.CreateTruncating(weight[i]));
                    target[i] = T.CreateTruncating(scale[r] * (g - sum - (double.CreateTruncating(row[i]) - mean[r]) * product));
                }
            }
        });

    /// <summary>dw = Σ rows of dy·x̂, db = Σ rows of dy.</summary>
    internal static void ParameterGradients<T>(T* x, T* dy, long rows, long n, double* mean, double* scale, T* dw, T* db) where T : unmanaged, INumber<T> =>
        Threads.For(n, 64, Pieces(rows, n), (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                double sum = 0, product = 0;
                for (long r = 0; r < rows; r++)
                {
                    var g = double.CreateTruncating(dy[r * n + i]);
                    sum += g;
                    product += g * (double.CreateTruncating(x[r * n + i]) - mean[r]) * scale[r];
                }
                if (dw != null) dw[i] = T.CreateTruncating(product);
                if (db != null) db[i] = T.CreateTruncating(sum);
            }
        });
}
