using System.Globalization;
using EcramSim.Insertion.Kinetics;
using EcramSim.Tests.Reference;

namespace EcramSim.Insertion.Tests.Kinetics;

public sealed class ElectronTransferIntegralTests
{
    public static IEnumerable<object[]> Tables => ReferenceData.Cases("insertion", "mhc_exact_vs_closed.csv");

    [Theory, MemberData(nameof(Tables))]
    public void Quadrature_and_closed_form_match_the_stored_table(string file)
    {
        var rows = 0;
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            var v = line.Split(',').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(1, ElectronTransferIntegral.Quadrature(v[0], v[1]) / v[2], 1e-9);
            Assert.Equal(1, ElectronTransferIntegral.Closed(v[0], v[1]) / v[3], 1e-9);
            rows++;
        }
        Assert.True(rows > 900);
    }

    // k(0) by quadrature, published with the equations.
    [Theory]
    [InlineData(8.29, 0.321631), InlineData(10, 0.215584), InlineData(15.21, 0.0616642), InlineData(20, 0.0191137), InlineData(30, 0.00161716)]
    public void Quadrature_at_equilibrium(double lambda, double expected) =>
        Assert.Equal(expected, ElectronTransferIntegral.Quadrature(lambda, 0), 6e-6 * expected);

    // Largest relative error of the closed form over |η~| ≤ 3λ~.
    [Theory]
    [InlineData(1, 0.116), InlineData(5, 0.078), InlineData(8.29, 0.046), InlineData(10, 0.039), InlineData(15.2, 0.034), InlineData(20, 0.085), InlineData(30, 0.181)]
    public void Error_of_the_closed_form(double lambda, double expected)
    {
        var worst = 0.0;
        for (var k = -600; k <= 600; k++)
        {
            var eta = 3 * lambda * k / 600;
            worst = Math.Max(worst, Math.Abs(ElectronTransferIntegral.Closed(lambda, eta) / ElectronTransferIntegral.Quadrature(lambda, eta) - 1));
        }
        Assert.Equal(expected, worst, 0.0006);
    }

    [Theory]
    [InlineData(0.3), InlineData(1), InlineData(8.29), InlineData(30), InlineData(80)]
    public void Quadrature_keeps_De_Donder_and_its_limit(double lambda)
    {
        Assert.Equal(Math.Sqrt(4 * Math.PI * lambda), ElectronTransferIntegral.Quadrature(lambda, 20 * lambda + 60), 1e-12 * lambda);
        foreach (var eta in new[] { 0.1, 3, 17.0 })
        {
            // The oxidation integral by a plain fine sum from first principles, without the symmetry used inside.
            double direct = 0, h = 0.01;
            for (var z = -400.0; z < 400; z += h) direct += h * Math.Exp(-(z - lambda - eta) * (z - lambda - eta) / (4 * lambda)) / (1 + Math.Exp(z));
            Assert.Equal(direct, ElectronTransferIntegral.Quadrature(lambda, -eta), 1e-11 * direct);
        }
    }
}
