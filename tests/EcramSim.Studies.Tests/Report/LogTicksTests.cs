using EcramSim.Studies.Report;

namespace EcramSim.Studies.Tests.Report;

public class LogTicksTests
{
    [Theory]
    [InlineData(0, "1"), InlineData(-3, "0.001"), InlineData(4, "10000"), InlineData(-12, "10⁻¹²"), InlineData(15, "10¹⁵")]
    public void Powers_of_ten_are_plain_near_one(double exponent, string label) => Assert.Equal(label, LogTicks.Label(exponent));

    [Fact]
    public void Values_between_are_written_as_they_are() => Assert.Equal(["0.05", "200", "5000", "20000"], new[] { 0.05, 200, 5000, 20000 }.Select(v => LogTicks.Label(Math.Log10(v))));

    [Fact]
    public void Powers_are_written_alike() => Assert.Equal(["10⁻³", "10⁰", "10⁴", "200"], new[] { 1e-3, 1, 1e4, 200 }.Select(v => LogTicks.Powers().LabelFormatter(Math.Log10(v))));
}
