namespace EcramSim.Studies.Fit;

/// <summary>What a fit leaves of one branch.</summary>
/// <param name="Predicted">Each reading but the first as predicted from those before, in the units of the fit.</param>
/// <param name="Curve">The mean curve from the first reading, one entry more.</param>
/// <param name="Standardised">Reading less prediction over its standard deviation: normal with variance 1 under the law.</param>
internal sealed record BranchResiduals(double[] Predicted, double[] Curve, double[] Standardised)
{
    internal static IEnumerable<(MeasuredBranch Branch, BranchResiduals Residuals)> Of(FitStudy study)
    {
        foreach (var branch in study.Branches)
        {
            var fit = study.Chosen.Fits[study.IndexOf(branch.Device)];
            double[] v = new double[branch.Steps], s = new double[branch.Steps];
            PulseLikelihood.Evaluate([branch], fit.Law, fit.ReadNoise, v, s);
            yield return (branch, new BranchResiduals([.. v.Select((x, i) => branch.Values[i + 1] - x)], CandidateLaw.Curve(fit.Law, branch), [.. v.Select((x, i) => x / Math.Sqrt(s[i]))]));
        }
    }
}
