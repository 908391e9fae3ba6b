namespace TorchSharp.Kernels;

/// <summary>The x with erf(x) = y: a closed approximation (Winitzki 2008), then Halley steps to double precision.</summary>
internal static class InverseErf
{
    internal static double Of(double y)
    {
        if (!(Math.Abs(y) < 1)) return Math.Abs(y) == 1 ? y * double.PositiveInfinity : double.NaN;
        if (y == 0) return 0;
        var log = Math.Log(1 - y * y);
        var half = 2 / (Math.PI * 0.147) + log / 2;
        var x = Math.Sign(y) * Math.Sqrt(Math.Sqrt(half * half - log / 0.147) - half);
        for (var n = 0; n < 3; n++)
        {
            var miss = (Special.Erf(x) - y) / (1.1283791670955126 * Math.Exp(-x * x));
            x -= miss / (1 + x * miss);
        }
        return x;
    }
}
