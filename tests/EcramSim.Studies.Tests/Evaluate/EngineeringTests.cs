using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Tests.Evaluate;

public sealed class EngineeringTests
{
    [Theory]
    [InlineData(2.418e-12, "J", "2.42 pJ")]
    [InlineData(-4.304e-12, "J", "-4.30 pJ")]
    [InlineData(0.9996, "J", "1.00 J")]
    [InlineData(999.6e-9, "s", "1.00 µs")]
    [InlineData(0, "J", "0 J")]
    [InlineData(135e-6, "S", "135 µS")]
    public void With_prefix(double value, string unit, string text) => Assert.Equal(text, Engineering.WithUnit(value, unit));

    [Theory]
    [InlineData(9.996, "10.0")]
    [InlineData(0.04156, "0.0416")]
    [InlineData(1064.2, "1060")]
    [InlineData(17_600_000, "1.76e7")]
    [InlineData(5e-9, "5e-9")]
    [InlineData(0, "0")]
    public void Three_digits(double value, string text) => Assert.Equal(text, Engineering.Significant(value));

    [Fact]
    public void What_does_not_apply_is_a_dash() =>
        Assert.Equal(["–", "–", "–"], [Engineering.WithUnit(null, "J"), Engineering.Significant(double.NaN), Engineering.Duration(null)]);
}
