using EcramSim.Insertion.Numerics;

namespace EcramSim.Insertion.Tests.Numerics;

public sealed class SpecialFunctionsTests
{
    // The C library's erfc (correct to the last digit printed or the one before).
    [Theory]
    [InlineData(-6, 2.0), InlineData(-3, 1.9999779095030015), InlineData(-1.5, 1.9661051464753108), InlineData(-0.5, 1.5204998778130465)]
    [InlineData(-0.001, 1.0011283787909693), InlineData(0, 1.0), InlineData(1e-10, 0.999999999887162), InlineData(0.1, 0.8875370839817152)]
    [InlineData(0.5, 0.4795001221869535), InlineData(0.84, 0.23485728854500548), InlineData(1, 0.15729920705028513), InlineData(1.25, 0.07709987174354177)]
    [InlineData(2, 0.004677734981047265), InlineData(2.9, 4.109787809945886e-05), InlineData(4, 1.541725790028002e-08), InlineData(6, 2.1519736712498916e-17)]
    [InlineData(10, 2.088487583762545e-45), InlineData(20, 5.3958656116079009e-176), InlineData(26, 5.663192408856143e-296)]
    public void Erfc_to_13_digits(double x, double expected) => Assert.Equal(1, SpecialFunctions.Erfc(x) / expected, 1e-13);

    [Fact]
    public void Erfc_keeps_its_symmetry_and_derivative()
    {
        for (var x = 0.0; x < 5; x += 0.037)
        {
            Assert.Equal(2, SpecialFunctions.Erfc(x) + SpecialFunctions.Erfc(-x), 4e-16);
            const double h = 1e-5;
            var slope = (SpecialFunctions.Erfc(x + h) - SpecialFunctions.Erfc(x - h)) / (2 * h);
            Assert.Equal(-2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x), slope, 1e-9);
        }
    }

    [Theory]
    [InlineData(-0.9, -0.5934303402594009), InlineData(-1e-3, -0.0009995001666250085), InlineData(-1e-8, -9.999999950000001e-09)]
    [InlineData(1e-12, 1.0000000000005e-12), InlineData(1e-5, 1.0000050000166668e-05), InlineData(0.3, 0.3498588075760031), InlineData(0.999, 1.7155649053185666)]
    public void ExpMinusOne_without_cancellation(double x, double expected) => Assert.Equal(1, SpecialFunctions.ExpMinusOne(x) / expected, 1e-15);
}
