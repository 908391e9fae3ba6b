using EcramSim.Studies.Fit.Laws;

namespace EcramSim.Studies.Fit;

/// <summary>One law fitted to every measured cell.</summary>
/// <param name="Fits">One per cell, in the order of the data.</param>
public sealed record CandidateLaw(IReadOnlyList<LawFit> Fits)
{
    /// <summary>Its name.</summary>
    public string Name => Fits[0].Form.Name;
    /// <summary>Its form.</summary>
    public IStepForm Form => Fits[0].Form;
    /// <summary>ln L of all cells.</summary>
    public double LogLikelihood => Fits.Sum(f => f.LogLikelihood);
    /// <summary>Free parameters of all cells.</summary>
    public int Parameters => Fits.Sum(f => f.Parameters.Count);
    /// <summary>Akaike's criterion.</summary>
    public double Aic => Fits.Sum(f => f.Aic);
    /// <summary>Schwarz's criterion.</summary>
    public double Bic => Fits.Sum(f => f.Bic);

    /// <summary>
    /// Root mean square distance between the readings and the mean curve that starts at the first reading of each branch, as a fraction of the range.
    /// </summary>
    public double CurveError { get; init; }

    /// <summary>The numbers of the device file: the mean over the cells, of logarithms where they are moved as such.</summary>
    public double[] Nominal => [.. Form.Parameters.Select((p, i) => p.Value(Fits.Average(f => p.Coordinate(f.Parameters[i].Value))))];

    /// <summary>Curve error of fits to branches, in the units of the fit.</summary>
    internal static double ErrorOf(IReadOnlyList<LawFit> fits, IReadOnlyList<string> devices, IReadOnlyList<MeasuredBranch> branches)
    {
        double sum = 0;
        var count = 0;
        foreach (var branch in branches)
        {
            var law = fits[devices.ToList().IndexOf(branch.Device)].Law;
            var mean = Curve(law, branch);
            for (var i = 1; i < mean.Length; i++, count++) sum += (branch.Values[i] - mean[i]) * (branch.Values[i] - mean[i]);
        }
        return Math.Sqrt(sum / count);
    }

    /// <summary>Mean curve along a branch from its first reading.</summary>
    internal static double[] Curve(IStepLaw law, MeasuredBranch branch)
    {
        var state = branch.Values[0];
        var curve = new double[branch.Values.Length];
        curve[0] = state;
        for (var i = 1; i < curve.Length; i++)
        {
            for (var k = branch.Counts[i]; k > 0; k--) state = law.Next(state, branch.Up);
            curve[i] = state;
        }
        return curve;
    }
}
