using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Kinetics;

/// <summary>
/// The dimensionless rate of electron transfer from a metal with a flat band,
/// k(η~) = ∫ exp[−(z − λ~ + η~)²/(4λ~)]/(1 + e^z) dz: Marcus barriers weighted with the Fermi function (Chidsey 1991).
/// k(η~) is the oxidation at overpotential η~, k(−η~) the reduction; k(η~)/k(−η~) = e^η~, and k → √(4πλ~) for large η~.
/// </summary>
public static class ElectronTransferIntegral
{
    private static readonly string[] Forms = ["closed", "quadrature"];

    /// <summary>k(η~) by the closed form or by quadrature.</summary>
    internal static double Value(double lambda, double eta, bool isClosedForm) => isClosedForm ? Closed(lambda, eta) : Quadrature(lambda, eta);

    /// <summary>d ln k/dη~: exact for the closed form, a central difference for the quadrature.</summary>
    internal static double LogSlope(double lambda, double eta, bool isClosedForm)
    {
        if (!isClosedForm)
        {
            const double step = 1e-4;
            return Math.Log(Quadrature(lambda, eta + step) / Quadrature(lambda, eta - step)) / (2 * step);
        }
        var root = Math.Sqrt(1 + Math.Sqrt(lambda) + eta * eta);
        var z = (lambda - root) / (2 * Math.Sqrt(lambda));
        return 1 / (1 + Math.Exp(eta)) + eta * Math.Exp(-z * z) / (Math.Sqrt(Math.PI * lambda) * root * SpecialFunctions.Erfc(z));
    }

    /// <summary>Key <c>integral</c>: closed or quadrature.</summary>
    internal static bool ReadIsClosed(Models.ModelNode node) => node.Choice("integral", Forms) == "closed";

    /// <summary>
    /// Closed form of Zeng, Smith, Bai and Bazant (J. Electroanal. Chem. 735 (2014) 77): √(πλ~)/(1 + e^(−η~)) · erfc{[λ~ − √(1 + √λ~ + η~²)]/(2√λ~)}.
    /// Within 5 % of the integral for 8 ≲ λ~ ≲ 15 only; off by 18 % at λ~ = 30 and 12 % at 1.
    /// </summary>
    /// <param name="lambda">λ~ = λ/kT &gt; 0.</param>
    /// <param name="eta">η~.</param>
    public static double Closed(double lambda, double eta) =>
        Math.Sqrt(Math.PI * lambda) / (1 + Math.Exp(-eta))
        * SpecialFunctions.Erfc((lambda - Math.Sqrt(1 + Math.Sqrt(lambda) + eta * eta)) / (2 * Math.Sqrt(lambda)));

    /// <summary>
    /// The integral itself, by the trapezoidal rule, which converges exponentially here (the integrand is analytic within |Im z| &lt; π):
    /// relative error below 1e-13.
    /// </summary>
    /// <param name="lambda">λ~ = λ/kT &gt; 0.</param>
    /// <param name="eta">η~.</param>
    public static double Quadrature(double lambda, double eta)
    {
        // The slower direction from the faster one: no cancellation in the tail, and symmetric to the last bit.
        if (eta < 0) return Math.Exp(eta) * Quadrature(lambda, -eta);
        var mean = lambda - eta;
        var sigma = Math.Sqrt(2 * lambda);
        // Where the product of the Gaussian and the Fermi function is largest, as η~ ≥ 0 here.
        var centre = Math.Min(mean, 0);
        var step = Math.Min(0.4, 0.6 * sigma);
        var count = (int)Math.Ceiling(9 * sigma / step);
        var sum = 0.0;
        for (var j = -count; j <= count; j++)
        {
            var z = centre + j * step;
            var d = z - mean;
            sum += Math.Exp(-d * d / (4 * lambda)) / (1 + Math.Exp(z));
        }
        return sum * step;
    }
}
