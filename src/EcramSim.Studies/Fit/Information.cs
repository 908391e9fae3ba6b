using EcramSim.Studies.Fit.Laws;
using MathNet.Numerics.LinearAlgebra;

namespace EcramSim.Studies.Fit;

/// <summary>
/// What an information matrix says about each parameter: its standard deviation, and whether the data determine it at all. Where the readings scatter
/// more than the law says, as beside a hard bound, the scores of the readings show it: the deviation is then that of White (Econometrica 50:1, 1982), C·J·C.
/// </summary>
internal static class Information
{
    // Directions whose eigenvalue, of the matrix scaled to a unit diagonal, falls below this are seen only together with another parameter.
    private const double Flat = 1e-5;
    // Beyond this deviation of a logarithm, the interval spans a factor of 50.
    private const double LargestDeviation = 1;

    internal static (double[] Deviations, string[] Problems) Deviations(Matrix<double> information, Matrix<double> scores, FormParameter[] parameters)
    {
        var n = parameters.Length;
        var (deviations, problems) = (new double[n], new string[n]);
        Array.Fill(problems, "");
        int[] seen = [.. Enumerable.Range(0, n).Where(i => information[i, i] > 1e-6 && double.IsFinite(information[i, i]))];
        foreach (var i in Enumerable.Range(0, n).Except(seen))
        {
            deviations[i] = double.PositiveInfinity;
            problems[i] = "no pulse depends on it";
        }
        if (seen.Length == 0) return (deviations, problems);
        var scaled = Matrix<double>.Build.Dense(seen.Length, seen.Length, (a, b) => information[seen[a], seen[b]] / Math.Sqrt(information[seen[a], seen[a]] * information[seen[b], seen[b]]));
        var modes = scaled.Evd(Symmetricity.Symmetric);
        var covariance = Matrix<double>.Build.Dense(seen.Length, seen.Length);
        for (var m = 0; m < seen.Length; m++)
        {
            var value = modes.EigenValues[m].Real;
            var mode = modes.EigenVectors.Column(m);
            covariance += mode.OuterProduct(mode) / Math.Max(value, 1e-12);
            if (value > Flat) continue;
            int[] partners = [.. Enumerable.Range(0, seen.Length).Where(a => Math.Abs(mode[a]) > 0.3)];
            foreach (var a in partners)
                problems[seen[a]] = partners.Length > 1 ? $"seen only together with {string.Join(", ", partners.Where(b => b != a).Select(b => parameters[seen[b]].Name))}" : "hardly seen";
        }
        var scaledScores = Matrix<double>.Build.Dense(seen.Length, seen.Length, (a, b) => scores[seen[a], seen[b]] / Math.Sqrt(information[seen[a], seen[a]] * information[seen[b], seen[b]]));
        var robust = covariance * scaledScores * covariance;
        for (var a = 0; a < seen.Length; a++)
        {
            var i = seen[a];
            deviations[i] = Math.Sqrt(Math.Max(covariance[a, a], robust[a, a]) / information[i, i]);
            var room = parameters[i].IsLogarithmic ? LargestDeviation : 0.5 * (parameters[i].Maximum - parameters[i].Minimum);
            if (problems[i].Length == 0 && deviations[i] > room) problems[i] = "its interval is as wide as the search";
        }
        return (deviations, problems);
    }
}
