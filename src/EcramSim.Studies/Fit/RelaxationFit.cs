using EcramSim.Insertion.Models;
using EcramSim.Studies.Fit.Reading;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace EcramSim.Studies.Fit;

/// <summary>
/// What a record of the conductance over time says: G(t) = G∞ + (G₀ − G∞)·exp(−(t/τ)^β), by the method of Levenberg and Marquardt; β = 1 unless
/// a stretched exponential explains the record better by Schwarz's criterion.
/// </summary>
/// <param name="Time">s from the first reading.</param>
/// <param name="Values">Readings.</param>
/// <param name="Unit">"S" or "1".</param>
/// <param name="Initial">G₀.</param>
/// <param name="Final">G∞, the convergence point.</param>
/// <param name="TimeConstant">τ, s.</param>
/// <param name="Stretch">β.</param>
/// <param name="Deviations">Standard deviations of the four: initial, final, ln τ, β (0 where it is not fitted).</param>
/// <param name="Noise">Standard deviation of a reading.</param>
public sealed record RelaxationFit(double[] Time, double[] Values, string Unit, double Initial, double Final, double TimeConstant, double Stretch, double[] Deviations, double Noise)
{
    /// <summary>Whether the record is long enough to show where it ends.</summary>
    public bool IsDetermined => Deviations[2] < 0.7 && TimeConstant < 3 * Time[^1] && Math.Abs(Initial - Final) > 2 * Noise / Math.Sqrt(Values.Length);

    /// <summary>G at a time.</summary>
    public double At(double time) => Final + (Initial - Final) * Math.Exp(-Math.Pow(Math.Max(time, 0) / TimeConstant, Stretch));

    /// <summary>Reads the text of a file of time and value and fits it.</summary>
    /// <exception cref="InputException">A file that is no such record.</exception>
    public static RelaxationFit Of(string file, string text, PulseReading reading)
    {
        var (time, values, unit) = RetentionFile.Read(file, text, reading);
        var scale = Math.Max(values.Max() - values.Min(), 1e-12 * Math.Max(Math.Abs(values[0]), 1e-300));
        double[] y = [.. values.Select(v => (v - values[0]) / scale)];
        var simple = Best(time, y, false);
        var stretched = time.Length >= 12 ? Best(time, y, true) : null;
        var n = time.Length;
        double Bic((double[] P, double[] D, double S) f, int k) => n * Math.Log(Math.Max(f.S, 1e-30) / n) + k * Math.Log(n);
        var best = stretched is { } s && Bic(s, 4) < Bic(simple!.Value, 3) ? s : simple!.Value;
        return new RelaxationFit(time, values, unit, values[0] + scale * best.P[0], values[0] + scale * best.P[1], Math.Exp(best.P[2]), best.P.Length > 3 ? best.P[3] : 1,
            [scale * best.D[0], scale * best.D[1], best.D[2], best.D.Length > 3 ? best.D[3] : 0], scale * Math.Sqrt(best.S / Math.Max(1, n - best.P.Length)));
    }

    private static double Model(IList<double> p, double t) =>
        p[1] + (p[0] - p[1]) * Math.Exp(-Math.Pow(Math.Max(t, 0) / Math.Exp(Math.Clamp(p[2], -60, 60)), p.Count > 3 ? Math.Clamp(p[3], 0.05, 5) : 1));

    private static (double[] P, double[] D, double S)? Best(double[] time, double[] y, bool stretched)
    {
        (double[] P, double[] D, double S)? best = null;
        var x = Vector<double>.Build.Dense(time);
        var observed = Vector<double>.Build.Dense(y);
        foreach (var share in new[] { 0.03, 0.2, 1.0 })
        {
            var start = new List<double> { y[0], y[^1], Math.Log(share * time[^1]) };
            if (stretched) start.Add(0.7);
            double[] p = [.. start], d = new double[p.Length];
            Array.Fill(d, double.PositiveInfinity);
            try
            {
                var model = ObjectiveFunction.NonlinearModel((Vector<double> q, Vector<double> t) => Vector<double>.Build.Dense(t.Count, i => Model(q, t[i])), x, observed);
                var result = new LevenbergMarquardtMinimizer(maximumIterations: 200).FindMinimum(model, Vector<double>.Build.Dense(p));
                p = [.. result.MinimizingPoint];
                d = DeviationsOf(p, time, Sum(p, time, y));
            }
            catch (Exception e) when (e is OptimizationException or ArgumentException or InvalidOperationException or ArithmeticException)
            {
                // A start from which the method does not get away: the others count.
            }
            var s = Sum(p, time, y);
            if (double.IsFinite(s) && (best is null || s < best.Value.S)) best = (p, d, s);
        }
        return best;
    }

    private static double Sum(double[] p, double[] time, double[] y) => time.Index().Sum(t => Math.Pow(y[t.Index] - Model(p, t.Item), 2));

    // From the Jacobian at the minimum.
    private static double[] DeviationsOf(double[] p, double[] time, double sum)
    {
        var jacobian = Matrix<double>.Build.Dense(time.Length, p.Length);
        for (var k = 0; k < p.Length; k++)
        {
            double[] more = [.. p], less = [.. p];
            more[k] += 1e-5;
            less[k] -= 1e-5;
            for (var i = 0; i < time.Length; i++) jacobian[i, k] = (Model(more, time[i]) - Model(less, time[i])) / 2e-5;
        }
        var modes = jacobian.TransposeThisAndMultiply(jacobian).Evd(Symmetricity.Symmetric);
        var variance = sum / Math.Max(1, time.Length - p.Length);
        var result = new double[p.Length];
        for (var k = 0; k < p.Length; k++)
            for (var m = 0; m < p.Length; m++) result[k] += variance * Math.Pow(modes.EigenVectors[k, m], 2) / Math.Max(modes.EigenValues[m].Real, 1e-12);
        return [.. result.Select(Math.Sqrt)];
    }
}
