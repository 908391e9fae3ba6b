using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Numerics;

public sealed class MonotoneCubicTests
{
    private static readonly double[] X = [0.0, 0.1, 0.35, 0.4, 0.8, 1.0];
    private static readonly double[] Y = [3.9, 3.8, 3.79, 3.2, 3.1, 1.0];

    // scipy.interpolate.PchipInterpolator on the same points: value, derivative, integral from 0.
    [Theory]
    [MemberData(nameof(Scipy))]
    public void Agrees_with_scipy(double x, double value, double derivative, double integral)
    {
        var curve = new MonotoneCubic(X, Y);
        Assert.Equal(value, curve.Value(x), 1e-13);
        Assert.Equal(derivative, curve.Derivative(x), 1e-11);
        Assert.Equal(integral, curve.Integral(x), 1e-13);
    }

    [Fact]
    public void Never_overshoots_monotone_data()
    {
        var curve = new MonotoneCubic(X, Y);
        var previous = double.PositiveInfinity;
        for (var k = 0; k <= 2000; k++)
        {
            var y = curve.Value(k / 2000.0);
            Assert.True(y <= previous + 1e-15);
            previous = y;
        }
    }

    [Fact]
    public void Reproduces_its_points_and_straight_lines()
    {
        var curve = new MonotoneCubic(X, Y);
        for (var i = 0; i < X.Length; i++) Assert.Equal(Y[i], curve.Value(X[i]), 1e-15);
        var line = new MonotoneCubic([0, 1, 3], [1, 3, 7]);
        Assert.Equal(4.4, line.Value(1.7), 1e-14);
        Assert.Equal(1.7 + 1.7 * 1.7, line.Integral(1.7), 1e-14);
        Assert.Equal(2.0, new MonotoneCubic([0, 1], [0, 2]).Derivative(0.3), 1e-15);
    }

    public static TheoryData<double, double, double, double> Scipy => new()
    {
        { 0.0, 3.9, -1.2742857142857156, 0.0 },
        { 0.03, 3.8602262278481017, -1.3199594936708878, 0.1164068189511754 },
        { 0.1, 3.8, -0.08860759493670708, 0.38401193490054253 },
        { 0.2, 3.7957456179117584, -0.014227204214531032, 0.7637372321371955 },
        { 0.36, 3.729027656299869, -11.178310436540288, 1.370520751000105 },
        { 0.399, 3.2013222876882166, -1.9839031724529264, 1.5044971837871497 },
        { 0.5, 3.1579682790169863, -0.23271170963509377, 1.825247129490477 },
        { 0.79, 3.105218284026029, -0.4978501409624456, 2.735267359637934 },
        { 0.9, 2.3842605973025046, -12.134272639691716, 3.0501635757494077 },
        { 1.0, 1.0000000000000004, -13.916666666666664, 3.2208619339703444 },
    };
}
