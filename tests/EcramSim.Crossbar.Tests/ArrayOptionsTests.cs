using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tests;

public class ArrayOptionsTests
{
    [Fact]
    public void TheShippedArrayIsTheUsualOne()
    {
        var options = ArrayOptions.Read(ModelLibrary.Shipped(), "default");
        Assert.Equal(new ArrayOptions(7, 9, 12, null, 0.06, new AbsMax(), new IterativeHalving(), 31, true, true, 80e-9), options);
    }

    [Fact]
    public void NoneIsAbsence()
    {
        var settings = new[] { "dac_bits", "adc_bits", "adc_bound", "output_noise" }.Select(k => Setting.Parse($"array.{k}=none")).ToArray();
        var options = ArrayOptions.Read(ModelLibrary.Shipped(), "default", settings);
        Assert.True(options.ReadsExactly);
    }

    [Theory]
    [InlineData("array.dac_bits=17", "dac_bits")]
    [InlineData("array.dac_bits=7.5", "whole number")]
    [InlineData("array.output_noise=0", "output_noise")]
    [InlineData("array.adc_bound=none", "adc_bound")]
    [InlineData("array.pulse_train_length=65", "[1, 64]")]
    [InlineData("array.read_time=5", "no unit")]
    public void WrongValuesAreNamed(string setting, string expected)
    {
        var error = Assert.Throws<InputException>(() => ArrayOptions.Read(ModelLibrary.Shipped(), "default", [Setting.Parse(setting)]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("models/arrays/default.json", error.Message, StringComparison.Ordinal);
    }
}
