using System.Runtime.Intrinsics;
using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.Observables;

/// <summary>The step curve of an update law: mean and standard deviation of one pulse on a nominal cell, over its noise.</summary>
public static class LawSteps
{
    private const int Points = 257, Quantiles = 1024, Lanes = 8;

    /// <summary>Samples <paramref name="law"/> from its lower to its upper bound.</summary>
    public static StepCurve Of(IPulseLaw law)
    {
        var one = Vector256.Create(1f);
        var cells = new CellLanes(one, one, one, one, Vector256.Create((float)law.Minimum), Vector256.Create((float)law.Maximum));
        var normals = law.IsNoisy ? Normals() : [Vector256<float>.Zero];
        double[] state = new double[Points], up = new double[Points], down = new double[Points], noiseUp = new double[Points], noiseDown = new double[Points];
        for (var i = 0; i < Points; i++)
        {
            state[i] = law.Minimum + (law.Maximum - law.Minimum) * i / (Points - 1);
            (up[i], noiseUp[i]) = Moments(law, (float)state[i], Vector256<float>.AllBitsSet, cells, normals);
            (down[i], noiseDown[i]) = Moments(law, (float)state[i], Vector256<float>.Zero, cells, normals);
        }
        return new StepCurve(state, up, down, noiseUp, noiseDown);
    }

    private static (double Mean, double Deviation) Moments(IPulseLaw law, float weight, Vector256<float> up, in CellLanes cells, Vector256<float>[] normals)
    {
        double sum = 0, squares = 0;
        foreach (var xi in normals)
        {
            var after = law.Pulse(Vector256.Create(weight), up, xi, cells);
            for (var lane = 0; lane < Lanes; lane++)
            {
                var step = (double)after.GetElement(lane) - weight;
                sum += step;
                squares += step * step;
            }
        }
        var count = Lanes * normals.Length;
        var mean = sum / count;
        // Without noise the squares differ by rounding only.
        return (mean, normals.Length == 1 ? 0 : Math.Sqrt(Math.Max(0, squares / count - mean * mean)));
    }

    // Midpoints of equal probability, so that a law with any distribution over ξ gets its own mean and deviation.
    private static Vector256<float>[] Normals()
    {
        var values = new float[Quantiles];
        for (var i = 0; i < Quantiles; i++) values[i] = (float)MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (i + 0.5) / Quantiles);
        var result = new Vector256<float>[Quantiles / Lanes];
        for (var i = 0; i < result.Length; i++) result[i] = Vector256.Create(values.AsSpan(i * Lanes, Lanes));
        return result;
    }
}
