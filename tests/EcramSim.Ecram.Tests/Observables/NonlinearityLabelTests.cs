using EcramSim.Ecram.Observables;

namespace EcramSim.Ecram.Tests.Observables;

public class NonlinearityLabelTests
{
    // Pairs of label and curvature as published with the label.
    [Theory]
    [InlineData(0.01, 126.269)]
    [InlineData(1, 1.25165)]
    [InlineData(2.4, 0.49918)]
    [InlineData(4.88, 0.20030)]
    [InlineData(9, 0.02281)]
    public void Published_pairs(double label, double curvature)
    {
        Assert.Equal(curvature, NonlinearityLabel.CurvatureOf(label), 5e-5 * Math.Max(curvature, 0.1));
        Assert.Equal(label, NonlinearityLabel.OfCurvature(curvature), 1e-3 * label);
    }

    [Theory]
    [InlineData(0.1, 0.2532)]
    [InlineData(0.2, 0.5108)]
    [InlineData(0.5, 1.3646)]
    public void Of_an_ohmic_cell(double r, double label) =>
        Assert.Equal(label, NonlinearityLabel.OfCurvature(1 / Math.Log((1 + r) / (1 - r))), 5e-5);

    [Fact]
    public void Small_curvature_joins_its_series() =>
        Assert.Equal(NonlinearityLabel.OfCurvature(1 / 0.99e-4) / 0.99e-4, NonlinearityLabel.OfCurvature(1 / 1.01e-4) / 1.01e-4, 1e-4);

    [Fact]
    public void Sign_tells_saturating_from_convex()
    {
        double[] p = [.. Enumerable.Range(0, 1001).Select(i => i / 1000.0)];
        double[] saturating = [.. p.Select(v => (1 - Math.Exp(-v / 0.49918)) / (1 - Math.Exp(-1 / 0.49918)))];
        double[] convex = [.. p.Select(v => 1 - (1 - Math.Exp(-(1 - v) / 0.49918)) / (1 - Math.Exp(-1 / 0.49918)))];
        Assert.Equal(2.4, NonlinearityLabel.OfBranch(p, saturating), 1e-3);
        Assert.Equal(-2.4, NonlinearityLabel.OfBranch(p, convex), 1e-3);
        Assert.Equal(0, NonlinearityLabel.OfBranch(p, p));
    }
}
