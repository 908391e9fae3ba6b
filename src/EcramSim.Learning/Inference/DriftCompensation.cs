using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Inference;

/// <summary>
/// What a digital correction is computed from, and how much it can undo: known inputs are read when the weights are new (r) and again later (n).
/// Both readings carry the same noise, so factors are ratios of their norms: a regression of one on the other would take noise for drift.
/// </summary>
/// <param name="Name">Name on the command line and in results.</param>
public sealed record DriftCompensation(string Name)
{
    /// <summary>Outputs are taken as they are.</summary>
    public static DriftCompensation None { get; } = new("none");

    /// <summary>One factor per layer, a = √(Σr²/Σn²): removes a drift that multiplies all weights by one number.</summary>
    public static DriftCompensation Global { get; } = new("global");

    /// <summary>
    /// A factor and a share of the sum of the inputs per output: with r′ and n′ what is left of r and n without their part along S = Σx,
    /// a = √(Σr′²/Σn′²) and c = (Σr·S − a·Σn·S)/ΣS²: removes a drift that is affine in the weights of each output, as leakage towards one state is.
    /// </summary>
    public static DriftCompensation PerColumn { get; } = new("per-column");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DriftCompensation> All { get; } = [None, Global, PerColumn];

    /// <summary>By name.</summary>
    /// <exception cref="InputException">Unknown name.</exception>
    public static DriftCompensation Of(string name) =>
        All.FirstOrDefault(c => c.Name == name) ?? throw InputException.UnknownName("--compensation", "drift compensation", name, All.Select(c => c.Name));

    /// <summary>The correction that readings ask for; null where nothing is corrected.</summary>
    /// <param name="x">Known inputs, readings × inputs.</param>
    /// <param name="reference">What they gave when the weights were new, readings × outputs.</param>
    /// <param name="now">What they give now, readings × outputs.</param>
    /// <param name="readings">Number of readings.</param>
    public OutputCorrection? Correction(ReadOnlySpan<float> x, ReadOnlySpan<float> reference, ReadOnlySpan<float> now, int readings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(readings, 1);
        if (reference.Length != now.Length) throw new ArgumentException("both readings have the same outputs", nameof(now));
        if (this == None) return null;
        if (this == Global)
        {
            double before = 0, after = 0, both = 0;
            for (var k = 0; k < now.Length; k++) (before, after, both) = (before + Square(reference[k]), after + Square(now[k]), both + (double)reference[k] * now[k]);
            return new OutputCorrection([Factor(before, after, both)], null);
        }
        var (inputs, outputs) = (x.Length / readings, now.Length / readings);
        var sums = new double[readings];
        for (var m = 0; m < readings; m++)
            foreach (var v in x.Slice(m * inputs, inputs)) sums[m] += v;
        var square = sums.Sum(s => s * s);
        var (factors, shares) = (new float[outputs], new float[outputs]);
        for (var i = 0; i < outputs; i++)
        {
            double along = 0, alongNow = 0;
            if (square > 0)
                for (var m = 0; m < readings; m++) (along, alongNow) = (along + reference[m * outputs + i] * sums[m] / square, alongNow + now[m * outputs + i] * sums[m] / square);
            double before = 0, after = 0, both = 0;
            for (var m = 0; m < readings; m++)
            {
                double r = reference[m * outputs + i] - along * sums[m], n = now[m * outputs + i] - alongNow * sums[m];
                (before, after, both) = (before + r * r, after + n * n, both + r * n);
            }
            factors[i] = Factor(before, after, both);
            shares[i] = (float)(along - factors[i] * alongNow);
        }
        return new OutputCorrection(factors, shares);
    }

    // Lines that read nothing are left alone.
    private static float Factor(double before, double after, double both) => before == 0 || after == 0 ? 1 : (float)(Math.Sign(both) * Math.Sqrt(before / after));

    private static double Square(double v) => v * v;
}
