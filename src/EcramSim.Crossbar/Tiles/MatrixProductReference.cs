using EcramSim.Crossbar.Numerics;

namespace EcramSim.Crossbar.Tiles;

/// <summary>The scalar twin of <see cref="MatrixProduct"/>: the same sums in the same order.</summary>
internal static class MatrixProductReference
{
    /// <summary>y = W x; <paramref name="x"/> has the length of a padded row.</summary>
    public static void Forward(WeightMatrix w, ReadOnlySpan<float> x, Span<float> y)
    {
        Span<float> s = stackalloc float[Lanes.Count];
        for (var i = 0; i < w.Rows; i++)
        {
            s.Clear();
            for (var j = 0; j < w.Stride; j++)
                s[j % Lanes.Count] = MathF.FusedMultiplyAdd(w.Values[i * w.Stride + j], x[j], s[j % Lanes.Count]);
            y[i] = ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
        }
    }

    /// <summary>g = Wᵀ d; <paramref name="g"/> has the length of a padded row.</summary>
    public static void Backward(WeightMatrix w, ReadOnlySpan<float> d, Span<float> g)
    {
        for (var j = 0; j < w.Stride; j++)
        {
            var s = 0f;
            for (var i = 0; i < w.Rows; i++) s = MathF.FusedMultiplyAdd(w.Values[i * w.Stride + j], d[i], s);
            g[j] = s;
        }
    }
}
