using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>Copies blocks of a matrix into the panels that the inner kernel reads in order, padded with zeros.</summary>
internal static unsafe class Packing
{
    private const int MR = 6;
    private const int NR = 16;

    /// <summary>Panels of sixteen columns: for each k, sixteen neighbours.</summary>
    internal static void Columns(Matrix b, float* target)
    {
        for (long j = 0; j < b.Columns; j += NR, target += NR * b.Rows)
        {
            var width = Math.Min(NR, b.Columns - j);
            var source = b.Data + j * b.Column;
            if (b.Column == 1 && width == NR)
            {
                for (long k = 0; k < b.Rows; k++)
                {
                    Vector256.Load(source + k * b.Row).Store(target + k * NR);
                    Vector256.Load(source + k * b.Row + 8).Store(target + k * NR + 8);
                }
                continue;
            }
            for (long s = 0; s < width; s++)
            {
                var from = source + s * b.Column;
                var to = target + s;
                for (long k = 0; k < b.Rows; k++) to[k * NR] = from[k * b.Row];
            }
            for (var s = width; s < NR; s++)
                for (long k = 0; k < b.Rows; k++) target[k * NR + s] = 0;
        }
    }

    /// <summary>Panels of six rows: for each k, six neighbours.</summary>
    internal static void Rows(Matrix a, float* target)
    {
        for (long i = 0; i < a.Rows; i += MR, target += MR * a.Columns)
        {
            var height = Math.Min(MR, a.Rows - i);
            var source = a.Data + i * a.Row;
            for (long r = 0; r < height; r++)
            {
                var from = source + r * a.Row;
                var to = target + r;
                for (long k = 0; k < a.Columns; k++) to[k * MR] = from[k * a.Column];
            }
            for (var r = height; r < MR; r++)
                for (long k = 0; k < a.Columns; k++) target[k * MR + r] = 0;
        }
    }
}
