using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Periphery;

namespace EcramSim.Crossbar.Tests.Periphery;

public class ConverterTests
{
    [Theory]
    [InlineData(2, 1.0)]
    [InlineData(7, 1.0)]
    [InlineData(9, 12.0)]
    public void HasTwoToTheBitsMinusOneLevelsSymmetricAboutZero(int bits, double bound)
    {
        var converter = new Converter(bits, bound);
        var levels = new SortedSet<float>();
        for (var v = -1.5 * bound; v <= 1.5 * bound; v += bound / 5000) levels.Add(Of(converter, (float)v));
        Assert.Equal((1 << bits) - 1, levels.Count);
        Assert.Equal((float)bound, levels.Max, 1e-6 * bound);
        Assert.Equal(-(float)bound, levels.Min, 1e-6 * bound);
        Assert.Contains(0f, levels);
        Assert.All(levels, l => Assert.Contains(-l, levels));
    }

    // A uniform quantiser of step q has an error of standard deviation q/√12: 1/63/√12 for 7 bits over ±1.
    [Fact]
    public void ErrorOfSevenBitsIsThatOfAUniformQuantiser()
    {
        var converter = new Converter(7, 1);
        double sum = 0;
        const int n = 200001;
        for (var k = 0; k < n; k++)
        {
            var v = (float)(2.0 * k / (n - 1) - 1);
            var error = Of(converter, v) - v;
            Assert.InRange(error, -0.5 / 63 - 1e-7, 0.5 / 63 + 1e-7);
            sum += (double)error * error / n;
        }
        Assert.Equal(1 / 63.0 / Math.Sqrt(12), Math.Sqrt(sum), 1e-5);
    }

    [Fact]
    public void WithoutBitsItOnlyClipsAndWithoutBoundItDoesNothing()
    {
        Assert.Equal(0.123456f, Of(new Converter(null, 1), 0.123456f));
        Assert.Equal(-1f, Of(new Converter(null, 1), -3f));
        Assert.Equal(1234.5f, Of(new Converter(null, null), 1234.5f));
    }

    private static float Of(Converter converter, float value) => converter.Convert(Vector256.Create(value)).ToScalar();
}
